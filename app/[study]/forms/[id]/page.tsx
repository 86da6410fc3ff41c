import { notFound } from 'next/navigation'
import { FormEditor } from '@/components/forms/form-editor'
import { can } from '@/lib/access/actor'
import { listInstruments } from '@/lib/instruments/shelf'
import { localDate } from '@/lib/protocol/local-time'
import { getOwnForm } from '@/lib/records/instruments/drafts'
import { askRecords } from '../../../page-call'

interface PageProps {
  params: Promise<{ study: string; id: string }>
}

export async function generateMetadata({ params }: PageProps) {
  return { title: (await params).id }
}

/** The editor of one form of the study's own. */
export default async function Page({ params }: PageProps) {
  const { study, id } = await params
  const form = await askRecords(async (call) =>
    can(call.actor, 'instrument.draft', study) ? getOwnForm(call, study, id) : notFound(),
  )
  const last = form.versions[0]?.number ?? 0
  return (
    <FormEditor
      // Published or thrown away, it is begun anew.
      key={`${id} ${last} ${form.draft === null ? 'version' : 'draft'}`}
      study={study}
      id={id}
      versions={form.versions.map(({ definition }) => definition)}
      draft={
        form.draft && {
          base: form.draft.base,
          definition: form.draft.definition,
          version: form.draft.version,
          savedByName: form.draft.savedByName,
        }
      }
      taken={listInstruments().map((one) => one.id)}
      today={localDate(new Date(), 'Asia/Shanghai')}
    />
  )
}
