/** From plan and data set to the values a test sees: the population, its groups, and one row's values by group. */
import type { Code } from '@/lib/codebook/item'
import { MISSING_REASONS } from '@/lib/codebook/item'
import type { MissingReason } from '@/lib/codebook/item'
import { columnName } from '@/lib/codebook/dataset-build'
import type { CodeColumn, Column, Dataset, NumberColumn } from '@/lib/codebook/dataset'
import { invalidField } from '@/lib/problem'
import type { Filter, Plan, RowPlan } from './plan'
import type { GroupResult, Kind } from './result'

/** Row numbers of the data set by group, and who is left out. */
export interface Population {
  readonly groups: readonly GroupResult[]
  readonly members: readonly (readonly number[])[]
  readonly excluded: { readonly filtered: number; readonly noGroup: number }
}

/** One row of the table: present values by group; for ordinal and categorical rows positions among the levels. */
export interface Sample {
  readonly kind: Kind
  readonly column: NumberColumn | CodeColumn
  readonly levels: readonly Code[]
  readonly values: readonly Float64Array[]
  readonly missing: readonly number[]
  readonly reasons: readonly Readonly<Partial<Record<MissingReason, number>>>[]
}

/** @throws Problem `invalid` when the grouping variable or a filter does not fit the data set */
export function selectPopulation(plan: Plan, dataset: Dataset): Population {
  const column = columnOf(dataset, plan.group, 'group.variable')
  if (column.kind === 'number' || column.kind === 'date')
    throw invalidField('group.variable', 'not_a_grouping')
  const kept = keepRows(plan.population, dataset)
  const labels = column.kind === 'code' ? codeGroups(column) : textGroups(column.values)
  const order = plan.group.order ?? labels.map(({ key }) => key)
  const groups = order.map((key, i) => {
    const group = labels.find((label) => label.key === key)
    if (!group) throw invalidField(`group.order.${i}`, 'unknown_value', { value: key })
    return group
  })
  const members = groups.map(({ value }) => kept.filter((row) => column.values[row] === value))
  const present = plan.group.order ? groups : groups.filter((_, i) => (members[i]?.length ?? 0) > 0)
  if (present.length < 2) throw invalidField('group.variable', 'needs_two_groups')
  const found = present.map((group) => members[groups.indexOf(group)] ?? [])
  const n = found.reduce((sum, rows) => sum + rows.length, 0)
  return {
    groups: present.map(({ key, label }, i) => ({ key, label, n: found[i]?.length ?? 0 })),
    members: found,
    excluded: { filtered: dataset.rows - kept.length, noGroup: kept.length - n },
  }
}

function codeGroups({ variable }: CodeColumn) {
  return (variable.codes ?? []).map(({ code, key, label }) => ({
    value: code as number | string,
    key,
    label,
  }))
}

function textGroups(values: readonly (string | null)[]) {
  const texts = [...new Set(values.filter((value) => value !== null))].sort()
  return texts.map((text) => ({ value: text as number | string, key: text, label: { zh: text, en: text } }))
}

function keepRows(filters: readonly Filter[], dataset: Dataset): number[] {
  const columns = filters.map((filter, i) => columnOf(dataset, filter, `population.${i}.variable`))
  return Array.from({ length: dataset.rows }, (_, row) => row).filter((row) =>
    filters.every((filter, i) => passes(filter, columns[i], row)),
  )
}

/** A missing value passes no filter. */
function passes(filter: Filter, column: Column | undefined, row: number): boolean {
  const value = column?.values[row] ?? null
  if (!column || value === null || (column.kind === 'number' && Number.isNaN(value))) return false
  if (column.kind === 'code' && value === -1) return false
  if (filter.in) {
    const key =
      column.kind === 'code' ? column.variable.codes?.find(({ code }) => code === value)?.key : undefined
    if (!filter.in.some((wanted) => wanted === value || wanted === key)) return false
  }
  if (filter.min !== undefined && !(typeof value === 'number' && value >= filter.min)) return false
  return filter.max === undefined || (typeof value === 'number' && value <= filter.max)
}

/** @throws Problem `invalid` when the row's column is not there or holds text */
export function takeSample(row: RowPlan, index: number, dataset: Dataset, population: Population): Sample {
  const column = columnOf(dataset, row, `rows.${index}.variable`)
  if (column.kind !== 'number' && column.kind !== 'code')
    throw invalidField(`rows.${index}.variable`, 'not_comparable', { value: column.variable.name })
  const levels = column.kind === 'code' ? (column.variable.codes ?? []) : []
  const position = new Map(levels.map(({ code }, i) => [code, i]))
  const taken = population.members.map((rows) => {
    const raw = rows.map((at): number => column.values[at] ?? NaN)
    const values = column.kind === 'code' ? raw.map((code) => position.get(code) ?? NaN) : raw
    return { rows, values, present: Float64Array.from(values.filter((value) => !Number.isNaN(value))) }
  })
  return {
    kind: kindOf(column),
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
  }
}

function kindOf(column: NumberColumn | CodeColumn): Kind {
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

/** The two samples of a two-group test. */
export function pairOf({ values: [first, second] }: Sample): readonly [Float64Array, Float64Array] {
  return [first ?? new Float64Array(), second ?? new Float64Array()]
}

/** Groups × levels. */
export function tableOf({ levels, values }: Sample): number[][] {
  return values.map((group) => {
    const counts = levels.map(() => 0)
    for (const at of group) counts[at] = (counts[at] ?? 0) + 1
    return counts
  })
}

function columnOf(dataset: Dataset, place: { variable: string; visit?: string }, field: string): Column {
  const name = place.visit === undefined ? place.variable : columnName(place.variable, { visit: place.visit })
  const column = dataset.columns.find(({ variable }) => variable.name === name)
  if (!column) throw invalidField(field, 'unknown_value', { value: name })
  return column
}
