import { checkExpression } from './check-expression'
import { ExpressionError, parseExpression } from './expression'
import type { Code, Instrument, Item, Range } from './item'

/** snake_case: lower case, digits, single underscores. */
export const NAME = /^[a-z][a-z0-9]*(_[a-z0-9]+)*$/

/** Longest export names: SPSS and Stata cut at 64 and 32 bytes, and `_visit_level` is still to come. */
const MAX_NAME = 24

/** Words of the expression language, and the one snake_case name that every JavaScript object has. */
export const RESERVED = ['and', 'or', 'not', 'answered', 'has', 'if', 'constructor']

/**
 * Checks the grammar that types cannot: names, codes, ranges, and show-ifs that name earlier items only (so that
 * one pass decides what is visible). @returns the faults in words; [] = sound
 */
export function checkInstrument(instrument: Instrument): string[] {
  const faults: string[] = NAME.test(instrument.id) ? [] : [`id ${instrument.id}: not snake_case`]
  const { items } = instrument
  for (const [index, item] of items.entries()) {
    const earlier = items.slice(0, index)
    const found = [...checkName(item, earlier), ...checkKind(item), ...checkExpressions(item, earlier)]
    faults.push(...found.map((fault) => `${item.name}: ${fault}`))
  }
  if (!items.some(({ required }) => required)) faults.push('no item is required: nothing would be complete')
  const calculated = items.filter(({ kind }) => kind === 'calculated')
  if (calculated.some(({ required }) => required)) faults.push('a calculated item cannot be required')
  return faults
}

function checkName(item: Item, earlier: readonly Item[]): string[] {
  const faults: string[] = []
  if (!NAME.test(item.name) || item.name.length > MAX_NAME) faults.push('name is not short snake_case')
  if (RESERVED.includes(item.name)) faults.push('name is reserved')
  if (earlier.some(({ name }) => name === item.name)) faults.push('name is taken')
  return faults
}

function checkKind(item: Item): string[] {
  switch (item.kind) {
    case 'number':
    case 'integer':
      return [...checkRanges(item.hard, item.soft), ...checkMeasure(item, ['scale', 'ordinal'])]
    case 'calculated':
      return checkRanges(item.range, undefined)
    case 'choice':
    case 'multi':
      return [...checkCodes(item.codes), ...checkMeasure(item, ['nominal', 'ordinal'])]
    case 'text':
      return item.identifying ? [] : ['free text is identifying']
    case 'date':
      return []
  }
}

function checkMeasure(item: Item, fitting: readonly string[]): string[] {
  return fitting.includes(item.measure) ? [] : [`measure ${item.measure} does not fit ${item.kind}`]
}

function checkCodes(codes: readonly Code[]): string[] {
  const faults: string[] = []
  if (new Set(codes.map(({ code }) => code)).size < codes.length) faults.push('a code is there twice')
  if (new Set(codes.map(({ key }) => key)).size < codes.length) faults.push('a key is there twice')
  for (const { code, key } of codes) {
    if (!Number.isSafeInteger(code) || code < 0) faults.push(`code ${code} is not a whole number ≥ 0`)
    if (/^-?\d+$/.test(key) && key !== String(code)) faults.push(`key ${key} reads like another code`)
  }
  return faults
}

function checkRanges(hard: Range | undefined, soft: Range | undefined): string[] {
  const faults = [hard, soft].some((range) => (range?.min ?? -Infinity) > (range?.max ?? Infinity))
    ? ['a range is upside down']
    : []
  const inside =
    (soft?.min ?? Infinity) >= (hard?.min ?? -Infinity) && (soft?.max ?? -Infinity) <= (hard?.max ?? Infinity)
  return inside ? faults : [...faults, 'the soft range leaves the hard one']
}

function checkExpressions(item: Item, earlier: readonly Item[]): string[] {
  const calculation = item.kind === 'calculated' ? item.expression : undefined
  return [
    ...checkSource('show-if', item.showIf, earlier, 'truth'),
    ...checkSource('calculation', calculation, earlier, 'number'),
  ]
}

/** What an expression may name: what was entered before it, and what was calculated in the data themselves. */
export function nameable(earlier: readonly Item[]): Item[] {
  return earlier.filter((item) => item.kind !== 'calculated' || item.expression !== undefined)
}

function checkSource(
  what: string,
  source: string | undefined,
  earlier: readonly Item[],
  wanted: 'truth' | 'number',
): string[] {
  if (source === undefined) return []
  try {
    const faults = checkExpression(parseExpression(source), nameable(earlier), wanted)
    return faults.map(({ message }) => `${what}: ${message}`)
  } catch (error) {
    if (error instanceof ExpressionError) return [`${what}: ${error.message}`]
    throw error
  }
}
