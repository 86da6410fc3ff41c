/** What the editor does to a form: pure, so that it can be tried without a browser. */
import type { CalculatedItem, Code, Item } from '@/lib/codebook/item'
import type { InstrumentJson } from '@/lib/codebook/json'
import { proposeName } from '@/lib/codebook/same-meaning'
import { YES_NO } from '@/lib/codebook/yes-no'

export const KINDS = ['number', 'integer', 'choice', 'multi', 'date', 'text', 'calculated'] as const
export type Kind = (typeof KINDS)[number]

const NOTHING = { zh: '', en: '' }

export function newDefinition(id: string, title: { zh: string; en: string }): InstrumentJson {
  return { id, version: 1, title, short: title, repeat: 'none', items: [], source: title.en || id }
}

/** An item of a kind with what every item has, taken over from another. */
export function makeItem(kind: Kind, from: Partial<Item> & { readonly name: string }): Item {
  const { name, label = NOTHING, help, section, showIf, required, unit, identifying } = from
  const common = {
    name,
    label,
    ...(help ? { help } : {}),
    ...(section ? { section } : {}),
    ...(showIf === undefined ? {} : { showIf }),
    ...(identifying ? { identifying } : {}),
  }
  const asked = { ...common, ...(required ? { required } : {}) }
  const measured = unit === undefined ? {} : { unit }
  switch (kind) {
    case 'number':
      return { kind, measure: 'scale', ...asked, ...measured, decimals: 1 }
    case 'integer':
      return { kind, measure: 'scale', ...asked, ...measured }
    case 'choice':
    case 'multi':
      return {
        kind,
        measure: 'nominal',
        ...asked,
        codes: 'codes' in from && from.codes ? from.codes : YES_NO,
      }
    case 'date':
      return { kind, measure: 'scale', ...asked }
    case 'text':
      return { kind, measure: 'nominal', ...asked, identifying: true, maxLength: 500 }
    case 'calculated': {
      const formula: CalculatedItem['formula'] = { id: '', version: 1, text: NOTHING, source: '' }
      return { kind, measure: 'scale', ...common, ...measured, formula, expression: '', decimals: 1 }
    }
  }
}

export function changeItem(definition: InstrumentJson, index: number, item: Item): InstrumentJson {
  return { ...definition, items: definition.items.map((one, at) => (at === index ? item : one)) }
}

/** A new question after the given one, under the same heading. */
export function addItem(definition: InstrumentJson, after: number, kind: Kind): InstrumentJson {
  const above = definition.items[after]
  const taken = new Set(definition.items.map(({ name }) => name))
  const name = taken.has('item') || taken.size > 0 ? proposeName('item', taken) : 'item_1'
  const item = makeItem(kind, { name, ...(above?.section ? { section: above.section } : {}) })
  return {
    ...definition,
    items: [...definition.items.slice(0, after + 1), item, ...definition.items.slice(after + 1)],
  }
}

export function removeItem(definition: InstrumentJson, index: number): InstrumentJson {
  return { ...definition, items: definition.items.filter((_item, at) => at !== index) }
}

/** Moves an item by one place; at the ends it stays. */
export function moveItem(definition: InstrumentJson, index: number, by: 1 | -1): InstrumentJson {
  const { items } = definition
  const [item, other] = [items[index], items[index + by]]
  if (!item || !other) return definition
  const next = [...items]
  next[index] = other
  next[index + by] = item
  return { ...definition, items: next }
}

/** Whether patients may answer the form themselves: by a link, or asked by telephone. */
export function setSelfReport(definition: InstrumentJson, own: boolean): InstrumentJson {
  const { selfReport: _old, ...rest } = definition
  return own ? { ...rest, selfReport: true } : rest
}

/** The next free code, with a key that says nothing yet. */
export function addCode(codes: readonly Code[]): Code[] {
  const code = Math.max(0, ...codes.map((one) => one.code + 1))
  return [...codes, { code, key: String(code), label: NOTHING }]
}

export interface CopiedForm {
  readonly definition: InstrumentJson
  /** Calculated items whose formula the registry reckons by itself: a copy cannot have them. */
  readonly left: readonly Item[]
}

/** A form of one's own that begins as another is. */
export function copyForm(from: InstrumentJson, id: string): CopiedForm {
  const left = from.items.filter((item) => item.kind === 'calculated' && item.expression === undefined)
  const { selfReport: _selfReport, ...rest } = from
  const items = from.items.filter((item) => !left.includes(item))
  return { definition: { ...rest, id, version: 1, items }, left }
}
