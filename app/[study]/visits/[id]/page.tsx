import { notFound, redirect } from 'next/navigation'
import { findNextForm } from '@/lib/records/entries/entry-page'
import { askRecords } from '../../../page-call'
import { readId, readOne } from '../../../page-params'

interface PageProps {
  params: Promise<{ study: string; id: string }>
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

/** A visit opens at the form that is next. */
export default async function VisitPage({ params, searchParams }: PageProps) {
  const { study, id } = await params
  const visitId = readId(id)
  const next = await askRecords((call) => findNextForm(call, study, visitId))
  if (next === null) notFound()
  const from = readOne((await searchParams).from)
  redirect(`/${study}/visits/${visitId}/${next}${from ? `?${new URLSearchParams({ from }).toString()}` : ''}`)
}
