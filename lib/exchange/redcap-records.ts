import type { Column } from '@/lib/codebook/dataset'
import { MISSING_CODES } from '@/lib/codebook/item'
import { writeRows } from './csv-write'
import {
  listRecords,
  reasonOf,
  valueOf,
  type FormRecord,
  type StudyForms,
  type StudyTables,
} from './form-records'

const HEADER = [
  'record',
  'redcap_event_name',
  'redcap_repeat_instrument',
  'redcap_repeat_instance',
  'field_name',
  'value',
]

/**
 * What was filled in as REDCap's records of type EAV, a value a row. Events are `m3_arm_1`. A form by level repeats,
 * counted within the visit from the head down, its level in the field `<form>_level`; operations repeat as events. An
 * answer of several is `field___code`; a reason is its code −9991 … −9994, to be declared in REDCap as missing data
 * codes.
 *
 * Source: REDCap API, "Import Records" (type = eav); "Repeating Instruments and Events".
 */
export function* writeRedcapRecords(tables: StudyTables, forms: StudyForms): Generator<string> {
  yield* writeRows(HEADER, listRows(tables, forms))
}

/** The events, as REDCap's own list of them: name, arm, unique name. */
export function* writeRedcapEvents({ events }: StudyForms): Generator<string> {
  yield* writeRows(
    ['event_name', 'arm_num', 'unique_event_name'],
    events.map(({ code, label }) => [label.en, 1, eventName(code)]),
  )
}

/** Which form may be filled in at which event. */
export function* writeRedcapPlaces({ events }: StudyForms): Generator<string> {
  const rows = events.flatMap(({ code, forms }) => forms.map((form) => [1, eventName(code), form]))
  yield* writeRows(['arm_num', 'unique_event_name', 'form'], rows)
}

function eventName(code: string): string {
  return `${code.toLowerCase()}_arm_1`
}

function* listRows(tables: StudyTables, forms: StudyForms) {
  const repeating = new Set(forms.events.filter((event) => event.repeating).map(({ code }) => code))
  let last: FormRecord | null = null
  let instance = 0
  for (const record of listRecords(tables, forms)) {
    const { patient, event, eventKey, form, formKey, row } = record
    const again = last?.patient === patient && last.event === event && last.form === form
    instance = again ? instance + 1 : 1
    last = record
    const place = [
      patient,
      eventName(event),
      form.byLevel ? form.id : '',
      form.byLevel ? String(instance) : repeating.has(event) ? eventKey : '',
    ]
    if (form.byLevel) yield [...place, `${form.id}_level`, formKey]
    for (const column of form.columns) {
      const value = valueOf(column, row)
      const reason = reasonOf(column, row)
      if (value !== null) yield [...place, fieldName(form, column), value]
      else if (reason) yield [...place, fieldName(form, column), String(MISSING_CODES[reason])]
    }
  }
}

/** A mark of several is named after its item and code. */
function fieldName({ instrument }: FormRecord['form'], { variable }: Column): string {
  const item = instrument?.items.find(({ name }) => name === variable.origin?.item)
  if (item?.kind !== 'multi') return variable.name
  const code = item.codes.find(({ key }) =>
    variable.name.endsWith(`_${key.toLowerCase().replace(/[^a-z0-9]+/g, '_')}`),
  )
  return `${item.name}___${code?.code ?? variable.name}`
}
