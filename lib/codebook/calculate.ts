import { parseExpression, type Expression } from './expression'
import type { CalculatedItem, Instrument, Item, Score, Scores, Values } from './item'
import type { InstrumentJson } from './json'
import { walkItems } from './visibility'

/**
 * An instrument from its plain data: the scores of the items whose calculation stands in the data (`expression`) are
 * made from it. A hidden item has no score; one that lacks an input has a reason instead of a value.
 * The data must be sound (checkInstrument); items calculated by a function of the registry are left without score.
 */
export function reviveInstrument(data: InstrumentJson): Instrument {
  const calculated = data.items.filter(isCalculation)
  if (calculated.length === 0) return data
  return { ...data, score: (values) => scoreItems(data.items, calculated, values) }
}

interface Calculation extends CalculatedItem {
  readonly expression: string
}

function isCalculation(item: Item): item is Calculation {
  return item.kind === 'calculated' && item.expression !== undefined
}

function scoreItems(items: readonly Item[], calculated: readonly Calculation[], values: Values): Scores {
  const { visible, known } = walkItems(items, values)
  return Object.fromEntries(
    calculated
      .filter(({ name }) => visible.has(name))
      .map((item): [string, Score] => [item.name, scoreItem(item, known)]),
  )
}

function scoreItem({ name, expression, formula: { id, version } }: Calculation, known: Values): Score {
  const value = known[name]
  if (typeof value === 'number') return { value, formula: id, version }
  const answered = namesIn(parseExpression(expression)).some((one) => known[one] !== undefined)
  return { value: null, reason: answered ? 'items_missing' : 'not_answered', formula: id, version }
}

/** Names of the items an expression reads, once each, in the order of reading. */
export function namesIn(expression: Expression): string[] {
  return [...new Set(listNames(expression))]
}

function listNames(part: Expression): string[] {
  switch (part.kind) {
    case 'item':
    case 'answered':
    case 'has':
      return [part.name]
    case 'not':
    case 'negate':
      return listNames(part.operand)
    case 'if':
      return [part.when, part.then, part.otherwise].flatMap(listNames)
    case 'call':
      return part.given.flatMap(listNames)
    case 'binary':
      return [part.left, part.right].flatMap(listNames)
    default:
      return []
  }
}
