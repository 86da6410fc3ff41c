import { ExpressionError } from './expression'
import type { Expression } from './expression'
import { FUNCTIONS, type FunctionShape } from './functions'
import { isIsoDate } from './dates'
import type { Item } from './item'

type Type = 'number' | 'text' | 'date' | 'truth'

const NEEDS: Readonly<Record<string, Type>> = {
  and: 'truth',
  or: 'truth',
  '+': 'number',
  '-': 'number',
  '*': 'number',
  '/': 'number',
}

/**
 * Checks an expression against the items it may name: every name known, every operand of the right type, the whole
 * a condition, or a number when that is wanted. Choices count and compare by integer code, dates compare as ISO text; a
 * multi-choice is asked with has() and answered().
 * @returns all faults, in the order of reading; [] = sound
 */
export function checkExpression(
  expression: Expression,
  items: readonly Item[],
  wanted: 'truth' | 'number' = 'truth',
): ExpressionError[] {
  const faults: ExpressionError[] = []
  const kinds = new Map(items.map((item) => [item.name, item.kind]))

  function report(fault: 'unknown_item' | 'wrong_type' | 'wrong_count', at: number, what: string): undefined {
    faults.push(new ExpressionError(fault, at, what))
    return undefined
  }

  /** Type of a part, or undefined when a fault has already been reported for it. */
  function typeOf(part: Expression): Type | undefined {
    switch (part.kind) {
      case 'number':
        return 'number'
      case 'text':
        return isIsoDate(part.value) ? 'date' : 'text'
      case 'item': {
        const kind = kinds.get(part.name)
        if (kind === undefined) return report('unknown_item', part.at, part.name)
        if (kind === 'multi')
          return report('wrong_type', part.at, `${part.name}: use has(${part.name}, code)`)
        return kind === 'text' || kind === 'date' ? kind : 'number'
      }
      case 'answered':
        if (!kinds.has(part.name)) report('unknown_item', part.at, part.name)
        return 'truth'
      case 'has':
        if (!kinds.has(part.name)) report('unknown_item', part.at, part.name)
        else if (kinds.get(part.name) !== 'multi') report('wrong_type', part.at, part.name)
        return 'truth'
      case 'not':
        need(part.operand, 'truth', part.at, 'not')
        return 'truth'
      case 'negate':
        need(part.operand, 'number', part.at, '-')
        return 'number'
      case 'if':
        return typeOfIf(part)
      case 'call':
        return typeOfCall(part)
      case 'binary':
        return typeOfBinary(part)
    }
  }

  function typeOfBinary(part: Expression & { kind: 'binary' }): Type {
    const needed = NEEDS[part.operator]
    if (needed) {
      need(part.left, needed, part.at, part.operator)
      need(part.right, needed, part.at, part.operator)
      return needed
    }
    const left = typeOf(part.left)
    const right = typeOf(part.right)
    if (left && right && (!isAlike(left, right) || left === 'truth')) {
      report('wrong_type', part.at, `${left} ${part.operator} ${right}`)
    }
    return 'truth'
  }

  function typeOfIf(part: Expression & { kind: 'if' }): Type | undefined {
    need(part.when, 'truth', part.at, 'if')
    const then = typeOf(part.then)
    const otherwise = typeOf(part.otherwise)
    if (then && otherwise && !isAlike(then, otherwise))
      return report('wrong_type', part.at, `if: ${then}, ${otherwise}`)
    return then ?? otherwise
  }

  /** Undefined also for what may be anything: unknown() fits wherever it stands. */
  function typeOfCall(part: Expression & { kind: 'call' }): Type | undefined {
    const { takes, least, most, gives }: FunctionShape = FUNCTIONS[part.name]
    if (part.given.length < least || part.given.length > most) report('wrong_count', part.at, part.name)
    part.given.forEach((given, index) => {
      const taken = takes[index] ?? takes.at(-1) ?? 'any'
      if (taken === 'any') {
        // Whether several answers were given can be counted, what they are cannot.
        if (!(given.kind === 'item' && kinds.get(given.name) === 'multi')) typeOf(given)
      } else need(given, taken, part.at, part.name)
    })
    return gives === 'any' ? undefined : gives
  }

  function need(part: Expression, needed: Type, at: number, operator: string): void {
    const found = typeOf(part)
    if (found && found !== needed) report('wrong_type', at, `${operator} needs ${needed}, found ${found}`)
  }

  const whole = typeOf(expression)
  const needed = wanted === 'truth' ? 'a condition' : 'a number'
  if (whole && whole !== wanted) report('wrong_type', 0, `${needed} is needed, found ${whole}`)
  return faults
}

/** A date is a text when it is compared. */
function isAlike(one: Type, other: Type): boolean {
  const plain = (type: Type) => (type === 'date' ? 'text' : type)
  return plain(one) === plain(other)
}
