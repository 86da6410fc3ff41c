import { getEntryForm as reading, saveEntry as saving } from '@/lib/contracts/enrolments'
import { door } from '@/lib/door'
import { getEntryForm } from '@/lib/records/entries/entry-form'
import { saveEntry } from '@/lib/records/entries/save-entry'

export const GET = door(reading, ({ call, params, query }) =>
  getEntryForm(call, params.study, {
    enrolmentId: query.enrolment,
    visitId: query.visit ?? null,
    instrument: query.instrument,
    repeatKey: query.repeat,
  }),
)

export const POST = door(saving, async ({ call, params, body }) => {
  const done = await saveEntry(call, params.study, body)
  const { entry } = await getEntryForm(call, params.study, body)
  return { ...done, entry }
})
