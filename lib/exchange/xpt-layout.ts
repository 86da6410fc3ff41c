import { Problem } from '@/lib/problem'
import { cutText } from './byte-sink'
import { fitNames } from './fit-names'
import type { LabelledNumber, LabelledText, LabelledVariable } from './labelled'

/** Most bytes of a text in a variable. */
const LONGEST_TEXT = 200
const MOST_VARIABLES = 9999

/** SAS, "Words that cannot be used as names of variables". */
const RESERVED: ReadonlySet<string> = new Set(['_n_', '_error_', '_all_', '_numeric_', '_character_'])

export type XptVariable = {
  /** As SAS has it: at most eight letters. */
  readonly name: string
  /** As everywhere else. */
  readonly whole: string
  readonly label: string
  /** Bytes of a value. */
  readonly bytes: number
  /** Where it begins in a row. */
  readonly place: number
} & (
  | { readonly kind: 'number'; readonly variable: LabelledNumber }
  | { readonly kind: 'text'; readonly variable: LabelledText; readonly part: number }
)

type Unplaced = XptVariable extends infer One
  ? One extends unknown
    ? Omit<One, 'name' | 'place'>
    : never
  : never

/**
 * Variables as a transport file has them. A text of more than 200 bytes stands in several, one after the other, cut
 * between characters: `note`, `note__2`, `note__3`.
 * @throws Problem `too_large` for more than 9,999 variables
 */
export function layTransport(variables: readonly LabelledVariable[], rows: number): XptVariable[] {
  const parts = variables.flatMap((variable): Unplaced[] =>
    variable.kind === 'text'
      ? splitText(variable, rows)
      : [{ kind: 'number', variable, whole: variable.name, label: variable.label, bytes: 8 }],
  )
  if (parts.length > MOST_VARIABLES) throw new Problem('too_large')
  const names = fitNames(
    parts.map(({ whole }) => whole),
    { longest: 8, reserved: RESERVED },
  )
  let place = 0
  return parts.map((part, index) => {
    const laid = { ...part, name: (names[index] ?? '').toUpperCase(), place }
    place += part.bytes
    return laid
  })
}

function splitText(variable: LabelledText, rows: number): Unplaced[] {
  const widths: number[] = [1]
  if (variable.bytes <= LONGEST_TEXT) widths[0] = Math.max(1, variable.bytes)
  else {
    for (let row = 0; row < rows; row += 1) {
      for (const [part, text] of cutParts(variable.read(row)).entries())
        widths[part] = Math.max(widths[part] ?? 1, Buffer.byteLength(text))
    }
  }
  return widths.map((bytes, part) => ({
    kind: 'text' as const,
    variable,
    part,
    bytes,
    whole: part === 0 ? variable.name : `${variable.name}__${part + 1}`,
    label: widths.length === 1 ? variable.label : `${part + 1}/${widths.length} ${variable.label}`,
  }))
}

/** A text in pieces of at most 200 bytes, in whole characters. A space at the end of a piece would be lost, so it begins the next. */
export function cutParts(text: string): string[] {
  if (Buffer.byteLength(text) <= LONGEST_TEXT) return [text]
  const parts: string[] = []
  for (let rest = text; rest !== '';) {
    const most = cutText(rest, LONGEST_TEXT)
    const part = most.length === rest.length ? most : most.replace(/ +$/, '') || most
    parts.push(part)
    rest = rest.slice(part.length)
  }
  return parts
}
