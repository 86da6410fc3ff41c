import type { Expression } from '@/lib/codebook/expression'
import type { FunctionName } from '@/lib/codebook/functions'
import type { Item } from '@/lib/codebook/item'
import { BINDING, bindingOf } from '@/lib/codebook/print-expression'

/** What has the same name there, blanks left out as here. */
const NAMES: Partial<Readonly<Record<FunctionName, string>>> = {
  round: 'round',
  round_up: 'roundup',
  round_down: 'rounddown',
  abs: 'abs',
  sqrt: 'sqrt',
  ln: 'log',
  sum_answered: 'sum',
  mean_answered: 'mean',
  median_answered: 'median',
  sd_answered: 'stdev',
  min_answered: 'min',
  max_answered: 'max',
}
/** Ours need every argument: there the whole is blank when one of them is. */
const STRICT: Partial<Readonly<Record<FunctionName, string>>> = {
  sum: 'sum',
  mean: 'mean',
  median: 'median',
  sd: 'stdev',
  min: 'min',
  max: 'max',
}

/**
 * An expression as REDCap's logic; readLogic reads the same meaning back, and of what it has read itself the same
 * expression.
 * @param items of the instrument, for which a field of several boxes is asked box by box
 */
export function writeLogic(expression: Expression, items: readonly Item[]): string {
  const multi = new Map(
    items.flatMap((item) => (item.kind === 'multi' ? [[item.name, item.codes.map(({ code }) => code)]] : [])),
  ) as ReadonlyMap<string, readonly number[]>
  const quoted = new Set(items.flatMap(({ kind, name }) => (kind === 'choice' ? [name] : [])))

  function write(part: Expression): string {
    switch (part.kind) {
      case 'number':
        return String(part.value)
      case 'text':
        return `'${part.value}'`
      case 'item':
        return `[${part.name}]`
      case 'answered':
        return writeAnswered(part.name, true)
      case 'has':
        return `[${part.name}(${part.code})] = '1'`
      case 'not':
        return writeNot(part.operand)
      case 'negate':
        return `-${within(part.operand, BINDING.negate)}`
      case 'if':
        return writeIf(part)
      case 'call':
        return writeCall(part.name, part.given)
      case 'binary':
        return writeBinary(part)
    }
  }

  function within(part: Expression, least: number): string {
    const text = write(part)
    // What is written as another kind of piece is put in brackets to be safe.
    const bound =
      part.kind === 'answered' || part.kind === 'has' || isWrittenShort(part)
        ? BINDING.comparison
        : bindingOf(part)
    return bound >= least ? text : `(${text})`
  }

  function writeAnswered(name: string, yes: boolean): string {
    const codes = multi.get(name)
    if (!codes) return `[${name}] ${yes ? '<>' : '='} ''`
    const boxes = codes.map((code) => `[${name}(${code})] = '${yes ? 1 : 0}'`)
    return `(${boxes.join(yes ? ' or ' : ' and ')})`
  }

  function writeNot(operand: Expression): string {
    if (operand.kind === 'answered') return writeAnswered(operand.name, false)
    const box = readTicked(operand)
    if (box) return `[${box.name}(${box.code})] = '0'`
    return `not (${write(operand)})`
  }

  function writeIf(part: Expression & { kind: 'if' }): string {
    const box = readTicked(part.when)
    if (box && isNumber(part.then, 1) && isNumber(part.otherwise, 0)) return `[${box.name}(${box.code})]`
    return `if(${[part.when, part.then, part.otherwise].map(write).join(', ')})`
  }

  function writeCall(name: FunctionName, given: readonly Expression[]): string {
    const [first, second] = given
    const list = given.map(write).join(', ')
    const known = NAMES[name]
    if (name === 'abs' && first?.kind === 'call' && first.name === 'days_between')
      return `datediff(${first.given.map(write).join(', ')}, 'd')`
    if (known) return `${known}(${list})`
    if (name === 'unknown') return `''`
    if (name === 'days_between') return `datediff(${list}, 'd', 'ymd', true)`
    if (name === 'exp') return `(2.718281828459045)^(${list})`
    if (name === 'power') return `(${first ? write(first) : ''})^(${second ? write(second) : ''})`
    if (name === 'count') return `sum(${given.map((one) => `if(${writeKnown(one)}, 1, 0)`).join(', ')})`
    return `if(${given.map((one) => writeKnown(one)).join(' and ')}, ${STRICT[name] ?? name}(${list}), '')`
  }

  function writeKnown(part: Expression): string {
    return part.kind === 'item' ? writeAnswered(part.name, true) : `${within(part, BINDING.sum)} <> ''`
  }

  function writeBinary(part: Expression & { kind: 'binary' }): string {
    const box = readTicked(part)
    if (box) return `[${box.name}(${box.code})] = '1'`
    const unlike = readUnlike(part)
    if (unlike) return writeComparison(unlike)
    const own = bindingOf(part)
    if (own === BINDING.comparison) {
      // There a blank is unlike everything; here it is not known what it is.
      const guarded =
        part.operator === '!=' && part.left.kind === 'item' && ['number', 'text'].includes(part.right.kind)
      const text = writeComparison(part)
      return guarded ? `(${writeAnswered((part.left as { name: string }).name, true)} and ${text})` : text
    }
    return `${within(part.left, own)} ${part.operator} ${within(part.right, own + 1)}`
  }

  function writeComparison({ left, right, operator }: Expression & { kind: 'binary' }): string {
    const code = left.kind === 'item' && quoted.has(left.name) && right.kind === 'number'
    const side = (one: Expression) => within(one, BINDING.sum)
    return `${side(left)} ${operator === '!=' ? '<>' : operator} ${code ? `'${right.value}'` : side(right)}`
  }

  return write(expression)
}

function isWrittenShort(part: Expression): boolean {
  return part.kind === 'binary' && (readTicked(part) ?? readUnlike(part)) !== null
}

/** "blank or unlike a constant", which is what REDCap's <> means. */
function readUnlike(part: Expression & { kind: 'binary' }): (Expression & { kind: 'binary' }) | null {
  const { operator, left, right } = part
  if (operator !== 'or' || left.kind !== 'not' || left.operand.kind !== 'answered') return null
  if (right.kind !== 'binary' || right.operator !== '!=' || right.left.kind !== 'item') return null
  const constant = right.right.kind === 'number' || right.right.kind === 'text'
  return constant && right.left.name === left.operand.name ? right : null
}

/** "answered and has this code": a box that is ticked. */
function readTicked(part: Expression): { name: string; code: number } | null {
  if (part.kind !== 'binary' || part.operator !== 'and') return null
  const { left, right } = part
  if (left.kind !== 'answered' || right.kind !== 'has' || left.name !== right.name) return null
  return { name: right.name, code: right.code }
}

function isNumber(part: Expression, value: number): boolean {
  return part.kind === 'number' && part.value === value
}
