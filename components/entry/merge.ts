/** Two people changed one form: what each has, field by field. Nothing is decided here by guess. */
import type { Instrument } from '@/lib/codebook/item'
import { missingKey, reasonKey, type Texts } from './texts'

export type Side = 'mine' | 'theirs'

export interface Difference {
  readonly item: string
  /** The side that alone changed the field; null when both did, and a person must say. */
  readonly proposed: Side | null
}

const keysOf = (item: string) => [item, missingKey(item), reasonKey(item)]
const partOf = (texts: Texts, item: string) => keysOf(item).map((key) => texts[key] ?? '')
const isSame = (a: Texts, b: Texts, item: string) =>
  partOf(a, item).join('\u0000') === partOf(b, item).join('\u0000')

/** The items on which mine and theirs differ; `base` is what mine began from. */
export function listDifferences(
  instrument: Instrument,
  base: Texts | null,
  mine: Texts,
  theirs: Texts,
): Difference[] {
  return instrument.items
    .map(({ name }) => name)
    .filter((item) => !isSame(mine, theirs, item))
    .map((item) => ({
      item,
      proposed:
        base === null
          ? null
          : isSame(base, theirs, item)
            ? 'mine'
            : isSame(base, mine, item)
              ? 'theirs'
              : null,
    }))
}

/** Mine, with the chosen items taken from theirs. */
export function mergeTexts(mine: Texts, theirs: Texts, choices: Readonly<Record<string, Side>>): Texts {
  const merged: Record<string, string> = { ...mine }
  for (const [item, side] of Object.entries(choices)) {
    if (side === 'mine') continue
    for (const key of keysOf(item)) {
      const text = theirs[key]
      if (text === undefined) delete merged[key]
      else merged[key] = text
    }
  }
  return merged
}
