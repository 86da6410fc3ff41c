import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { PageBody, PageHeader } from '@/components/registry/shell-header'
import { ExtractList, type ExtractLine } from '@/components/results/extract-list'
import { ExtractForm } from '@/components/results/extract-form'
import { LinkButton } from '@/components/ui/link-button'
import { readListState } from '@/components/ui/list-state'
import { runExtract } from '@/lib/contracts/data'
import { listExtracts, type ExtractRow } from '@/lib/records/data/receipts'
import { askRecords } from '../../page-call'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('extracts')
  return { title: t('title') }
}

interface PageProps {
  params: Promise<{ study: string }>
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

const LEAVES = ['no', 'key', 'few', 'persons', 'values', 'file'] as const

export default async function ExtractsPage({ params, searchParams }: PageProps) {
  const { study } = await params
  const { page, pageSize } = readListState(await searchParams, { sortable: [], pageSize: 50 })
  const { rows, total } = await askRecords((call) => listExtracts(call, study, page))
  const t = await getTranslations('extracts')
  return (
    <>
      <PageHeader
        title={t('title')}
        subtitle={t('about')}
        actions={<LinkButton href={`/${study}/freezes`}>{t('frozen')}</LinkButton>}
      />
      <PageBody>
        <div className="grid items-start gap-6 lg:grid-cols-2">
          <section aria-labelledby="take" className="grid gap-3">
            <h2 id="take" className="text-base font-semibold">
              {t('take')}
            </h2>
            <ExtractForm study={study} />
          </section>
          <section aria-labelledby="leaves" className="grid gap-2 rounded bg-well p-4">
            <h2 id="leaves" className="text-base font-semibold">
              {t('leaves')}
            </h2>
            <ul className="grid list-disc gap-1 pl-5">
              {LEAVES.map((key) => (
                <li key={key}>{t(`leavesList.${key}`)}</li>
              ))}
            </ul>
          </section>
        </div>
        <section className="grid gap-2">
          <h2 className="text-base font-semibold">{t('earlier')}</h2>
          <ExtractList study={study} rows={rows.map(toLine)} total={total} page={page} pageSize={pageSize} />
        </section>
      </PageBody>
    </>
  )
}

/** The receipt as the request that it answers. One of a time without these options had no dates and the rest as usual. */
function toLine({ filter, createdAt, ...row }: ExtractRow): ExtractLine {
  const { dates = 'none', freeze, ...options } = filter
  const { shape, format, purpose } = row
  const coded = row.level !== 'deidentified'
  const asked = { ...options, shape, format, purpose, dates: coded ? 'none' : dates }
  const read = runExtract.body.safeParse(asked)
  const body = read.data ?? runExtract.body.parse({ shape, format: 'csv', purpose, dates: 'none' })
  return {
    ...body,
    ...row,
    dates: coded ? 'real' : body.dates,
    again: read.success && !coded && freeze === undefined ? body : null,
    createdAt: createdAt.toISOString(),
  }
}
