import type { Instrument, ItemValue, Values } from '@/lib/codebook/item'
import { visibleItems } from '@/lib/codebook/visibility'

/** One item that two people read differently; null is not entered. */
export interface Difference {
  readonly item: string
  readonly first: ItemValue | null
  readonly second: ItemValue | null
}

/**
 * Two typings of one form, item by item. What either of them was asked is compared; an item that one left empty and
 * the other did not differs. Blanks within a text are no difference.
 */
export function compareTypings(
  instrument: Instrument,
  first: Values,
  second: Values,
): { readonly compared: number; readonly differences: readonly Difference[] } {
  const asked = new Set([...visibleItems(instrument, first), ...visibleItems(instrument, second)])
  const items = instrument.items.filter(({ kind, name }) => kind !== 'calculated' && asked.has(name))
  const differences = items
    .map(({ name }) => ({ item: name, first: first[name] ?? null, second: second[name] ?? null }))
    .filter((one) => plain(one.first) !== plain(one.second))
  return { compared: items.length, differences }
}

function plain(value: ItemValue | null): string {
  if (typeof value === 'string') return JSON.stringify(value.replace(/\s+/g, ' ').trim())
  if (Array.isArray(value)) return JSON.stringify([...(value as readonly number[])].sort((a, b) => a - b))
  return JSON.stringify(value)
}
