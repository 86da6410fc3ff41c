import { ExpressionError } from './expression'
import type { Expression } from './expression'
import type { Item } from './item'

type Type = 'number' | 'text' | 'truth'

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
 * a condition. Choices compare by integer code, dates as ISO text; a multi-choice is asked with has() and answered().
 * @returns all faults, in the order of reading; [] = sound
 */
export function checkExpression(expression: Expression, items: readonly Item[]): ExpressionError[] {
  const faults: ExpressionError[] = []
  const kinds = new Map(items.map((item) => [item.name, item.kind]))

  function report(fault: 'unknown_item' | 'wrong_type', at: number, what: string): undefined {
    faults.push(new ExpressionError(fault, at, what))
    return undefined
  }

  /** Type of a part, or undefined when a fault has already been reported for it. */
  function typeOf(part: Expression): Type | undefined {
    switch (part.kind) {
      case 'number':
        return 'number'
      case 'text':
        return 'text'
      case 'item': {
        const kind = kinds.get(part.name)
        if (kind === undefined) return report('unknown_item', part.at, part.name)
        if (kind === 'multi')
          return report('wrong_type', part.at, `${part.name}: use has(${part.name}, code)`)
        return kind === 'text' || kind === 'date' ? 'text' : 'number'
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
    if (left && right && (left !== right || left === 'truth')) {
      report('wrong_type', part.at, `${left} ${part.operator} ${right}`)
    }
    return 'truth'
  }

  function need(part: Expression, needed: Type, at: number, operator: string): void {
    const found = typeOf(part)
    if (found && found !== needed) report('wrong_type', at, `${operator} needs ${needed}, found ${found}`)
  }

  const whole = typeOf(expression)
  if (whole && whole !== 'truth') report('wrong_type', 0, `a condition is needed, found ${whole}`)
  return faults
}
