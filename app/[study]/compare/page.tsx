import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { PageBody, PageHeader } from '@/components/registry/shell-header'
import { CompareView } from '@/components/results/compare-view'
import { ComparisonList } from '@/components/results/comparison-list'
import { readListState } from '@/components/ui/list-state'
import { can } from '@/lib/access/actor'
import { COMPARISONS_PAGE, listComparisons } from '@/lib/records/data/comparisons'
import { openCompareDesk } from '@/lib/tasks/compare-desk'
import { askRecords } from '../../page-call'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('compare')
  return { title: t('title') }
}

interface PageProps {
  params: Promise<{ study: string }>
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

export default async function ComparePage({ params, searchParams }: PageProps) {
  const { study } = await params
  const search = await searchParams
  const { id } = search
  if (id !== undefined && (typeof id !== 'string' || !UUID.test(id))) notFound()
  const { page } = readListState(search, { sortable: [], pageSize: COMPARISONS_PAGE })
  const { desk, saved, earlier, takes } = await askRecords(async (call) => ({
    ...(await openCompareDesk(call, study, id)),
    earlier: await listComparisons(call, study, page),
    takes: can(call.actor, 'extract.run', study),
  }))
  const lines = earlier.rows.map((row) => ({ ...row, createdAt: row.createdAt.toISOString() }))
  const t = await getTranslations('compare')
  return (
    <>
      <PageHeader title={t('title')} subtitle={t('about')} />
      <PageBody>
        <CompareView study={study} desk={desk} saved={saved} takes={takes} />
        <section className="no-print grid gap-2">
          <h2 className="text-base font-semibold">{t('earlier')}</h2>
          <ComparisonList
            {...{ study, desk, page }}
            rows={lines}
            total={earlier.total}
            pageSize={COMPARISONS_PAGE}
          />
        </section>
      </PageBody>
    </>
  )
}
