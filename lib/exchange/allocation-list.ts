import { Problem, type FieldIssue } from '@/lib/problem'
import type { Randomisation } from '@/lib/protocol/protocol'
import { stratumKey } from '@/lib/protocol/randomisation'
import { readCsv, type CsvTable } from './csv-read'

/** One line of a list that was made elsewhere. */
export interface ListedAllocation {
  readonly number: string
  readonly stratum: string
  readonly arm: string
}

export interface ParsedList {
  readonly rows: readonly ListedAllocation[]
  readonly issues: readonly FieldIssue[]
}

/** The columns a list has for this plan: the number, what it is stratified by, the arm. */
export function listColumns({ bySite, strata }: Pick<Randomisation, 'bySite' | 'strata'>): string[] {
  return ['number', ...(bySite ? ['site'] : []), ...strata.map(({ code }) => code), 'arm']
}

const LINES_AT_MOST = 5_000
const ISSUES_AT_MOST = 20
const NUMBER = /^[A-Za-z0-9][A-Za-z0-9._-]{0,30}$/

/**
 * A randomisation list as CSV: a header row, then one line a patient in the order of use within each stratum.
 * Every fault is named with its line; no fault ever quotes an arm.
 */
export function parseAllocationList(text: string, plan: Randomisation, sites: readonly string[]): ParsedList {
  const table = openTable(text)
  if ('issues' in table) return { rows: [], issues: table.issues }
  const columns = listColumns(plan)
  const place = new Map(table.header.map((name, at) => [name.trim().toLowerCase(), at]))
  const lacking = columns.filter((name) => !place.has(name.toLowerCase()))
  if (lacking.length > 0) {
    return { rows: [], issues: lacking.map((name) => issue('list_column_missing', { column: name })) }
  }
  const unknown = table.header.filter(
    (name) => !columns.some((one) => one.toLowerCase() === name.trim().toLowerCase()),
  )
  if (unknown.length > 0) {
    return { rows: [], issues: unknown.map((name) => issue('list_column_unknown', { column: name })) }
  }
  if (table.rows.length === 0) return { rows: [], issues: [issue('list_empty')] }
  const issues: FieldIssue[] = []
  const firstLine = new Map<string, number>()
  const rows = table.rows.map((cells, index) => {
    const line = index + 2
    const cell = (name: string) => (cells[place.get(name.toLowerCase()) ?? -1] ?? '').trim()
    const number = cell('number')
    if (!NUMBER.test(number)) issues.push(issue('list_number', { line }))
    const first = firstLine.get(number)
    if (first !== undefined) issues.push(issue('list_number_repeated', { line, first, number }))
    else firstLine.set(number, line)
    if (plan.bySite && !sites.includes(cell('site'))) {
      issues.push(issue('list_site', { line, value: cell('site').slice(0, 40) }))
    }
    for (const { code, answers } of plan.strata) {
      if (answers.some((answer) => answer.code === cell(code))) continue
      issues.push(issue('list_answer', { line, column: code, value: cell(code).slice(0, 40) }))
    }
    if (!Object.hasOwn(plan.ratio, cell('arm'))) issues.push(issue('list_arm', { line }))
    const answers = Object.fromEntries(plan.strata.map(({ code }) => [code, cell(code)]))
    return { number, stratum: stratumKey(plan, cell('site'), answers), arm: cell('arm') }
  })
  return { rows: issues.length > 0 ? [] : rows, issues: issues.slice(0, ISSUES_AT_MOST) }
}

function openTable(text: string): CsvTable | { readonly issues: readonly FieldIssue[] } {
  try {
    return readCsv(new TextEncoder().encode(text), { maxRows: LINES_AT_MOST })
  } catch (error) {
    if (!(error instanceof Problem)) throw error
    return { issues: error.fields.map((one) => ({ ...one, field: 'list' })) }
  }
}

function issue(code: string, params?: FieldIssue['params']): FieldIssue {
  return { field: 'list', code, ...(params ? { params } : {}) }
}
