import { can, type Actor } from '@/lib/access/actor'
import type { EntryView } from '@/components/entry/view'
import type { EntryPage } from '@/lib/records/entries/entry-page'

/** What the records know of a form, as plain data for the browser. */
export function toEntryView(
  { place, form, saved, visitLabels, armLabel, timeZone, raised }: EntryPage,
  address: Pick<EntryView, 'study' | 'base' | 'back' | 'focus' | 'may'>,
): EntryView {
  const { patient, visit, entry, draft } = form
  return {
    ...address,
    place,
    version: form.instrument.version,
    today: form.today,
    timeZone,
    patient: {
      patientId: patient.patientId,
      code: patient.code,
      name: patient.name,
      sex: patient.sex,
      age: patient.age,
      phone: patient.phone,
      levels: patient.levels,
      operatedOn: patient.operatedOn,
      day: patient.day,
      endedOn: patient.endedOn,
    },
    armLabel,
    visit,
    visitLabels,
    asked: form.asked,
    own: form.own,
    repeatKeys: form.repeatKeys,
    saved: belongsToOperation(place) ? saved.filter((one) => one.repeatKey === place.repeatKey) : saved,
    entry: entry && {
      version: entry.version,
      values: entry.values,
      reasons: entry.reasons,
      ...(entry.savedByName === undefined ? {} : { savedByName: entry.savedByName }),
      savedAt: entry.savedAt.toISOString(),
    },
    previous: form.previous,
    draft: draft && { ...draft, savedAt: draft.savedAt.toISOString() },
    prefill: form.prefill,
    raised,
    entryId: entry?.id ?? null,
    record: form.record,
    queries: form.queries,
    visitFindings: form.visitFindings,
    ticks: form.ticks,
  }
}

/** Neither of a visit nor a line of a log. */
function belongsToOperation({ visitId, repeatKey }: EntryPage['place']): boolean {
  return visitId === null && !repeatKey.startsWith('#')
}

/** What of the entry page the person may do; the records settle it again. */
export function readEntryRights(actor: Actor, study: string): EntryView['may'] {
  return {
    sign: can(actor, 'visit.sign', study),
    lock: can(actor, 'visit.lock', study),
    correct: can(actor, 'entry.move', study),
    save: can(actor, 'entry.save', study),
    verify: can(actor, 'verification.add', study),
  }
}
