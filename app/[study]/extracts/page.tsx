import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { PageBody, PageHeader } from '@/components/registry/shell-header'
import { ExtractList } from '@/components/results/extract-list'
import { ExtractForm } from '@/components/results/extract-form'
import { readListState } from '@/components/ui/list-state'
import { listExtracts } from '@/lib/records/data/receipts'
import { askRecords } from '../../page-call'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('extracts')
  return { title: t('title') }
}

interface PageProps {
  params: Promise<{ study: string }>
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

const LEAVES = ['no', 'key', 'values', 'file'] as const

export default async function ExtractsPage({ params, searchParams }: PageProps) {
  const { study } = await params
  const { page, pageSize } = readListState(await searchParams, { sortable: [], pageSize: 50 })
  const { rows, total } = await askRecords((call) => listExtracts(call, study, page))
  const t = await getTranslations('extracts')
  const lines = rows.map(({ filter, createdAt, ...row }) => ({
    ...row,
    part: filter.part === 'codebook' ? ('codebook' as const) : ('data' as const),
    createdAt: createdAt.toISOString(),
  }))
  return (
    <>
      <PageHeader title={t('title')} subtitle={t('about')} />
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
          <ExtractList rows={lines} total={total} page={page} pageSize={pageSize} />
        </section>
      </PageBody>
    </>
  )
}
