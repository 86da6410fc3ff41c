import { useTranslations } from 'next-intl'
import { POLICY, type Verb } from '@/lib/access/verbs'
import { PageBody, PageHeader } from './shell-header'
import { TrailAccess, type AccessLine } from './trail-access'
import { TrailNarrowed } from './trail-narrowed'
import { TrailOlder, TrailTabs } from './trail-pages'
import { TrailSearch, type Choice } from './trail-search'
import { TrailTable, type TrailLine } from './trail-table'
import { TRAIL_TABLES } from './trail-tables'

// Verbs that only read leave nothing in the trail.
const READS = /\.(read|list|search|history|verify)$/
const WRITES = (Object.keys(POLICY) as Verb[]).filter((verb) => !READS.test(verb))

type TrailView =
  | { readonly view: 'changes'; readonly rows: readonly TrailLine[]; readonly next: string | null }
  | { readonly view: 'access'; readonly rows: readonly AccessLine[]; readonly next: string | null }

interface TrailPageProps {
  list: TrailView
  studies: readonly Choice[]
  sites: readonly Choice[]
}

/** Who changed what, when and why, and who looked at whom; latest first. */
export function TrailPage({ list, studies, sites }: TrailPageProps) {
  const t = useTranslations('trail')
  const verbs = useTranslations('verbs')
  return (
    <>
      <PageHeader title={t('title')} subtitle={t('subtitle')} />
      <PageBody>
        <TrailTabs view={list.view} />
        <TrailSearch
          view={list.view}
          verbs={WRITES.map((verb) => ({ value: verb, label: verbs.has(verb) ? verbs(verb) : verb }))}
          tables={TRAIL_TABLES.map((table) => ({ value: table, label: t(`tables.${table}`) }))}
          studies={studies}
          sites={sites}
        />
        <div className="grid gap-3">
          <TrailNarrowed rows={list.rows} />
          {list.view === 'access' ? <TrailAccess rows={list.rows} /> : <TrailTable rows={list.rows} />}
          <TrailOlder next={list.next} />
        </div>
      </PageBody>
    </>
  )
}
