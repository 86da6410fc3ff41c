import { getTranslations } from 'next-intl/server'
import { MoveProtocol } from '@/components/protocol/move'
import { readListState } from '@/components/ui/list-state'
import { getMovePage, MOVE_PAGE } from '@/lib/records/enrolments/move-page'
import { askRecords } from '../../../page-call'
import type { SearchParams } from '../../../page-params'

interface PageProps {
  params: Promise<{ study: string }>
  searchParams: SearchParams
}

export async function generateMetadata() {
  const t = await getTranslations('protocolMove')
  return { title: t('pageTitle') }
}

/** Patients who follow another version than the one in force, or than the one that is asked for. */
export default async function Page({ params, searchParams }: PageProps) {
  const { study: slug } = await params
  const asked = await searchParams
  const { page } = readListState(asked, { sortable: [], pageSize: MOVE_PAGE })
  const to = typeof asked.to === 'string' && /^[1-9]\d{0,4}$/.test(asked.to) ? Number(asked.to) : undefined
  const { protocol, rows, ...list } = await askRecords((call) => getMovePage(call, slug, { page, to }))
  const labels = Object.fromEntries(protocol.visits.map(({ code, label }) => [code, label]))
  return (
    <MoveProtocol
      key={list.to}
      slug={slug}
      {...list}
      rows={rows}
      page={page}
      pageSize={MOVE_PAGE}
      labels={labels}
    />
  )
}
