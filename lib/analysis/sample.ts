/** From plan and data set to the values a test sees: one row's values by group. */
import type { Code } from '@/lib/codebook/item'
import { MISSING_REASONS } from '@/lib/codebook/item'
import type { MissingReason } from '@/lib/codebook/item'
import { columnName } from '@/lib/codebook/dataset-build'
import type { CodeColumn, Column, Dataset, NumberColumn } from '@/lib/codebook/dataset'
import { invalidField } from '@/lib/problem'
import { roundDifference } from '@/lib/stats/two-groups/wilcoxon-signed-rank'
import type { Plan, RowPlan } from './plan'
import type { Population } from './population'
import type { Kind } from './result'

type Comparable = NumberColumn | CodeColumn

/** One row of the table: present values by group; for ordinal and categorical rows positions among the levels. */
export interface Sample {
  readonly kind: Kind
  readonly column: Comparable
  readonly levels: readonly Code[]
  readonly values: readonly Float64Array[]
  readonly missing: readonly number[]
  readonly reasons: readonly Readonly<Partial<Record<MissingReason, number>>>[]
  /** The same patients before and after, where the plan has a baseline and the row a value at it. */
  readonly pairs?: Pairs
  /** Values left out because their visit was outside its window. */
  readonly outside: number
  /** Patients without a percentage because their baseline is not above zero. */
  readonly atZero: number
}

/** By group, in the order of its patients; NaN where missing. */
export interface Pairs {
  readonly column: Comparable
  readonly visit: string
  readonly before: readonly Float64Array[]
  readonly after: readonly Float64Array[]
}

/** @throws Problem `invalid` when the row's column is not there or holds text, or a change has no baseline */
export function takeSample(
  plan: Plan,
  row: RowPlan,
  index: number,
  dataset: Dataset,
  population: Population,
): Sample {
  const field = `rows.${index}`
  const column = comparable(columnOf(dataset, row, `${field}.variable`), `${field}.variable`)
  const after = readValues(column, row.visit, plan, dataset)
  const pairs = takePairs(plan, row, field, column, after, dataset, population)
  const levels = levelsOf(column)
  const changed = pairs && row.as !== undefined
  const taken = population.members.map((rows, group) => {
    const raw = rows.map((at) => after.values[at] ?? NaN)
    const values = changed ? changesOf(pairs, group, row.as) : Float64Array.from(raw)
    return { rows, values, present: values.filter((value) => !Number.isNaN(value)) }
  })
  const everybody = population.members.flat()
  return {
    kind: changed ? 'continuous' : kindOf(column),
    column,
    levels,
    values: taken.map(({ present }) => present),
    missing: taken.map(({ values, present }) => values.length - present.length),
    reasons: taken.map(({ rows, values }) =>
      countReasons(
        column,
        rows.filter((_, i) => Number.isNaN(values[i])),
      ),
    ),
    ...(pairs ? { pairs } : {}),
    outside: everybody.filter((at) => after.outside[at]).length,
    atZero: pairs && row.as === 'percent' ? countAtZero(pairs) : 0,
  }
}

/** Values of everybody in the data set: numbers, or positions among the levels; NaN where missing or out of time. */
function readValues(column: Comparable, visit: string | undefined, plan: Plan, dataset: Dataset) {
  const position = new Map(levelsOf(column).map(({ code }, i) => [code, i]))
  const values = Float64Array.from(column.values, (value: number) =>
    column.kind === 'code' ? (position.get(value) ?? NaN) : value,
  )
  const window = plan.timing === 'in_window' && visit !== undefined ? windowOf(dataset, visit) : undefined
  const outside = values.map((value, at) =>
    window && !Number.isNaN(value) && window.values[at] !== 1 ? 1 : 0,
  )
  return { values: values.map((value, at) => (outside[at] ? NaN : value)), outside }
}

/** The column that says whether a visit was held within its window. */
export const IN_WINDOW = 'in_window'

function windowOf(dataset: Dataset, visit: string): CodeColumn | undefined {
  const name = columnName(IN_WINDOW, { visit })
  return dataset.columns.find(
    (column): column is CodeColumn => column.kind === 'code' && column.variable.name === name,
  )
}

function takePairs(
  plan: Plan,
  row: RowPlan,
  field: string,
  column: Comparable,
  after: { values: Float64Array },
  dataset: Dataset,
  { members }: Population,
): Pairs | undefined {
  const visit = plan.baseline
  if (row.as !== undefined) {
    if (visit === undefined || row.visit === undefined || row.visit === visit)
      throw invalidField(`${field}.as`, 'needs_baseline')
    if (column.kind === 'code') throw invalidField(`${field}.as`, 'not_a_measure')
  }
  if (visit === undefined || row.visit === undefined || row.visit === visit) return undefined
  const name = columnName(row.variable, { visit })
  const found = dataset.columns.find(({ variable }) => variable.name === name)
  if (found?.kind !== column.kind) {
    if (row.as !== undefined) throw invalidField(`${field}.as`, 'needs_baseline')
    return undefined
  }
  const baseline = comparable(found, `${field}.variable`)
  const before = readValues(baseline, visit, plan, dataset)
  const pick = (values: Float64Array) =>
    members.map((rows) => Float64Array.from(rows, (at) => values[at] ?? NaN))
  return { column: baseline, visit, before: pick(before.values), after: pick(after.values) }
}

/** Later minus baseline, rounded so that equal changes tie; a percentage needs a baseline above zero. */
function changesOf({ before, after }: Pairs, group: number, as: RowPlan['as']): Float64Array {
  return Float64Array.from(after[group] ?? [], (value, i) => {
    const from = before[group]?.[i] ?? NaN
    if (as === 'percent') return from > 0 ? roundDifference((100 * (value - from)) / from) : NaN
    return roundDifference(value - from)
  })
}

function countAtZero({ before, after }: Pairs): number {
  const below = (values: Float64Array, group: number) =>
    values.filter((value, i) => value <= 0 && !Number.isNaN(after[group]?.[i] ?? NaN)).length
  return before.reduce((sum, values, group) => sum + below(values, group), 0)
}

function comparable(column: Column, field: string): Comparable {
  if (column.kind === 'number' || column.kind === 'code') return column
  throw invalidField(field, 'not_comparable', { value: column.variable.name })
}

function levelsOf(column: Comparable): readonly Code[] {
  return column.kind === 'code' ? (column.variable.codes ?? []) : []
}

export function kindOf(column: Comparable): Kind {
  if (column.variable.measure === 'ordinal') return 'ordinal'
  return column.kind === 'number' ? 'continuous' : 'categorical'
}

function countReasons(column: Column, rows: readonly number[]): Partial<Record<MissingReason, number>> {
  const counts: Partial<Record<MissingReason, number>> = {}
  for (const row of rows) {
    const reason = MISSING_REASONS[(column.reasons?.[row] ?? 0) - 1]
    if (reason) counts[reason] = (counts[reason] ?? 0) + 1
  }
  return counts
}

/** Two of the groups as a sample of their own. */
export function pickGroups(sample: Sample, groups: readonly [number, number]): Sample {
  const pick = <T>(list: readonly T[]) => groups.flatMap((at) => list.slice(at, at + 1))
  return {
    ...sample,
    values: pick(sample.values),
    missing: pick(sample.missing),
    reasons: pick(sample.reasons),
  }
}

/** The two samples of a two-group test. */
export function pairOf({
  values: [first, second],
}: Pick<Sample, 'values'>): readonly [Float64Array, Float64Array] {
  return [first ?? new Float64Array(), second ?? new Float64Array()]
}

/** Groups × levels. */
export function tableOf({ levels, values }: Pick<Sample, 'levels' | 'values'>): number[][] {
  return values.map((group) => {
    const counts = levels.map(() => 0)
    for (const at of group) counts[at] = (counts[at] ?? 0) + 1
    return counts
  })
}

export function columnOf(
  dataset: Dataset,
  place: { variable: string; visit?: string },
  field: string,
): Column {
  const name = place.visit === undefined ? place.variable : columnName(place.variable, { visit: place.visit })
  const column = dataset.columns.find(({ variable }) => variable.name === name)
  if (!column) throw invalidField(field, 'unknown_value', { value: name })
  return column
}
