/**
 * The tables of a study as forms that were filled in: what formats of a record at a time are made of (ODM, FHIR,
 * REDCap). A form that holds nothing is not there.
 */
import type { Column, Dataset } from '@/lib/codebook/dataset'
import { MISSING_REASONS, type Bilingual, type Instrument, type MissingReason } from '@/lib/codebook/item'
import type { Protocol } from '@/lib/protocol/protocol'

/** All of one study and one moment. */
export interface StudyTables {
  readonly patient: Dataset
  readonly visit: Dataset
  readonly level: Dataset
  readonly operation: Dataset
}

export interface RecordForm {
  /** Instrument, or one of OWN for what the registry itself knows. */
  readonly id: string
  readonly label: Bilingual
  readonly instrument: Instrument | null
  /** Filled in once for each level of a visit. */
  readonly byLevel: boolean
  readonly table: Dataset
  readonly columns: readonly Column[]
}

export interface RecordEvent {
  /** A visit; or `patient` and `operation`, which the protocol does not call so. */
  readonly code: string
  readonly label: Bilingual
  /** Operations: counted by their ordinal. */
  readonly repeating: boolean
  readonly forms: readonly string[]
}

export interface FormRecord {
  readonly patient: string
  readonly event: string
  /** Ordinal of the operation; empty otherwise. */
  readonly eventKey: string
  readonly form: RecordForm
  /** The level; empty where the form is there once. */
  readonly formKey: string
  readonly row: number
}

export interface StudyForms {
  readonly events: readonly RecordEvent[]
  readonly forms: readonly RecordForm[]
}

/** Forms of no instrument: what is known of a patient, a visit and an operation. */
const OWN = { patient: 'registry_patient', visit: 'registry_visit', operation: 'registry_operation' } as const

const PATIENT: Bilingual = { zh: '患者', en: 'Patient' }
const VISIT: Bilingual = { zh: '访视', en: 'Visit' }
const OPERATION: Bilingual = { zh: '手术', en: 'Operation' }

/** Which forms there are, and at which events they may be filled in. */
export function layForms(
  tables: StudyTables,
  protocol: Protocol,
  find: (id: string, version: number) => Instrument | undefined,
): StudyForms {
  const { patient, visit, level, operation } = tables
  const known = new Set(patient.columns.map(({ variable }) => variable.name))
  const isAsked = ({ variable: { origin } }: Column) =>
    origin !== undefined && find(origin.instrument, origin.version) !== undefined
  const own = (dataset: Dataset) =>
    dataset.columns.filter((column) => !isAsked(column) && !known.has(column.variable.name))
  const elsewhere = new Set(
    [...level.columns, ...operation.columns]
      .filter(isAsked)
      .flatMap(({ variable }) => variable.origin?.instrument ?? []),
  )
  const byInstrument = (dataset: Dataset, byLevel: boolean, skip: ReadonlySet<string>) =>
    groupColumns(dataset.columns.filter(isAsked), skip).map(([id, columns]): RecordForm => {
      const version = columns[0]?.variable.origin?.version ?? 1
      const instrument = find(id, version) ?? null
      const label = instrument?.title ?? { zh: id, en: id }
      return { id, label, instrument, byLevel, table: dataset, columns }
    })
  const plain = (id: string, label: Bilingual, table: Dataset, columns: readonly Column[]): RecordForm => ({
    ...{ id, label, instrument: null, byLevel: false, table, columns },
  })
  const atVisits = byInstrument(visit, false, elsewhere)
  const atLevels = byInstrument(level, true, new Set())
  const atOperations = byInstrument(operation, false, new Set())
  const forms = [
    plain(
      OWN.patient,
      PATIENT,
      patient,
      patient.columns.filter((column) => !isAsked(column) && column.variable.visit === undefined),
    ),
    plain(OWN.visit, VISIT, visit, own(visit)),
    ...atVisits,
    ...atLevels,
    plain(OWN.operation, OPERATION, operation, own(operation)),
    ...atOperations,
  ].filter(({ columns }) => columns.length > 0)
  const exists = (id: string) => forms.some((form) => form.id === id)
  const planned = protocol.visits.map(({ code, label, instruments }) => ({
    ...{ code, label, repeating: false },
    forms: [OWN.visit, ...instruments.map(({ id }) => id)].filter(
      (id, index, all) => exists(id) && all.indexOf(id) === index,
    ),
  }))
  const codes = new Set(planned.map(({ code }) => code))
  const others = [...new Set(textsOf(visit, 1))].filter((code) => !codes.has(code))
  const anywhere = ['visit', ...atVisits, ...atLevels].map((form) =>
    typeof form === 'string' ? form : form.id,
  )
  return {
    forms,
    events: [
      { code: 'patient', label: PATIENT, repeating: false, forms: [OWN.patient].filter(exists) },
      ...planned,
      ...others.map((code) => ({
        ...{ code, label: { zh: code, en: code }, repeating: false },
        forms: anywhere.filter(exists),
      })),
      {
        ...{ code: 'operation', label: OPERATION, repeating: true },
        forms: [OWN.operation, ...atOperations.map(({ id }) => id)].filter(exists),
      },
    ],
  }
}

/** What was filled in, a patient at a time; within one, events in the order of the study. */
export function* listRecords(tables: StudyTables, { events, forms }: StudyForms): Generator<FormRecord> {
  const rows = new Map(
    [...new Set(forms.map(({ table }) => table))].map((table) => [table, indexRows(table)]),
  )
  const byId = new Map(forms.map((form) => [form.id, form]))
  for (const patient of textsOf(tables.patient, 0)) {
    for (const event of events) {
      for (const id of event.forms) {
        const form = byId.get(id)
        if (!form) continue
        for (const row of rows.get(form.table)?.get(patient) ?? []) {
          if (form.table !== tables.patient && !isAt(form.table, row, event)) continue
          if (!form.columns.some((column) => holds(column, row))) continue
          yield {
            ...{ patient, form, row, event: event.code },
            eventKey: event.repeating ? keyOf(form.table, row, 1) : '',
            formKey: form.byLevel ? keyOf(form.table, row, 2) : '',
          }
        }
      }
    }
  }
}

export function countRecords(tables: StudyTables, forms: StudyForms): number {
  const records = listRecords(tables, forms)
  let count = 0
  while (!records.next().done) count += 1
  return count
}

/** Why there is no value, where somebody said so. */
export function reasonOf(column: Column, row: number): MissingReason | null {
  return MISSING_REASONS[(column.reasons?.[row] ?? 0) - 1] ?? null
}

/** The value as text: a number in full, a code, a date; null where there is none. */
export function valueOf(column: Column, row: number): string | null {
  const value = column.values[row]
  if (value === undefined || value === null || value === '') return null
  if (typeof value === 'string') return value
  return Number.isNaN(value) || (column.kind === 'code' && value === -1) ? null : String(value + 0)
}

function holds(column: Column, row: number): boolean {
  return valueOf(column, row) !== null || reasonOf(column, row) !== null
}

function isAt(table: Dataset, row: number, event: RecordEvent): boolean {
  return event.repeating ? table.grain === 'operation' : keyOf(table, row, 1) === event.code
}

function keyOf(table: Dataset, row: number, place: number): string {
  return table.keys[place]?.values[row] ?? ''
}

function textsOf(table: Dataset, place: number): string[] {
  return (table.keys[place]?.values ?? []).map((value) => value ?? '')
}

function indexRows(table: Dataset): Map<string, number[]> {
  const index = new Map<string, number[]>()
  for (const [row, patient] of textsOf(table, 0).entries()) {
    const known = index.get(patient)
    if (known) known.push(row)
    else index.set(patient, [row])
  }
  return index
}

function groupColumns(columns: readonly Column[], skip: ReadonlySet<string>): [string, Column[]][] {
  const groups = new Map<string, Column[]>()
  for (const column of columns) {
    const id = column.variable.origin?.instrument
    if (id === undefined || skip.has(id)) continue
    const known = groups.get(id)
    if (known) known.push(column)
    else groups.set(id, [column])
  }
  return [...groups]
}
