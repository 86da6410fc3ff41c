/**
 * The functions of calculations. An argument that is unknown makes the answer unknown, except where the name says
 * "answered": those take what is there, and are unknown only when nothing is.
 */
import { daysBetween, isIsoDate } from './dates'

export type FunctionType = 'number' | 'date' | 'any'

export interface FunctionShape {
  /** Types of the arguments; the last one may be repeated when there may be more. */
  readonly takes: readonly FunctionType[]
  readonly least: number
  readonly most: number
  readonly gives: 'number' | 'any'
}

const one: FunctionShape = { takes: ['number'], least: 1, most: 1, gives: 'number' }
const rounding: FunctionShape = { takes: ['number'], least: 1, most: 2, gives: 'number' }
const many: FunctionShape = { takes: ['number'], least: 1, most: 100, gives: 'number' }

/** Name to what it takes and gives; `if` is checked by the language itself. */
export const FUNCTIONS = {
  round: rounding,
  round_up: rounding,
  round_down: rounding,
  abs: one,
  sqrt: one,
  exp: one,
  ln: one,
  power: { takes: ['number'], least: 2, most: 2, gives: 'number' },
  sum: many,
  mean: many,
  median: many,
  sd: many,
  min: many,
  max: many,
  sum_answered: many,
  mean_answered: many,
  median_answered: many,
  sd_answered: many,
  min_answered: many,
  max_answered: many,
  count: { takes: ['any'], least: 1, most: 100, gives: 'number' },
  days_between: { takes: ['date'], least: 2, most: 2, gives: 'number' },
  unknown: { takes: [], least: 0, most: 0, gives: 'any' },
} as const satisfies Readonly<Record<string, FunctionShape>>

export type FunctionName = keyof typeof FUNCTIONS

export function isFunctionName(name: string): name is FunctionName {
  return Object.hasOwn(FUNCTIONS, name)
}

type Given = number | string | boolean | null

/** What a function makes of its arguments; null = unknown. Never throws. */
export function applyFunction(name: FunctionName, given: readonly Given[]): number | null {
  switch (name) {
    case 'count':
      return given.filter((value) => value !== null).length
    case 'unknown':
      return null
    case 'days_between':
      return countDays(given[0], given[1])
    default:
      return finite(applyToNumbers(name, given))
  }
}

function applyToNumbers(
  name: Exclude<FunctionName, 'count' | 'unknown' | 'days_between'>,
  given: readonly Given[],
): number | null {
  const numbers = given.filter((value) => typeof value === 'number')
  const complete = numbers.length === given.length
  const [x = 0, n = 0] = numbers
  switch (name) {
    case 'sum_answered':
    case 'mean_answered':
    case 'median_answered':
    case 'sd_answered':
    case 'min_answered':
    case 'max_answered':
      return summarise(name.slice(0, -'_answered'.length), numbers)
    case 'sum':
    case 'mean':
    case 'median':
    case 'sd':
    case 'min':
    case 'max':
      return complete ? summarise(name, numbers) : null
    default:
      return complete ? applyOne(name, x, n) : null
  }
}

function applyOne(name: string, x: number, n: number): number | null {
  switch (name) {
    case 'round':
      return roundTo(x, n, Math.round)
    case 'round_up':
      return roundTo(x, n, Math.ceil)
    case 'round_down':
      return roundTo(x, n, Math.floor)
    case 'abs':
      return Math.abs(x)
    case 'sqrt':
      return Math.sqrt(x)
    case 'exp':
      return Math.exp(x)
    case 'ln':
      return Math.log(x)
    case 'power':
      return x ** n
    default:
      return null
  }
}

/** A half goes away from zero, and 2.675 is the number that was typed: fifteen digits, not the last bits. */
function roundTo(x: number, decimals: number, how: (x: number) => number): number | null {
  if (!Number.isInteger(decimals) || decimals < 0 || decimals > 6) return null
  const scale = 10 ** decimals
  return (Math.sign(x) * how(Number((Math.abs(x) * scale).toPrecision(15)))) / scale
}

function summarise(name: string, numbers: readonly number[]): number | null {
  const count = numbers.length
  if (count === 0) return null
  const sum = numbers.reduce((total, x) => total + x, 0)
  switch (name) {
    case 'sum':
      return sum
    case 'mean':
      return sum / count
    case 'min':
      return Math.min(...numbers)
    case 'max':
      return Math.max(...numbers)
    case 'median': {
      const sorted = [...numbers].sort((a, b) => a - b)
      const [low, high] = [sorted[Math.floor((count - 1) / 2)], sorted[Math.floor(count / 2)]]
      return low === undefined || high === undefined ? null : (low + high) / 2
    }
    case 'sd': {
      if (count < 2) return null
      const squares = numbers.reduce((total, x) => total + (x - sum / count) ** 2, 0)
      return Math.sqrt(squares / (count - 1))
    }
    default:
      return null
  }
}

/** Days from the first date to the second; a month or a year alone is no day. */
function countDays(from: Given | undefined, to: Given | undefined): number | null {
  const known = typeof from === 'string' && typeof to === 'string' && isIsoDate(from) && isIsoDate(to)
  return known ? daysBetween(from, to) : null
}

function finite(value: number | null): number | null {
  return value !== null && Number.isFinite(value) ? value : null
}
