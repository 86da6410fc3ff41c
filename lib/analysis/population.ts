/** Who is compared: the patients that meet every condition of the plan, by group; everybody else is counted. */
import type { Bilingual, Code } from '@/lib/codebook/item'
import type { CodeColumn, Column, Dataset } from '@/lib/codebook/dataset'
import { invalidField } from '@/lib/problem'
import type { Filter, Plan } from './plan'
import type { Condition, GroupResult } from './result'
import { columnOf } from './sample'

/** Row numbers of the data set by group, and who is left out. */
export interface Population {
  readonly groups: readonly GroupResult[]
  readonly members: readonly (readonly number[])[]
  readonly excluded: { readonly filtered: number; readonly noGroup: number }
  readonly conditions: readonly Condition[]
}

/** @throws Problem `invalid` when the grouping variable or a filter does not fit the data set */
export function selectPopulation(plan: Plan, dataset: Dataset): Population {
  const column = columnOf(dataset, plan.group, 'group.variable')
  if (column.kind === 'number' || column.kind === 'date')
    throw invalidField('group.variable', 'not_a_grouping')
  const { kept, conditions } = keepRows(plan.population, dataset)
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
    conditions,
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

/** Condition by condition, so that what each leaves out adds up to what all leave out. */
function keepRows(filters: readonly Filter[], dataset: Dataset) {
  let kept = Array.from({ length: dataset.rows }, (_, row) => row)
  const conditions = filters.map((filter, i): Condition => {
    const column = columnOf(dataset, filter, `population.${i}.variable`)
    const before = kept.length
    kept = kept.filter((row) => passes(filter, column, row))
    return { ...describe(filter, column), leftOut: before - kept.length }
  })
  return { kept, conditions }
}

function describe(
  { in: wanted, not, min, max, present }: Filter,
  { variable }: Column,
): Omit<Condition, 'leftOut'> {
  const labels = (list: readonly (string | number)[]) => list.map((one) => labelOf(variable.codes ?? [], one))
  return {
    variable: variable.name,
    label: variable.label,
    ...(variable.unit === undefined ? {} : { unit: variable.unit }),
    ...(wanted ? { in: labels(wanted) } : {}),
    ...(not ? { not: labels(not) } : {}),
    ...(min === undefined ? {} : { min }),
    ...(max === undefined ? {} : { max }),
    ...(present === undefined ? {} : { present }),
  }
}

function labelOf(codes: readonly Code[], wanted: string | number): Bilingual {
  const text = String(wanted)
  return codes.find(({ code, key }) => key === wanted || code === wanted)?.label ?? { zh: text, en: text }
}

/** A missing value passes no condition but the one that asks for it. */
function passes(filter: Filter, column: Column, row: number): boolean {
  const value = column.values[row] ?? null
  const missing = value === null || Number.isNaN(value) || (column.kind === 'code' && value === -1)
  if (filter.present === false || missing) return missing && filter.present === false && !asksForValue(filter)
  const key =
    column.kind === 'code' ? column.variable.codes?.find(({ code }) => code === value)?.key : undefined
  const among = (list: readonly (string | number)[]) => list.some((one) => one === value || one === key)
  if (filter.in && !among(filter.in)) return false
  if (filter.not && among(filter.not)) return false
  if (filter.min !== undefined && !(typeof value === 'number' && value >= filter.min)) return false
  return filter.max === undefined || (typeof value === 'number' && value <= filter.max)
}

function asksForValue({ in: wanted, not, min, max }: Filter): boolean {
  return [wanted, not, min, max].some((part) => part !== undefined)
}
