import type { Bilingual, Instrument, Item, Range, Values } from './item'
import { isMissing } from './item'

/** What one item of a form is in the next version. */
export interface ItemDifference {
  readonly item: string
  readonly label: Bilingual
  readonly what:
    'gone' | 'new' | 'label' | 'range' | 'codes' | 'show_if' | 'required' | 'calculation' | 'kind'
}

/** How two versions of a form differ, item by item: gone ones first, then in the order of the later version. */
export function compareVersions(before: Instrument, after: Instrument): ItemDifference[] {
  const gone = before.items.filter(({ name }) => !after.items.some((one) => one.name === name))
  return [
    ...gone.map(({ name, label }) => ({ item: name, label, what: 'gone' as const })),
    ...after.items.flatMap((item) => {
      const old = before.items.find(({ name }) => name === item.name)
      const { name, label } = item
      if (!old) return [{ item: name, label, what: 'new' as const }]
      return listDifferences(old, item).map((what) => ({ item: name, label, what }))
    }),
  ]
}

function listDifferences(old: Item, item: Item): ItemDifference['what'][] {
  const found: ItemDifference['what'][] = []
  if (old.kind !== item.kind) found.push('kind')
  if (old.label.zh !== item.label.zh || old.label.en !== item.label.en) found.push('label')
  if (!isSame(rangesOf(old), rangesOf(item))) found.push('range')
  if (!isSame('codes' in old ? old.codes : [], 'codes' in item ? item.codes : [])) found.push('codes')
  if ((old.showIf ?? '') !== (item.showIf ?? '')) found.push('show_if')
  if ((old.required ?? false) !== (item.required ?? false)) found.push('required')
  const formula = (one: Item) => (one.kind === 'calculated' ? (one.expression ?? '') : '')
  if (formula(old) !== formula(item)) found.push('calculation')
  return found
}

function rangesOf(item: Item): readonly (Range | number | undefined)[] {
  if (item.kind === 'number' || item.kind === 'integer') return [item.hard, item.soft, item.jump]
  return item.kind === 'calculated' ? [item.range, item.jump] : []
}

function isSame(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b)
}

/** The values that a later version still asks; what it asks no more is told apart, because it will not be there. */
export function carryValues(after: Instrument, values: Values): { kept: Values; lost: string[] } {
  const asked = new Set(after.items.filter(({ kind }) => kind !== 'calculated').map(({ name }) => name))
  const kept = Object.entries(values).filter(([name]) => asked.has(name))
  const lost = Object.entries(values).filter(([name, value]) => !asked.has(name) && !isMissing(value))
  return { kept: Object.fromEntries(kept), lost: lost.map(([name]) => name) }
}
