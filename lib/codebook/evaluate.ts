import type { BinaryOperator, Expression } from './expression'
import { applyFunction } from './functions'
import { isMissing } from './item'
import type { Values } from './item'

/** What an expression is worth; null = unknown, because a value it needs is absent or declared missing. */
export type Worth = number | string | boolean | null

/**
 * Evaluates with three-valued logic: unknown stays unknown except where the other side decides
 * (`false and unknown` is false, `true or unknown` is true). Division by zero is unknown. Pure; never throws.
 */
export function evaluate(expression: Expression, values: Values): Worth {
  switch (expression.kind) {
    case 'number':
    case 'text':
      return expression.value
    case 'item': {
      const value = readValue(expression.name, values)
      return typeof value === 'number' || typeof value === 'string' ? value : null
    }
    case 'answered':
      return readValue(expression.name, values) !== undefined
    case 'has': {
      const value = readValue(expression.name, values)
      return value === undefined ? null : Array.isArray(value) && value.includes(expression.code)
    }
    case 'not': {
      const operand = evaluate(expression.operand, values)
      return typeof operand === 'boolean' ? !operand : null
    }
    case 'negate': {
      const operand = evaluate(expression.operand, values)
      return typeof operand === 'number' ? -operand : null
    }
    case 'if': {
      const when = evaluate(expression.when, values)
      return typeof when === 'boolean'
        ? evaluate(when ? expression.then : expression.otherwise, values)
        : null
    }
    case 'call':
      return applyFunction(
        expression.name,
        expression.given.map((one) => evaluate(one, values)),
      )
    case 'binary':
      return combine(
        expression.operator,
        evaluate(expression.left, values),
        evaluate(expression.right, values),
      )
  }
}

/** True only when the expression is certainly true: an unknown condition hides what depends on it. */
export function isTrue(expression: Expression, values: Values): boolean {
  return evaluate(expression, values) === true
}

function readValue(name: string, values: Values): number | string | readonly number[] | undefined {
  if (!Object.hasOwn(values, name)) return undefined
  const value = values[name]
  return value === undefined || isMissing(value) ? undefined : value
}

function combine(operator: BinaryOperator, left: Worth, right: Worth): Worth {
  if (operator === 'and') return left === false || right === false ? false : bothKnown(left, right)
  if (operator === 'or') return left === true || right === true ? true : bothKnown(left, right, false)
  if (typeof left === 'number' && typeof right === 'number') return combineNumbers(operator, left, right)
  if (typeof left === 'string' && typeof right === 'string') return compare(operator, left, right)
  return null
}

/** The rest of `and` and `or`: the given answer when both sides are known, else unknown. */
function bothKnown(left: Worth, right: Worth, answer = true): boolean | null {
  return typeof left === 'boolean' && typeof right === 'boolean' ? answer : null
}

function combineNumbers(operator: BinaryOperator, left: number, right: number): Worth {
  switch (operator) {
    case '+':
      return left + right
    case '-':
      return left - right
    case '*':
      return left * right
    case '/':
      return right === 0 ? null : left / right
    default:
      return compare(operator, left, right)
  }
}

function compare<T extends number | string>(operator: BinaryOperator, left: T, right: T): boolean | null {
  switch (operator) {
    case '=':
      return left === right
    case '!=':
      return left !== right
    case '<':
      return left < right
    case '<=':
      return left <= right
    case '>':
      return left > right
    case '>=':
      return left >= right
    default:
      return null
  }
}
