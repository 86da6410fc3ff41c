import { Problem } from '@/lib/problem'
import { fitNames } from './fit-names'
import type { LabelledVariable } from './labelled'

/** A place for eight bytes of each case; strings take several. */
export const ELEMENT = 8
/** Bytes of text in all segments of a very long string but the last, and what a segment counts for. */
export const SEGMENT_TEXT = 255
const SEGMENT_COUNTED = 252

const LONGEST_STRING = 32_767
const MOST_VARIABLES = 32_767

/** IBM, SPSS Statistics, "Variable names": 64 bytes, and these words are the language's own. */
const NAME_RULES = {
  longest: 64,
  reserved: new Set('all and by eq ge gt le lt ne not or to with'.split(' ')),
}

export interface SavSegment {
  /** Eight bytes at most, unique in the file; the name people see stands in a record of its own. */
  readonly short: string
  /** 0 for a number. */
  readonly width: number
}

export interface SavVariable {
  readonly variable: LabelledVariable
  readonly name: string
  /** Bytes of text; 0 for a number. */
  readonly width: number
  /** One, or several for a string of more than 255 bytes. */
  readonly segments: readonly SavSegment[]
  /** Where it begins in a case, counted in elements from 0. */
  readonly first: number
  readonly elements: number
}

/**
 * Where each variable stands in a case.
 * @throws Problem `too_large` for a text of more than 32,767 bytes, or more variables than SPSS takes
 */
export function layCases(variables: readonly LabelledVariable[]): SavVariable[] {
  if (variables.length > MOST_VARIABLES) throw new Problem('too_large')
  const names = fitNames(
    variables.map(({ name }) => name),
    NAME_RULES,
  )
  let next = 0
  return variables.map((variable, index) => {
    const width = variable.kind === 'text' ? roundWidth(variable.bytes) : 0
    const stem = `V${index.toString(36).toUpperCase().padStart(4, '0')}`
    const segments = splitWidth(width).map((segment, place) => ({
      short: place === 0 ? stem : stem + place.toString(36).toUpperCase(),
      width: segment,
    }))
    const elements = segments.reduce((sum, segment) => sum + elementsOf(segment.width), 0)
    const first = next
    next += elements
    return { variable, name: names[index] ?? '', width, segments, first, elements }
  })
}

export function elementsOf(width: number): number {
  return Math.max(1, Math.ceil(width / ELEMENT))
}

/** Files of two extracts are joined more easily when their strings are as wide: powers of two, 255, 32,767. */
function roundWidth(bytes: number): number {
  if (bytes > LONGEST_STRING) throw new Problem('too_large')
  if (bytes > 128 && bytes <= SEGMENT_TEXT) return SEGMENT_TEXT
  return Math.min(LONGEST_STRING, 2 ** Math.max(3, Math.ceil(Math.log2(bytes))))
}

/**
 * PSPP Developers Guide, "Very Long String Record": ⌈width / 252⌉ segments of 255 bytes, the last of width − 252 for
 * each before it. The text itself runs on every 255 bytes.
 */
function splitWidth(width: number): number[] {
  if (width <= SEGMENT_TEXT) return [width]
  const count = Math.ceil(width / SEGMENT_COUNTED)
  const last = width - (count - 1) * SEGMENT_COUNTED
  return [...Array.from({ length: count - 1 }, () => SEGMENT_TEXT), last]
}
