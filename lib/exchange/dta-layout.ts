import { Problem } from '@/lib/problem'
import { fitNames } from './fit-names'
import type { LabelledNumber, LabelledText, LabelledVariable } from './labelled'

/** Bytes of the longest text that stands in a row itself; a longer one stands apart, as a strL. */
export const LONGEST_STR = 2045
const MOST_VARIABLES = 32_767

/** Stata, `help reswords`; str and a number is the name of a type. */
const WORDS =
  '_all _b _coef _cons _n _pi _pred _rc _skip byte double float if in int long strl using with'.split(' ')
const RESERVED: ReadonlySet<string> = new Set([
  ...WORDS,
  ...Array.from({ length: LONGEST_STR }, (_, index) => `str${index + 1}`),
])

/**
 * How numbers are stored: code of the type, bytes, range without the missing values, and the missing value `.`, which
 * those with a reason follow (Stata, `help dta`, "Numeric missing values").
 */
export const NUMBER_TYPES = {
  byte: { type: 65_530, bytes: 1, low: -127, high: 100, missing: 101 },
  int: { type: 65_529, bytes: 2, low: -32_767, high: 32_740, missing: 32_741 },
  long: { type: 65_528, bytes: 4, low: -2_147_483_647, high: 2_147_483_620, missing: 2_147_483_621 },
  /** Its missing values are no round numbers: see putDouble. */
  double: { type: 65_526, bytes: 8, low: -Number.MAX_VALUE, high: (2 - 2 ** -52) * 2 ** 1022, missing: NaN },
} as const
export type NumberType = keyof typeof NUMBER_TYPES

/** Days from 1960-01-01, where Stata begins to count, to 1970-01-01. */
export const EPOCH = 3653

const STR_L = { type: 32_768, bytes: 8 }

export type DtaVariable = {
  readonly name: string
  /** Name of its set of labels; none when it has no labels. */
  readonly labels: string
  readonly type: number
  readonly bytes: number
  readonly format: string
} & (
  | { readonly variable: LabelledNumber; readonly stored: NumberType }
  | { readonly variable: LabelledText; readonly stored: 'str' }
  | { readonly variable: LabelledText; readonly stored: 'strL' }
)

/**
 * How each variable is stored, as Stata's `compress` would have it; measured numbers are always doubles.
 * @throws Problem `too_large` for more variables than Stata's format 118 has
 */
export function layRows(variables: readonly LabelledVariable[], rows: number): DtaVariable[] {
  if (variables.length > MOST_VARIABLES) throw new Problem('too_large')
  const names = fitNames(
    variables.map(({ name }) => name),
    { longest: 32, reserved: RESERVED },
  )
  const sets = new Map<string, string>()
  return variables.map((variable, index) => {
    const name = names[index] ?? ''
    if (variable.kind === 'text') return layText(name, variable)
    const stored = chooseType(variable, rows)
    const { type, bytes } = NUMBER_TYPES[stored]
    const labels = nameSet(sets, variable, name)
    return { name, variable, stored, type, bytes, labels, format: formatOf(variable) }
  })
}

function layText(name: string, variable: LabelledText): DtaVariable {
  const shown = Math.max(9, Math.min(40, variable.bytes))
  if (variable.bytes > LONGEST_STR) {
    return { name, variable, stored: 'strL', ...STR_L, labels: '', format: '%9s' }
  }
  const bytes = Math.max(1, variable.bytes)
  return { name, variable, stored: 'str', type: bytes, bytes, labels: '', format: `%-${shown}s` }
}

/** Variables with the same labels share a set, named after the first of them. */
function nameSet(sets: Map<string, string>, { codes, declared }: LabelledNumber, name: string): string {
  if (codes.length === 0 && declared.length === 0) return ''
  const key = JSON.stringify([codes, declared])
  const known = sets.get(key) ?? name
  sets.set(key, known)
  return known
}

function chooseType({ kind, read }: LabelledNumber, rows: number): NumberType {
  if (kind === 'number') return 'double'
  const shift = kind === 'date' ? EPOCH : 0
  let low = 0
  let high = 0
  for (let row = 0; row < rows; row += 1) {
    const value = read(row) + shift
    if (value < low) low = value
    if (value > high) high = value
  }
  const fits = (type: NumberType) => low >= NUMBER_TYPES[type].low && high <= NUMBER_TYPES[type].high
  return fits('byte') ? 'byte' : fits('int') ? 'int' : fits('long') ? 'long' : 'double'
}

function formatOf({ kind, decimals }: LabelledNumber): string {
  if (kind === 'date') return '%tdCCYY-NN-DD'
  return kind === 'code' ? '%8.0g' : `%${Math.max(9, decimals + 7)}.${Math.min(16, decimals)}f`
}
