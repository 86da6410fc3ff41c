import { useTranslations } from 'next-intl'
import { POLICY, type Verb } from '@/lib/access/verbs'
import { FilterBar } from './filter-bar'
import { PageBody, PageHeader } from './shell-header'
import { TrailNarrowed } from './trail-narrowed'
import { TrailTable, type TrailList } from './trail-table'
import { TRAIL_TABLES } from './trail-tables'

// Verbs that only read leave nothing in the trail.
const READS = /\.(read|list|search|verify)$/
const WRITES = (Object.keys(POLICY) as Verb[]).filter((verb) => !READS.test(verb))

/** Who changed what, when and why; latest first. */
export function TrailPage({ list }: { list: TrailList }) {
  const t = useTranslations('trail')
  const verbs = useTranslations('verbs')
  const filters = [
    {
      name: 'verb',
      label: t('verb'),
      options: WRITES.map((verb) => ({ value: verb, label: verbs(verb) })),
    },
    {
      name: 'table',
      label: t('table'),
      options: TRAIL_TABLES.map((table) => ({ value: table, label: t(`tables.${table}`) })),
    },
  ]
  return (
    <>
      <PageHeader title={t('title')} subtitle={t('subtitle', { total: list.total })} />
      <PageBody>
        <div className="grid gap-3">
          <FilterBar filters={filters} />
          <TrailNarrowed rows={list.rows} />
          <TrailTable list={list} />
        </div>
      </PageBody>
    </>
  )
}
