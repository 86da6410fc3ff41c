/** The plan while somebody builds it: columns by name, numbers as typed. `toPlan` and `draftOf` lead there and back. */
import type { CompareDesk, StudyVariable } from '@/lib/analysis/list-variables'
import { findPrimary, findVariable } from '@/lib/analysis/name-variables'
import { makePlan, type Filter, type Plan, type RowPlan } from '@/lib/analysis/plan'
import type { PairedTestId, TestId } from '@/lib/analysis/result'
import { columnName } from '@/lib/codebook/dataset-build'
import { parseNumberText } from '@/lib/codebook/values'
import type { FieldIssue } from '@/lib/problem'

/** What a condition says: one of some answers, none of them, within a range, or only whether there is a value. */
export type Comparison = 'in' | 'not' | 'range' | 'present' | 'absent'

export interface FilterDraft {
  readonly name: string
  readonly is: Comparison
  /** Of a variable with answers. */
  readonly keys: readonly string[]
  readonly min: string
  readonly max: string
}

export interface RowDraft {
  readonly name: string
  readonly test?: TestId
  readonly pairedTest?: PairedTestId
  /** The change from the baseline instead of the value. */
  readonly as?: 'change' | 'percent'
  /** Of a plan made elsewhere; kept as it is. */
  readonly kept: Pick<RowPlan, 'show' | 'complication'>
}

type Settings = Pick<Plan, 'rule' | 'layout' | 'quartiles' | 'smallPercent' | 'alpha' | 'conf'>

export interface Draft extends Settings {
  readonly title: string
  readonly group: string
  /** Keys of the groups compared: first minus second. */
  readonly order: readonly string[]
  readonly filters: readonly FilterDraft[]
  /** Code of the visit; '' = none. */
  readonly baseline: string
  readonly within: boolean
  readonly timing: 'any' | 'in_window'
  readonly rows: readonly RowDraft[]
}

/** What can make groups: anything with at least two answers. */
export function listGroupings({ variables }: CompareDesk): StudyVariable[] {
  return variables.filter(({ codes }) => codes.length >= 2)
}

export function keysOf(desk: CompareDesk, name: string): string[] {
  return findVariable(desk, name)?.codes.map(({ key }) => key) ?? []
}

export function startDraft(desk: CompareDesk): Draft {
  const group = findVariable(desk, 'arm')?.name ?? listGroupings(desk)[0]?.name ?? 'arm'
  const baseline = desk.baseline === null ? {} : { baseline: desk.baseline }
  const plan = makePlan({ study: '', group: { variable: group }, rows: [], ...baseline })
  return draftOf(plan, desk)
}

/** A condition nobody has filled in yet. */
export function startFilter(name: string, desk: CompareDesk): FilterDraft {
  return { name, is: isChoice(desk, name) ? 'in' : 'range', keys: [], min: '', max: '' }
}

export function draftOf(plan: Plan, desk: CompareDesk): Draft {
  const { rule, layout, quartiles, smallPercent, alpha, conf } = plan
  return {
    ...{ rule, layout, quartiles, smallPercent, alpha, conf },
    title: plan.title ?? '',
    group: plan.group.variable,
    order: plan.group.order ?? keysOf(desk, plan.group.variable),
    filters: plan.population.map((filter) => filterDraftOf(filter, desk)),
    baseline: plan.baseline ?? '',
    within: plan.within ?? false,
    timing: plan.timing ?? 'any',
    rows: plan.rows.map(({ variable, visit, test, pairedTest, as, ...kept }) => ({
      name: nameOf({ variable, ...(visit === undefined ? {} : { visit }) }),
      ...(test === undefined ? {} : { test }),
      ...(pairedTest === undefined ? {} : { pairedTest }),
      ...(as === undefined ? {} : { as }),
      kept,
    })),
  }
}

function filterDraftOf(filter: Filter, desk: CompareDesk): FilterDraft {
  const name = nameOf(filter)
  const codes = findVariable(desk, name)?.codes ?? []
  const keys = (filter.in ?? filter.not)?.map(
    (wanted) => codes.find(({ code, key }) => key === wanted || code === wanted)?.key ?? String(wanted),
  )
  return {
    name,
    is: comparisonOf(filter),
    keys: keys ?? [],
    min: printed(filter.min),
    max: printed(filter.max),
  }
}

function comparisonOf(filter: Filter): Comparison {
  if (filter.in) return 'in'
  if (filter.not) return 'not'
  if (filter.present !== undefined) return filter.present ? 'present' : 'absent'
  return 'range'
}

function printed(limit: number | undefined): string {
  return limit === undefined ? '' : String(limit)
}

export function toPlan(draft: Draft, study: string, desk: CompareDesk): Plan {
  const { title, group, order, filters, rows, baseline, within, timing, ...settings } = draft
  const every = keysOf(desk, group)
  const whole = order.length === every.length && order.every((key, at) => key === every[at])
  return makePlan({
    study,
    ...(title.trim() === '' ? {} : { title: title.trim() }),
    ...settings,
    // Without an order, groups nobody is in are left out.
    group: { variable: group, ...(whole ? {} : { order: [...order] }) },
    population: filters.map((filter) => filterOf(filter, desk)),
    ...(baseline === '' ? {} : { baseline }),
    ...(within ? { within } : {}),
    ...(timing === 'any' ? {} : { timing }),
    rows: rows.map(({ name, test, pairedTest, as, kept }) => ({
      ...placeOf(name, desk),
      ...(test === undefined ? {} : { test }),
      ...(pairedTest === undefined ? {} : { pairedTest }),
      ...(as === undefined ? {} : { as }),
      ...kept,
    })),
  })
}

function filterOf({ name, is, keys, min, max }: FilterDraft, desk: CompareDesk): Filter {
  const place = placeOf(name, desk)
  if (is === 'in' || is === 'not') return { ...place, [is]: [...keys] }
  if (is !== 'range') return { ...place, present: is === 'present' }
  const [low, high] = [min, max].map((typed) => {
    const number = parseNumberText(typed)
    return number.ok ? number.value : null
  })
  return {
    ...place,
    ...(typeof low === 'number' ? { min: low } : {}),
    ...(typeof high === 'number' ? { max: high } : {}),
  }
}

export function isChoice(desk: CompareDesk, name: string): boolean {
  return keysOf(desk, name).length > 0
}

function placeOf(name: string, desk: CompareDesk): { variable: string; visit?: string } {
  const found = findVariable(desk, name)
  if (!found) return { variable: name }
  return { variable: found.variable, ...(found.visit === undefined ? {} : { visit: found.visit }) }
}

export function nameOf({ variable, visit }: { variable: string; visit?: string }): string {
  return visit === undefined ? variable : columnName(variable, { visit })
}

/** What can be seen to be wrong before anything is sent; fields are named as the server names them. */
export function checkDraft(draft: Draft, desk: CompareDesk): FieldIssue[] {
  const filters = draft.filters.flatMap((filter, at): FieldIssue[] => {
    const field = `population.${at}`
    if (filter.is === 'in' || filter.is === 'not')
      return filter.keys.length > 0 ? [] : [{ field: `${field}.${filter.is}`, code: 'not_a_list' }]
    if (filter.is !== 'range') return []
    const ends = (['min', 'max'] as const).flatMap((end): FieldIssue[] => {
      const typed = parseNumberText(filter[end])
      return typed.ok ? [] : [{ field: `${field}.${end}`, code: typed.issue }]
    })
    const empty = filter.min.trim() === '' && filter.max.trim() === ''
    return empty ? [{ field: `${field}.min`, code: 'required' }] : ends
  })
  return [
    ...(draft.order.length < 2 ? [{ field: 'group.variable', code: 'needs_two_groups' }] : []),
    ...filters,
    ...draft.rows.flatMap(({ name, as }, at) =>
      as !== undefined && !canChange(name, draft.baseline, desk)
        ? [{ field: `rows.${at}.as`, code: 'needs_baseline' }]
        : [],
    ),
    ...(draft.rows.length === 0 ? [{ field: 'rows', code: 'not_a_list' }] : []),
  ]
}

/** Whether a row has a value at the baseline and stands at a later visit. */
export function hasBaseline(name: string, baseline: string, desk: CompareDesk): boolean {
  const row = findVariable(desk, name)
  if (!row || row.visit === undefined || row.visit === baseline || baseline === '') return false
  return findVariable(desk, columnName(row.variable, { visit: baseline })) !== undefined
}

/** Only numbers have a change. */
export function canChange(name: string, baseline: string, desk: CompareDesk): boolean {
  return hasBaseline(name, baseline, desk) && !isChoice(desk, name)
}

/** Adds what is not there yet; the primary outcome stands first whatever was chosen when. */
export function addRows(
  rows: readonly RowDraft[],
  added: readonly Pick<RowDraft, 'name' | 'as'>[],
  desk: CompareDesk,
): RowDraft[] {
  const all = new Map(rows.map((row) => [row.name, row]))
  // What stands already is kept, but becomes a change where a change is wanted.
  for (const { name, as } of added)
    all.set(name, { ...(all.get(name) ?? { name, kept: {} }), ...(as === undefined ? {} : { as }) })
  return putPrimaryFirst([...all.values()], desk)
}

/** One place up (−1) or down (1). */
export function moveRow(rows: readonly RowDraft[], at: number, by: -1 | 1, desk: CompareDesk): RowDraft[] {
  return putPrimaryFirst(swap(rows, at, at + by), desk)
}

function putPrimaryFirst(rows: readonly RowDraft[], desk: CompareDesk): RowDraft[] {
  const primary = findPrimary(desk)
  return [...rows.filter(({ name }) => name === primary), ...rows.filter(({ name }) => name !== primary)]
}

export function swap<T>(list: readonly T[], a: number, b: number): T[] {
  const [first, second] = [list[a], list[b]]
  if (first === undefined || second === undefined) return [...list]
  return list.map((item, at) => (at === a ? second : at === b ? first : item))
}
