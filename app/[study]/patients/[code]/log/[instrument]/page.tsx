import { getTranslations } from 'next-intl/server'
import { EntryPage } from '@/components/entry/entry-page'
import { getLogEntryPage } from '@/lib/records/entries/entry-page'
import { askRecords } from '../../../../../page-call'
import { readText } from '../../../../../page-params'
import { readEntryRights, toEntryView } from '../../../../../to-entry-view'

interface PageProps {
  params: Promise<{ study: string; code: string; instrument: string }>
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

export async function generateMetadata() {
  const t = await getTranslations('entry')
  return { title: t('logForm') }
}

/** A line of a record that belongs to no visit; without a line in the address, the next one. */
export default async function LogFormPage({ params, searchParams }: PageProps) {
  const { study, code, instrument } = await params
  const query = await searchParams
  const line = readText(query, 'repeat') ?? null
  const { page, may } = await askRecords(async (call) => ({
    page: await getLogEntryPage(call, study, decodeURIComponent(code), instrument, line),
    may: readEntryRights(call.actor, study),
  }))
  const place = `/${study}/patients/${encodeURIComponent(page.form.patient.code)}`
  const view = toEntryView(page, {
    study,
    base: `${place}/log`,
    back: place,
    focus: readText(query, 'item') ?? null,
    may,
  })
  return <EntryPage key={`${instrument}/${page.place.repeatKey}`} view={view} />
}
