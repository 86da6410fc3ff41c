import { isIsoDate } from '@/lib/codebook/dates'
import { parseCell } from '@/lib/codebook/cell'
import type { ItemValue, Values } from '@/lib/codebook/item'
import { dropHidden } from '@/lib/codebook/visibility'
import type { CsvTable } from '@/lib/exchange/csv-read'
import { getInstrument } from '@/lib/instruments/shelf'
import { Problem, type FieldIssue } from '@/lib/problem'
import { findArm } from '@/lib/protocol/protocol-read'
import type { Protocol } from '@/lib/protocol/protocol'
import type { Mapping } from './mapping'

export interface CohortEntry {
  readonly instrument: string
  /** Null: the form of the index operation. */
  readonly visit: string | null
  readonly values: Values
}

export interface CohortPatient {
  readonly code: string
  readonly arm: string
  readonly operatedOn: string
  readonly levels: readonly string[]
  /** Visit code to the day it took place. */
  readonly visits: ReadonlyMap<string, string>
  readonly entries: readonly CohortEntry[]
  readonly complications: readonly {
    type: string
    visit: string | null
    day: number | null
    column: string
  }[]
}

const REPORTED_AT_MOST = 200

type Row = ReadonlyMap<string, string>

/** Reads a whole cohort before anything is written; every bad cell is named by row and column. */
export function readCohort(
  table: CsvTable,
  visitTable: CsvTable,
  mapping: Mapping,
  protocol: Protocol,
): CohortPatient[] {
  const issues: FieldIssue[] = []
  requireColumns(table, mapping, protocol, issues)
  const dates = readVisitDates(visitTable, mapping, issues)
  if (issues.length > 0) throw new Problem('invalid', { fields: issues })
  const seen = new Set<string>()
  const patients = toRows(table).map((row, index) => {
    const report = (column: string, code: string) =>
      issues.push({ field: `row ${index + 2}, ${column}`, code })
    const patient = readPatient(row, mapping, dates, report)
    if (!findArm(protocol, patient.arm)) report(mapping.arm, 'unknown')
    if (seen.has(patient.code)) report(mapping.code, 'taken')
    seen.add(patient.code)
    return patient
  })
  if (issues.length > 0) throw new Problem('invalid', { fields: issues.slice(0, REPORTED_AT_MOST) })
  return patients
}

function toRows(table: CsvTable): Row[] {
  return table.rows.map((cells) => new Map(table.header.map((name, index) => [name, cells[index] ?? ''])))
}

function requireColumns(table: CsvTable, mapping: Mapping, protocol: Protocol, issues: FieldIssue[]): void {
  const fixed = [mapping.code, mapping.arm, mapping.operation.performedOn, mapping.operation.levels]
  const items = mapping.entries.flatMap((entry) =>
    listPlaces(entry).flatMap((visit) => Object.values(entry.items).map((name) => nameColumn(name, visit))),
  )
  const known = new Set(table.header)
  for (const name of new Set([...fixed, ...items])) {
    if (!known.has(name)) issues.push({ field: name, code: 'column_missing' })
  }
  const visits = new Set(protocol.visits.map((visit) => visit.code))
  for (const visit of new Set(mapping.entries.flatMap((entry) => entry.visits))) {
    if (!visits.has(visit)) issues.push({ field: visit, code: 'unknown' })
  }
}

function listPlaces(entry: Mapping['entries'][number]): (string | null)[] {
  return entry.visits.length > 0 ? entry.visits : [null]
}

function nameColumn(pattern: string, visit: string | null): string {
  return pattern.replace('{visit}', visit ?? '')
}

function readVisitDates(table: CsvTable, mapping: Mapping, issues: FieldIssue[]) {
  const { code, visit, doneOn, file } = mapping.visits
  const dates = new Map<string, Map<string, string>>()
  for (const [index, row] of toRows(table).entries()) {
    const day = row.get(doneOn) ?? ''
    if (day === '') continue
    if (!isIsoDate(day)) issues.push({ field: `${file} row ${index + 2}, ${doneOn}`, code: 'not_a_date' })
    const own = dates.get(row.get(code) ?? '') ?? new Map<string, string>()
    own.set(row.get(visit) ?? '', day)
    dates.set(row.get(code) ?? '', own)
  }
  return dates
}

type Report = (column: string, code: string) => void

function readPatient(
  row: Row,
  mapping: Mapping,
  dates: ReadonlyMap<string, ReadonlyMap<string, string>>,
  report: Report,
): CohortPatient {
  const code = row.get(mapping.code) ?? ''
  if (code === '') report(mapping.code, 'required')
  const operatedOn = row.get(mapping.operation.performedOn) ?? ''
  if (!isIsoDate(operatedOn)) report(mapping.operation.performedOn, 'not_a_date')
  const visits = dates.get(code) ?? new Map<string, string>()
  const entries = mapping.entries.flatMap((entry) =>
    listPlaces(entry).flatMap((visit) => {
      const values = readValues(row, entry, visit, report)
      if (Object.keys(values).length === 0) return []
      if (visit !== null && !visits.has(visit))
        report(nameColumn(mapping.visits.doneOn, visit), 'visit_undated')
      return [{ instrument: entry.instrument, visit, values }]
    }),
  )
  return {
    code,
    arm: row.get(mapping.arm) ?? '',
    operatedOn,
    levels: (row.get(mapping.operation.levels) ?? '').split(';').filter((level) => level !== ''),
    visits,
    entries,
    complications: mapping.complications
      .filter((one) => row.get(one.column) === one.equals)
      .map((one) => ({
        type: one.type,
        column: one.column,
        visit: (one.visit && row.get(one.visit)) || null,
        day: one.day && row.get(one.day) ? Number(row.get(one.day)) : null,
      })),
  }
}

function readValues(
  row: Row,
  entry: Mapping['entries'][number],
  visit: string | null,
  report: Report,
): Values {
  const instrument = getInstrument(entry.instrument)
  const values: Record<string, ItemValue> = {}
  // A column without {visit} tells of the patient; alone it does not make a visit's entry.
  let own = visit === null
  for (const [name, pattern] of Object.entries(entry.items)) {
    const item = instrument.items.find((one) => one.name === name)
    if (!item) throw new Problem('invalid', { fields: [{ field: `mapping: ${name}`, code: 'unknown_item' }] })
    const column = nameColumn(pattern, visit)
    const read = parseCell(item, row.get(column) ?? '')
    if (!read.ok) report(column, read.issue)
    else if (read.value !== null) {
      values[name] = read.value
      own ||= pattern.includes('{visit}') || entry.visits.length === 1
    }
  }
  return own ? dropHidden(instrument, values) : {}
}
