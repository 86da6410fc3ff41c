import type { Column, Dataset, Variable } from '@/lib/codebook/dataset'
import {
  buildColumns,
  codeColumn,
  numberColumn,
  textColumn,
  type Cell,
  type Place,
} from '@/lib/codebook/dataset-build'
import type { Code, Instrument } from '@/lib/codebook/item'
import { YES_NO } from '@/lib/codebook/yes-no'
import { getInstrument } from '@/lib/instruments/shelf'
import { findComplicationType } from '@/lib/protocol/catalogue'
import type { Protocol } from '@/lib/protocol/protocol'
import { findArm } from '@/lib/protocol/protocol-read'
import { findRule } from '@/lib/protocol/rules/evaluate'
import type { EntryRow, PatientRow, StudyData } from './read-study'

/** Where a column's cells are found: one form, at one visit or any, at one level or operation. */
interface Slot {
  readonly instrument: Instrument
  readonly visit: string | null
  readonly repeatKey: string
}

const FIRST_OPERATION = '1'

/** One row a patient; what is asked at several visits is named `item_visit`, what is asked by level `item_visit_level`. */
export function buildPatientDataset(data: StudyData): Dataset {
  const { patients, protocol } = data
  const find = indexEntries(data.entries)
  const columns: Column[] = [...fixedColumns(data, patients)]
  for (const slot of listSlots(data)) {
    const single = slot.visit === null || countVisits(protocol, slot.instrument.id) === 1
    columns.push(
      ...slotColumns(slot, namePlace(slot, !single), (item) =>
        patients.map((patient) => find(patient.id, slot, slot.visit, item)),
      ),
    )
  }
  columns.push(...complicationColumns(data, patients))
  return { grain: 'patient', rows: patients.length, keys: [patientKey(patients)], columns: distinct(columns) }
}

/** One row a patient and visit that took place. */
export function buildVisitDataset(data: StudyData): Dataset {
  const byId = new Map(data.patients.map((patient) => [patient.id, patient]))
  const rows = data.visits
    .flatMap((visit) => {
      const patient = byId.get(visit.enrolmentId)
      return patient && visit.day !== null ? [{ patient, visit }] : []
    })
    .sort(
      (a, b) =>
        compare(a.patient.researchId, b.patient.researchId) ||
        a.visit.ordinal - b.visit.ordinal ||
        compare(a.visit.code, b.visit.code),
    )
  const patients = rows.map((row) => row.patient)
  const find = indexEntries(data.entries)
  const columns: Column[] = [
    ...fixedColumns(data, patients),
    numberColumn(
      {
        name: 'day',
        label: { zh: '距首次手术天数', en: 'Days since the index operation' },
        measure: 'scale',
        unit: 'd',
        decimals: 0,
      },
      rows.map((row) => row.visit.day),
    ),
  ]
  const seen = new Set<string>()
  for (const slot of listSlots(data)) {
    const once = `${slot.instrument.id}|${slot.repeatKey}`
    if (seen.has(once)) continue
    seen.add(once)
    columns.push(
      ...slotColumns(slot, namePlace(slot, false), (item) =>
        rows.map(({ patient, visit }) =>
          find(patient.id, slot, slot.visit === null ? null : visit.code, item),
        ),
      ),
    )
  }
  columns.push(...complicationColumns(data, patients))
  const visitKey = textColumn(
    { name: 'visit', label: { zh: '访视', en: 'Visit' }, measure: 'ordinal' },
    rows.map((row) => row.visit.code),
  )
  return {
    grain: 'visit',
    rows: rows.length,
    keys: [patientKey(patients), visitKey],
    columns: distinct(columns),
  }
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

function patientKey(patients: readonly PatientRow[]) {
  return textColumn(
    {
      name: 'patient',
      label: { zh: '研究用编号（随机）', en: 'Research number (random)' },
      measure: 'nominal',
    },
    patients.map((patient) => patient.researchId),
  )
}

function codesOf(keys: readonly string[], labels: (key: string) => { zh: string; en: string }): Code[] {
  return keys.map((key, index) => ({ code: index + 1, key, label: labels(key) }))
}

function fixedColumns({ protocol, patients: all }: StudyData, patients: readonly PatientRow[]): Column[] {
  const arms = codesOf(
    protocol.arms.map((arm) => arm.code),
    (key) => protocol.arms.find((arm) => arm.code === key)?.label ?? { zh: key, en: key },
  )
  const sites = codesOf([...new Set(all.map((patient) => patient.site))].sort(), (key) => ({
    zh: key,
    en: key,
  }))
  const column = (variable: Variable, codes: Code[], keyOf: (patient: PatientRow) => string | null) =>
    codeColumn(
      { ...variable, codes },
      patients.map((patient) => codes.find((code) => code.key === keyOf(patient))?.code),
    )
  return [
    column(
      { name: 'arm', label: { zh: '计划术式', en: 'Planned arm' }, measure: 'nominal' },
      arms,
      (patient) => patient.plannedArm,
    ),
    column(
      { name: 'arm_received', label: { zh: '实际术式', en: 'Received arm' }, measure: 'nominal' },
      arms,
      (patient) => patient.receivedArm,
    ),
    column(
      { name: 'site_code', label: { zh: '中心', en: 'Site' }, measure: 'nominal' },
      sites,
      (patient) => patient.site,
    ),
  ]
}

/** Every form the protocol asks, in its order, by visit and by what it repeats over. */
function listSlots({ protocol, entries }: StudyData): Slot[] {
  const levels = [...new Set(entries.map((entry) => entry.repeatKey))]
    .filter((key) => /^[A-Z]/.test(key))
    .sort(compareLevels)
  const operations = protocol.operationInstruments.map(({ id, version }) => ({
    instrument: getInstrument(id, version),
    visit: null,
    repeatKey: FIRST_OPERATION,
  }))
  const visits = protocol.visits.flatMap((visit) =>
    visit.instruments.flatMap(({ id, version }) => {
      const instrument = getInstrument(id, version)
      const keys = instrument.repeat === 'level' ? levels : ['']
      return keys.map((repeatKey) => ({ instrument, visit: visit.code, repeatKey }))
    }),
  )
  return [...visits, ...operations]
}

const REGIONS = 'CTLS'

/** From the neck down: T9 before T12 before L1; a disc ("L4-5") by its upper level. */
function compareLevels(a: string, b: string): number {
  const place = (level: string) =>
    REGIONS.indexOf(level.charAt(0)) * 100 + (Number.parseInt(level.slice(1), 10) || 0)
  return place(a) - place(b) || compare(a, b)
}

function countVisits(protocol: Protocol, instrument: string): number {
  return protocol.visits.filter((visit) => visit.instruments.some((one) => one.id === instrument)).length
}

function namePlace(slot: Slot, withVisit: boolean): Place {
  return {
    visit: withVisit ? (slot.visit ?? undefined) : undefined,
    level: slot.instrument.repeat === 'level' ? slot.repeatKey : undefined,
  }
}

/** Free text, dates and identifiers have no column: they do not leave de-identified. */
function slotColumns(slot: Slot, place: Place, cellsOf: (item: string) => Cell[]): Column[] {
  return slot.instrument.items
    .filter((item) => item.kind !== 'text' && item.kind !== 'date' && !item.identifying)
    .flatMap((item) => buildColumns(slot.instrument, item, cellsOf(item.name), place))
}

function indexEntries(entries: readonly EntryRow[]) {
  const index = new Map<string, EntryRow>()
  const keyOf = (patient: string, instrument: string, repeatKey: string, visit: string | null) =>
    `${patient}|${instrument}|${repeatKey}|${visit ?? ''}`
  for (const entry of entries) {
    index.set(keyOf(entry.enrolmentId, entry.instrument, entry.repeatKey, entry.visit), entry)
  }
  return (patient: string, slot: Slot, visit: string | null, item: string): Cell => {
    const entry = index.get(keyOf(patient, slot.instrument.id, slot.repeatKey, visit))
    return entry?.scores[item] ?? entry?.values[item]
  }
}

/**
 * Confirmed complications as yes or no; one column for each type that was ever recorded or that a rule of the
 * protocol can propose. Who has not been operated, or not by a technique that it can follow, is no denominator.
 */
function complicationColumns(
  { complications, protocol }: StudyData,
  patients: readonly PatientRow[],
): Column[] {
  const proposed = protocol.rules.flatMap(({ id, version }) => findRule(id, version)?.proposes ?? [])
  const types = [...new Set([...proposed, ...complications.map((row) => row.type)])].sort(compare)
  return types.map((type) => {
    const having = new Set(
      complications
        .filter((row) => row.type === type && row.status === 'confirmed')
        .map((row) => row.enrolmentId),
    )
    const known = findComplicationType(type)
    const label = known?.label ?? { zh: type, en: type }
    const cellOf = (patient: PatientRow): Cell => {
      if (having.has(patient.id)) return 1
      if (!patient.operated) return null
      const technique = findArm(protocol, patient.receivedArm ?? patient.plannedArm)?.technique ?? 'other'
      return known?.techniques && !known.techniques.includes(technique) ? { missing: 'not_applicable' } : 0
    }
    return codeColumn(
      {
        name: `complication_${type}`,
        label: { zh: `${label.zh}（已确认）`, en: `${label.en} (confirmed)` },
        measure: 'nominal',
        codes: YES_NO,
        origin: { instrument: 'complication', version: 1, item: type },
      },
      patients.map(cellOf),
    )
  })
}

/** Two forms may ask an item of the same name: the later column is named after its form as well. */
function distinct(columns: readonly Column[]): Column[] {
  const taken = new Set<string>()
  return columns.map((column) => {
    const { variable } = column
    const name = taken.has(variable.name)
      ? `${variable.origin?.instrument ?? 'other'}_${variable.name}`
      : variable.name
    taken.add(name)
    return name === variable.name ? column : { ...column, variable: { ...variable, name } }
  })
}
