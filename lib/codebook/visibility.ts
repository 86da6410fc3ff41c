import { evaluate, isTrue } from './evaluate'
import { parseExpression } from './expression'
import type { Expression } from './expression'
import type { Instrument, Item, Values } from './item'

const parsed = new Map<string, Expression>()
const KEPT = 5000

/** Expressions are few and fixed, and the form asks at every key: each is parsed once. */
function parseOnce(source: string): Expression {
  const known = parsed.get(source)
  if (known) return known
  const expression = parseExpression(source)
  if (parsed.size >= KEPT) parsed.clear()
  parsed.set(source, expression)
  return expression
}

export interface Walk {
  /** Names of the items that are asked. */
  readonly visible: ReadonlySet<string>
  /** Their values, and those of the calculations that could be made. */
  readonly known: Values
}

/**
 * Goes through the items once, in their order: what is hidden counts as absent for all that comes after it, and what
 * is calculated in the data themselves is known to what comes after it.
 * @throws ExpressionError when an expression of the instrument is not sound (see checkInstrument)
 */
export function walkItems(items: readonly Item[], values: Values): Walk {
  const visible = new Set<string>()
  const known: Record<string, Values[string]> = {}
  for (const item of items) {
    if (!isAsked(item, known)) continue
    visible.add(item.name)
    const value = item.kind === 'calculated' ? calculateItem(item, known) : ownValue(values, item.name)
    if (value !== undefined && value !== null) known[item.name] = value
  }
  return { visible, known }
}

/** The number of a calculated item whose formula stands in the data; null = unknown. */
function calculateItem(item: Item & { kind: 'calculated' }, known: Values): number | null {
  if (item.expression === undefined) return null
  const worth = evaluate(parseOnce(item.expression), known)
  return typeof worth === 'number' && Number.isFinite(worth) ? worth : null
}

function ownValue(values: Values, name: string): Values[string] | undefined {
  return Object.hasOwn(values, name) ? values[name] : undefined
}

/**
 * Names of the items that are asked, given what has been entered. The value of a hidden item counts as absent
 * for the conditions after it, so hiding a question hides all that hangs under it.
 * @throws ExpressionError when a show-if of the instrument is not sound (see checkInstrument)
 */
export function visibleItems(instrument: Instrument, values: Values): ReadonlySet<string> {
  return walkItems(instrument.items, values).visible
}

/** The values without those of hidden items; forms and imports call it before they save. */
export function dropHidden(instrument: Instrument, values: Values): Values {
  const visible = visibleItems(instrument, values)
  const hidden = new Set(instrument.items.map((item) => item.name).filter((name) => !visible.has(name)))
  return Object.fromEntries(Object.entries(values).filter(([name]) => !hidden.has(name)))
}

function isAsked(item: Item, seen: Values): boolean {
  return item.showIf === undefined || isTrue(parseOnce(item.showIf), seen)
}
