import type { EntryView } from '@/components/entry/view'
import type { SecondView } from './second-page'

/** The entry page of a form that nobody has filled in: what the items of a form need to be drawn, and no more. */
export function blankView(study: string, second: SecondView): EntryView {
  return {
    study,
    base: '',
    back: `/${study}/second-entries`,
    place: { enrolmentId: '', visitId: '', instrument: second.instrument.id, repeatKey: second.repeatKey },
    version: second.instrument.version,
    today: second.today,
    timeZone: 'UTC',
    patient: {
      patientId: '',
      code: second.patientCode,
      name: null,
      sex: null,
      age: null,
      phone: null,
      levels: [],
      operatedOn: null,
      day: null,
      endedOn: null,
    },
    armLabel: null,
    visit: null,
    visitLabels: {},
    asked: [],
    own: second.own,
    repeatKeys: [],
    saved: [],
    entry: null,
    previous: null,
    draft: null,
    prefill: {},
    raised: [],
    entryId: null,
    record: null,
    queries: [],
    visitFindings: [],
    ticks: [],
    focus: null,
    may: { sign: false, lock: false, correct: false, save: true, verify: false },
  }
}
