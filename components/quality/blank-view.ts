import type { EntryView } from '@/components/entry/view'
import { viewOfNobody } from '@/components/entry/view-of-nobody'
import type { SecondView } from './second-page'

/** The entry page of a form that is typed again: the patient's code, the form and nothing that was typed before. */
export function blankView(study: string, second: SecondView): EntryView {
  const { instrument, today, repeatKey, patientCode, own } = second
  const nobody = viewOfNobody(instrument.id, today)
  return {
    ...nobody,
    study,
    own,
    back: `/${study}/second-entries`,
    place: { ...nobody.place, visitId: '', repeatKey },
    version: instrument.version,
    patient: { ...nobody.patient, code: patientCode },
    may: { ...nobody.may, save: true },
  }
}
