import type { FieldIssue } from '@/lib/problem'
import type { Instrument, Item, Values } from './item'
import { checkRange, checkShape } from './shape'
import { visibleItems } from './visibility'

export interface CheckedValues {
  /** Refuse the save. */
  readonly hard: readonly FieldIssue[]
  /** Save only with a reason for each. */
  readonly soft: readonly FieldIssue[]
}

export interface CheckContext {
  /** Values of the same instrument at the visit before, for the check of jumps. */
  readonly previous?: Values
}

/**
 * Checks an entry by its instrument: shape and hard range refuse; soft range and a jump against the previous visit
 * ask for a reason. A required item without value is no fault here but an incomplete entry (completeness.ts).
 * Calculated items are judged by their jump only.
 */
export function checkValues(
  instrument: Instrument,
  values: Values,
  context: CheckContext = {},
): CheckedValues {
  const visible = visibleItems(instrument, values)
  const scored = addScores(instrument, values)
  const before = context.previous ? addScores(instrument, context.previous) : {}
  const known = new Map(instrument.items.map((item) => [item.name, item]))
  const hard: FieldIssue[] = []
  for (const [name, value] of Object.entries(values)) {
    const item = known.get(name)
    if (!item) hard.push({ field: name, code: 'unknown_item' })
    else if (!visible.has(name)) hard.push({ field: name, code: 'hidden' })
    else {
      const issue = checkShape(item, value)
      if (issue) hard.push(issue)
    }
  }
  const refused = new Set(hard.map(({ field }) => field))
  const soft = instrument.items
    .filter(({ name }) => visible.has(name) && !refused.has(name))
    .flatMap((item) => checkSoftly(item, scored[item.name], before[item.name]))
  return { hard, soft }
}

function checkSoftly(item: Item, value: unknown, previous: unknown): FieldIssue[] {
  if (typeof value !== 'number') return []
  if (item.kind !== 'number' && item.kind !== 'integer' && item.kind !== 'calculated') return []
  const outside = item.kind === 'calculated' ? null : checkRange(item.name, value, item.soft, 'soft')
  const issues = outside ? [outside] : []
  if (item.jump === undefined || typeof previous !== 'number') return issues
  const change = Number((value - previous).toFixed(6))
  if (Math.abs(change) <= item.jump) return issues
  return [...issues, { field: item.name, code: 'jump', params: { previous, change } }]
}

/** Values with the numbers of the scores under the names of their calculated items. */
function addScores(instrument: Instrument, values: Values): Readonly<Record<string, unknown>> {
  const scores = Object.entries(instrument.score?.(values) ?? {}).map(([name, { value }]) => [name, value])
  return { ...values, ...Object.fromEntries(scores) }
}
