/** The pieces of REDCap's logic as expressions of the registry: what a box, a blank and a quoted number are worth. */
import type { BinaryOperator, Expression } from '@/lib/codebook/expression'
import type { FunctionName } from '@/lib/codebook/functions'
import { LogicError } from './redcap-logic-tokens'

/** What a logic may name: a field as REDCap writes it, and what it has become. */
export interface LogicField {
  readonly name: string
  readonly kind: 'number' | 'choice' | 'multi' | 'text' | 'date'
  /** Code as REDCap writes it to the code it has here. */
  readonly codes: ReadonlyMap<string, number>
}

export type Operand =
  | { readonly kind: 'field'; readonly field: LogicField; readonly code: number | null; readonly at: number }
  | { readonly kind: 'literal'; readonly text: string; readonly at: number }
  | { readonly kind: 'made'; readonly expression: Expression; readonly at: number }

const TURNED: Readonly<Record<string, BinaryOperator>> = { '<': '>', '<=': '>=', '>': '<', '>=': '<=' }

/** REDCap leaves blanks out of its summaries. */
const CALLS: Readonly<Record<string, FunctionName>> = {
  round: 'round',
  roundup: 'round_up',
  rounddown: 'round_down',
  abs: 'abs',
  sqrt: 'sqrt',
  sum: 'sum_answered',
  mean: 'mean_answered',
  median: 'median_answered',
  stdev: 'sd_answered',
  min: 'min_answered',
  max: 'max_answered',
}

/** A unit of datediff in days, as REDCap reckons it. */
const UNITS: Readonly<Record<string, { readonly factor: number; readonly by: '/' | '*' }>> = {
  y: { factor: 365.2425, by: '/' },
  M: { factor: 30.44, by: '/' },
  d: { factor: 1, by: '/' },
  h: { factor: 24, by: '*' },
  m: { factor: 1440, by: '*' },
  s: { factor: 86400, by: '*' },
}
export function made(expression: Expression): Operand {
  return { kind: 'made', expression, at: 'at' in expression ? expression.at : 0 }
}

/** The worth of an operand: a box is 1 or 0, a quoted number is that number, '' is no value. */
export function make(operand: Operand): Expression {
  if (operand.kind === 'made') return operand.expression
  const { at } = operand
  if (operand.kind === 'literal') {
    if (operand.text === '' || operand.text === 'NaN') return { kind: 'call', name: 'unknown', given: [], at }
    return isNumeric(operand.text)
      ? { kind: 'number', value: Number(operand.text) }
      : textOf(operand.text, operand.at)
  }
  const { field, code } = operand
  if (code === null) return { kind: 'item', name: field.name, at }
  const [then, otherwise] = [1, 0].map((value): Expression => ({ kind: 'number', value }))
  if (!then || !otherwise) throw new LogicError('logic_token', at, '')
  return { kind: 'if', when: ticked(field.name, code, at), then, otherwise, at }
}

function textOf(text: string, at: number): Expression {
  if (text.includes("'")) throw new LogicError('apostrophe', at, text)
  return { kind: 'text', value: text }
}

/** False, not unknown, where no box of the field is ticked. */
function ticked(name: string, code: number, at: number): Expression {
  const left: Expression = { kind: 'answered', name, at }
  return { kind: 'binary', operator: 'and', left, right: { kind: 'has', name, code, at }, at }
}

export function join(operator: BinaryOperator, left: Operand, right: Operand): Operand {
  return made({ kind: 'binary', operator, left: make(left), right: make(right), at: left.at })
}

function isNumeric(text: string): boolean {
  return /^-?\d+(\.\d+)?$/.test(text.trim())
}

/** @param exact a box that is not ticked is false even where none is; else it is unknown, which hides as well */
export function compare(
  operator: BinaryOperator,
  left: Operand,
  right: Operand,
  at: number,
  exact: boolean,
): Expression {
  if (left.kind === 'literal' && right.kind === 'field')
    return compare(TURNED[operator] ?? operator, right, left, at, exact)
  if (left.kind !== 'field' || (right.kind !== 'literal' && right.kind !== 'made')) {
    return { kind: 'binary', operator, left: make(left), right: make(right), at }
  }
  const { field } = left
  const equality = operator === '=' || operator === '!='
  if (left.code !== null && equality)
    return compareBox(operator, { field, code: left.code, exact }, make(right), at)
  if (right.kind === 'literal' && right.text === '') {
    if (!equality) throw new LogicError('blank_order', at, field.name)
    const answered: Expression = { kind: 'answered', name: field.name, at }
    return operator === '!=' ? answered : { kind: 'not', operand: answered, at }
  }
  const plain: Expression = {
    kind: 'binary',
    operator,
    left: make(left),
    right:
      right.kind === 'literal' ? literalFor(field, right.text, right.at) : recode(field, right.expression),
    at,
  }
  // A blank is unlike everything.
  return operator === '!=' && isConstant(plain.right) ? orBlank(field.name, plain, at) : plain
}

/** A code may have become another number here. */
function recode({ kind, codes }: LogicField, expression: Expression): Expression {
  if (kind !== 'choice' || expression.kind !== 'number') return expression
  const value = codes.get(String(expression.value)) ?? expression.value
  return { kind: 'number', value }
}

function isConstant({ kind }: Expression): boolean {
  return kind === 'number' || kind === 'text'
}

function orBlank(name: string, plain: Expression, at: number): Expression {
  const blank: Expression = { kind: 'not', operand: { kind: 'answered', name, at }, at }
  return { kind: 'binary', operator: 'or', left: blank, right: plain, at }
}

interface Box {
  readonly field: LogicField
  readonly code: number
  readonly exact: boolean
}

function compareBox(
  operator: BinaryOperator,
  { field: { name }, code, exact }: Box,
  worth: Expression,
  at: number,
): Expression {
  if (worth.kind !== 'number' || (worth.value !== 0 && worth.value !== 1))
    throw new LogicError('box_worth', at, name)
  if ((worth.value === 1) !== (operator === '=')) return { kind: 'not', operand: ticked(name, code, at), at }
  return exact ? ticked(name, code, at) : { kind: 'has', name, code, at }
}

function literalFor(field: LogicField, text: string, at: number): Expression {
  if (field.kind === 'text' || field.kind === 'date') return textOf(text, at)
  if (field.kind === 'multi') throw new LogicError('box_worth', at, field.name)
  const code = field.kind === 'choice' ? field.codes.get(text.trim()) : undefined
  if (code !== undefined) return { kind: 'number', value: code }
  if (!isNumeric(text)) throw new LogicError('unknown_code', at, text)
  const value = Number(text)
  return value < 0
    ? { kind: 'negate', operand: { kind: 'number', value: -value }, at }
    : { kind: 'number', value }
}

export function makeCall(name: string, given: readonly Operand[], at: number): Expression {
  if (name === 'if') {
    const [when, then, otherwise] = given
    if (!when || !then || !otherwise || given.length > 3) throw new LogicError('argument_count', at, name)
    return { kind: 'if', when: make(when), then: make(then), otherwise: make(otherwise), at }
  }
  if (name === 'datediff') return makeDifference(given, at)
  if (name === 'log') {
    const [of, base] = given.map((one) => call('ln', [make(one)], at))
    if (!of) throw new LogicError('argument_count', at, name)
    return base ? { kind: 'binary', operator: '/', left: of, right: base, at } : of
  }
  const known = Object.hasOwn(CALLS, name) ? CALLS[name] : undefined
  if (!known) throw new LogicError('unknown_function', at, name)
  return call(known, given.map(make), at)
}

function call(name: FunctionName, given: readonly Expression[], at: number): Expression {
  return { kind: 'call', name, given, at }
}

/** datediff(a, b, unit, format?, signed?): days apart, in the unit; the difference itself when it is signed. */
function makeDifference(given: readonly Operand[], at: number): Expression {
  const [from, to, unit, ...more] = given
  if (!from || !to || unit?.kind !== 'literal') throw new LogicError('argument_count', at, 'datediff')
  const known = Object.hasOwn(UNITS, unit.text) ? UNITS[unit.text] : undefined
  if (!known) throw new LogicError('date_unit', unit.at, unit.text)
  const dates = [from, to].map((one) => {
    if (one.kind === 'literal' && ['today', 'now'].includes(one.text))
      throw new LogicError('today', one.at, one.text)
    return one.kind === 'literal' ? textOf(one.text, one.at) : make(one)
  })
  const last = more.at(-1)
  const signed = last?.kind === 'literal' && last.text.toLowerCase() === 'true'
  const days = call('days_between', dates, at)
  const apart = signed ? days : call('abs', [days], at)
  if (known.factor === 1) return apart
  const factor: Expression = { kind: 'number', value: known.factor }
  return { kind: 'binary', operator: known.by, left: apart, right: factor, at }
}
