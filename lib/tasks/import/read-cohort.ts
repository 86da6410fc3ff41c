import { isIsoDate } from '@/lib/codebook/dates'
import type { CsvTable } from '@/lib/exchange/csv-read'
import { SHIPPED, type Shelf } from '@/lib/instruments/shelf'
import { findComplicationType } from '@/lib/protocol/catalogue'
import { findArm, findVisit, instrumentsOf } from '@/lib/protocol/protocol-read'
import type { Protocol } from '@/lib/protocol/protocol'
import { ImportIssues } from './import-report'
import { columnOf, listColumns, listPlaces, type Mapping } from './mapping'
import { readEntries, type CohortEntry, type Report } from './read-entries'

export interface CohortComplication {
  readonly type: string
  readonly visit: string | null
  /** Days after the operation. */
  readonly day: number | null
  readonly column: string
}

export interface CohortPatient {
  /** In the file, the header being row 1. */
  readonly row: number
  readonly code: string
  readonly arm: string
  readonly enrolledOn: string | null
  readonly randomisedOn: string | null
  readonly firstTreatmentOn: string | null
  readonly dischargedOn: string | null
  readonly operatedOn: string
  readonly levels: readonly string[]
  /** Visit code to the day it took place. */
  readonly visits: ReadonlyMap<string, string>
  readonly entries: readonly CohortEntry[]
  readonly complications: readonly CohortComplication[]
}

/** A sheet and the name it is told by. */
export interface Sheet {
  readonly name: string
  readonly table: CsvTable
}

type Row = ReadonlyMap<string, string>
type VisitDates = ReadonlyMap<string, ReadonlyMap<string, string>>

/** Reads a whole cohort before anything is written; every bad cell is named by sheet, row and column. */
export function readCohort(
  sheet: Sheet,
  visitSheet: Sheet,
  mapping: Mapping,
  protocol: Protocol,
  shelf: Shelf = SHIPPED,
): CohortPatient[] {
  const issues = new ImportIssues()
  checkMapping(mapping, protocol, issues)
  requireColumns(sheet, listColumns(mapping), issues)
  const { code, visit, doneOn } = mapping.visits
  requireColumns(visitSheet, new Set([code, visit, doneOn]), issues)
  issues.refuse()
  const rows = toRows(sheet.table)
  const codes = new Set(rows.map((row) => row.get(mapping.code) ?? ''))
  const dates = readVisitDates(visitSheet, mapping, protocol, codes, issues)
  const seen = new Set<string>()
  const patients = rows.map((row, index) => {
    const report: Report = (column, issue, value) => issues.cell(sheet.name, index + 2, column, issue, value)
    const patient = readPatient(row, index + 2, mapping, protocol, shelf, dates, report)
    if (seen.has(patient.code)) report(mapping.code, 'taken', patient.code)
    seen.add(patient.code)
    return patient
  })
  issues.refuse()
  return patients
}

function toRows(table: CsvTable): Row[] {
  return table.rows.map((cells) => new Map(table.header.map((name, index) => [name, cells[index] ?? ''])))
}

function requireColumns({ name, table }: Sheet, columns: ReadonlySet<string>, issues: ImportIssues): void {
  for (const column of columns)
    if (!table.header.includes(column)) issues.sheet(name, column, 'column_missing')
}

/** Visits, forms and types that the mapping names and the study does not have. */
function checkMapping(mapping: Mapping, protocol: Protocol, issues: ImportIssues): void {
  for (const entry of mapping.entries) {
    for (const visit of listPlaces(entry)) {
      const asked = visit === null ? protocol.operationInstruments : findVisit(protocol, visit)?.instruments
      if (!asked) issues.sheet('mapping', visit ?? '', 'unknown')
      else if (!asked.some(({ id }) => id === entry.instrument))
        issues.sheet('mapping', `${visit ?? ''} ${entry.instrument}`.trim(), 'not_asked')
    }
  }
  for (const { type } of mapping.complications)
    if (!findComplicationType(type)) issues.sheet('mapping', type, 'unknown')
}

function readVisitDates(
  { name, table }: Sheet,
  mapping: Mapping,
  protocol: Protocol,
  codes: ReadonlySet<string>,
  issues: ImportIssues,
): VisitDates {
  const { code, visit, doneOn } = mapping.visits
  const dates = new Map<string, Map<string, string>>()
  for (const [index, row] of toRows(table).entries()) {
    const [patient = '', at = '', day = ''] = [row.get(code), row.get(visit), row.get(doneOn)]
    const own = dates.get(patient) ?? new Map<string, string>()
    dates.set(patient, own)
    const report: Report = (column, issue, value) => issues.cell(name, index + 2, column, issue, value)
    if (!codes.has(patient)) report(code, 'unknown', patient)
    if (!findVisit(protocol, at)) report(visit, 'unknown', at)
    if (own.has(at)) report(visit, 'taken', at)
    if (day === '') continue
    if (!isIsoDate(day)) report(doneOn, 'not_a_date', day)
    own.set(at, day)
  }
  return dates
}

function readPatient(
  row: Row,
  number: number,
  mapping: Mapping,
  protocol: Protocol,
  shelf: Shelf,
  dates: VisitDates,
  report: Report,
): CohortPatient {
  const { enrolment, operation } = mapping
  const cell = (column: string) => row.get(column) ?? ''
  const code = cell(mapping.code)
  if (code === '') report(mapping.code, 'required')
  const arm = findArm(protocol, cell(mapping.arm))
  if (!arm) report(mapping.arm, 'unknown', cell(mapping.arm))
  const readDate = (column: string | undefined): string | null => {
    const text = column === undefined ? '' : cell(column)
    if (column !== undefined && text !== '' && !isIsoDate(text)) report(column, 'not_a_date', text)
    return text === '' ? null : text
  }
  const operatedOn = readDate(operation.performedOn)
  if (operatedOn === null) report(operation.performedOn, 'required')
  const levels = cell(operation.levels)
    .split(';')
    .filter((level) => level !== '')
  if (levels.length === 0) report(operation.levels, 'required')
  const visits = dates.get(code) ?? new Map<string, string>()
  const formsAt = (visit: string | null) =>
    visit === null ? protocol.operationInstruments : (findVisit(protocol, visit)?.instruments ?? [])
  const instrumentAt = (id: string, visit: string | null) =>
    shelf.get(id, formsAt(visit).find((one) => one.id === id)?.version ?? 1)
  const entries = readEntries(row, mapping.entries, instrumentAt, report)
  for (const { instrument, visit } of entries) {
    if (visit !== null && !visits.has(visit)) report(`${visit} ${instrument}`, 'visit_undated')
    const plan = visit === null ? protocol.operationInstruments : findVisit(protocol, visit)?.instruments
    const asked = instrumentsOf(plan ?? [], arm?.technique ?? 'other')
    if (!asked.some(({ id }) => id === instrument)) report(`${visit ?? ''} ${instrument}`.trim(), 'not_asked')
  }
  return {
    row: number,
    code,
    arm: cell(mapping.arm),
    enrolledOn: readDate(enrolment.enrolledOn),
    randomisedOn: readDate(enrolment.randomisedOn),
    firstTreatmentOn: readDate(enrolment.firstTreatmentOn),
    dischargedOn: readDate(enrolment.dischargedOn),
    operatedOn: operatedOn ?? '',
    levels,
    visits,
    entries,
    complications: readComplications(row, mapping, protocol, report),
  }
}

function readComplications(
  row: Row,
  mapping: Mapping,
  protocol: Protocol,
  report: Report,
): CohortComplication[] {
  return mapping.complications.flatMap(({ type, column, equals, no, visit: at, day: dayColumn }) => {
    const cell = row.get(column) ?? ''
    if (cell !== equals) {
      if (!no.includes(cell)) report(column, cell === '' ? 'required' : 'unknown_code', cell)
      return []
    }
    const visitColumn = at === undefined ? null : columnOf(at, null)
    const visit = typeof at === 'object' ? at.value : visitColumn === null ? '' : (row.get(visitColumn) ?? '')
    if (visit !== '' && !findVisit(protocol, visit)) report(visitColumn ?? column, 'unknown', visit)
    const day = dayColumn === undefined ? '' : (row.get(dayColumn) ?? '')
    if (day !== '' && !/^-?\d{1,5}$/.test(day)) report(dayColumn ?? column, 'not_an_integer', day)
    return [{ type, column, visit: visit === '' ? null : visit, day: day === '' ? null : Number(day) }]
  })
}
