import { getTranslations } from 'next-intl/server'
import { EntryPage } from '@/components/entry/entry-page'
import { readBack } from '@/components/entry/places'
import { getOperationEntryPage } from '@/lib/records/entries/entry-page'
import { askRecords } from '../../../../page-call'
import { readId, readOne, readText } from '../../../../page-params'
import { readEntryRights, toEntryView } from '../../../../to-entry-view'

interface PageProps {
  params: Promise<{ study: string; id: string; instrument: string }>
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

export async function generateMetadata() {
  const t = await getTranslations('entry')
  return { title: t('operationForm') }
}

/** A form of one operation: it belongs to no visit. */
export default async function OperationFormPage({ params, searchParams }: PageProps) {
  const { study, id, instrument } = await params
  const operationId = readId(id)
  const query = await searchParams
  const { page, may } = await askRecords(async (call) => ({
    page: await getOperationEntryPage(call, study, operationId, instrument),
    may: readEntryRights(call.actor, study),
  }))
  const { code } = page.form.patient
  const view = toEntryView(page, {
    study,
    base: `/${study}/operations/${operationId}`,
    back: readBack(readOne(query.from), study, `/${study}/patients/${code}`),
    focus: readText(query, 'item') ?? null,
    may,
  })
  return <EntryPage key={`${operationId}/${instrument}`} view={view} />
}
