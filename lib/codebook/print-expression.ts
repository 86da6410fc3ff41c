import type { Expression } from './expression'

/** How tightly a part binds: the higher, the fewer brackets. */
export const BINDING = {
  or: 1,
  and: 2,
  not: 3,
  comparison: 4,
  sum: 5,
  product: 6,
  negate: 7,
  atom: 8,
} as const

export function bindingOf(part: Expression): number {
  if (part.kind === 'not' || part.kind === 'negate') return BINDING[part.kind]
  if (part.kind !== 'binary') return BINDING.atom
  switch (part.operator) {
    case 'or':
    case 'and':
      return BINDING[part.operator]
    case '+':
    case '-':
      return BINDING.sum
    case '*':
    case '/':
      return BINDING.product
    default:
      return BINDING.comparison
  }
}

/**
 * The text of an expression, with no more brackets than it needs; parseExpression reads the same tree back.
 * A text with an apostrophe in it cannot be written in the language.
 */
export function printExpression(part: Expression): string {
  switch (part.kind) {
    case 'number':
      return String(part.value)
    case 'text':
      return `'${part.value}'`
    case 'item':
      return part.name
    case 'answered':
      return `answered(${part.name})`
    case 'has':
      return `has(${part.name}, ${part.code})`
    case 'not':
      return `not ${within(part.operand, BINDING.not)}`
    case 'negate':
      return `-${within(part.operand, BINDING.negate)}`
    case 'if':
      return `if(${[part.when, part.then, part.otherwise].map(printExpression).join(', ')})`
    case 'call':
      return `${part.name}(${part.given.map(printExpression).join(', ')})`
    case 'binary': {
      const own = bindingOf(part)
      // Comparisons are not chained; of two of the same rank the left one was read first.
      const left = own === BINDING.comparison ? own + 1 : own
      return `${within(part.left, left)} ${part.operator} ${within(part.right, own + 1)}`
    }
  }
}

function within(part: Expression, least: number): string {
  const text = printExpression(part)
  return bindingOf(part) >= least ? text : `(${text})`
}
