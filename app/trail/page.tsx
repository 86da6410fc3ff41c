import { getTranslations } from 'next-intl/server'
import { TrailPage } from '@/components/registry/trail'
import { TRAIL_TABLES } from '@/components/registry/trail-tables'
import { readListState } from '@/components/ui/list-state'
import { POLICY, type Verb } from '@/lib/access/verbs'
import { listTrail, PAGE_SIZE } from '@/lib/records/trail/trail'
import { askRecords } from '../page-call'
import { readChoice, readText, type SearchParams } from '../page-params'

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

export async function generateMetadata() {
  const t = await getTranslations('trail')
  return { title: t('title') }
}

export default async function Page({ searchParams }: { searchParams: SearchParams }) {
  const asked = await searchParams
  const { page } = readListState(asked, { sortable: [], pageSize: PAGE_SIZE })
  const row = readText(asked, 'row')
  const { rows, total } = await askRecords((call) =>
    listTrail(call, {
      page,
      verb: readChoice(asked, 'verb', Object.keys(POLICY) as Verb[]),
      table: readChoice(asked, 'table', TRAIL_TABLES),
      actor: readText(asked, 'actor'),
      rowId: row && UUID.test(row) ? row : undefined,
    }),
  )
  return <TrailPage list={{ rows, total, page, pageSize: PAGE_SIZE }} />
}
