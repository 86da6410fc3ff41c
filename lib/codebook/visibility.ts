import { isTrue } from './evaluate'
import { parseExpression } from './expression'
import type { Expression } from './expression'
import type { Instrument, Item, Values } from './item'

const parsed = new Map<string, Expression>()

/** Conditions are few and fixed, and the form asks at every key: each is parsed once. */
function parseOnce(source: string): Expression {
  const known = parsed.get(source)
  if (known) return known
  const expression = parseExpression(source)
  parsed.set(source, expression)
  return expression
}

/**
 * Names of the items that are asked, given what has been entered. The value of a hidden item counts as absent
 * for the conditions after it, so hiding a question hides all that hangs under it.
 * @throws ExpressionError when a show-if of the instrument is not sound (see checkInstrument)
 */
export function visibleItems(instrument: Instrument, values: Values): ReadonlySet<string> {
  const visible = new Set<string>()
  const seen: Record<string, Values[string]> = {}
  for (const item of instrument.items) {
    if (!isAsked(item, seen)) continue
    visible.add(item.name)
    const value = Object.hasOwn(values, item.name) ? values[item.name] : undefined
    if (value !== undefined) seen[item.name] = value
  }
  return visible
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
