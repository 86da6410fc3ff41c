import { isMissing } from './item'
import type { Instrument, Values } from './item'
import { visibleItems } from './visibility'

export interface Completeness {
  /** Every required item that is asked has a value or a declared reason. */
  readonly complete: boolean
  /** Items asked, calculated ones apart. */
  readonly asked: number
  /** Items with a value or a declared reason. */
  readonly answered: number
  /** Items whose value is declared missing; they count as answered. */
  readonly declared: readonly string[]
  /** Required items asked and still without value. */
  readonly lacking: readonly string[]
}

/** How far an entry has got. Nothing here refuses a save: an incomplete entry is kept and said to be so. */
export function assessCompleteness(instrument: Instrument, values: Values): Completeness {
  const visible = visibleItems(instrument, values)
  const asked = instrument.items.filter(({ kind, name }) => kind !== 'calculated' && visible.has(name))
  const answered = asked.filter(({ name }) => values[name] !== undefined)
  const declared = answered.filter(({ name }) => isMissing(values[name])).map(({ name }) => name)
  const lacking = asked.filter((item) => item.required && !answered.includes(item)).map(({ name }) => name)
  return { complete: lacking.length === 0, asked: asked.length, answered: answered.length, declared, lacking }
}
