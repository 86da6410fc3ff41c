/**
 * The language of show-ifs and calculations: comparisons, arithmetic and logic over item names, nothing else. Parsed
 * by hand to a plain tree, so an expression that comes from a file can do no more than be a number, true, false or
 * unknown. There is no "today": the same answers give the same number for ever.
 *
 *   or < and < not < comparison (= != < <= > >=, not chained) < + - < * / < unary minus < name, 12.5, 'text',
 *   (…), answered(item), has(multi_item, code), if(condition, a, b), and the functions of functions.ts
 */
import { isFunctionName, type FunctionName } from './functions'

export type BinaryOperator = 'or' | 'and' | '=' | '!=' | '<' | '<=' | '>' | '>=' | '+' | '-' | '*' | '/'

export type Expression =
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'text'; readonly value: string }
  | { readonly kind: 'item'; readonly name: string; readonly at: number }
  | { readonly kind: 'answered'; readonly name: string; readonly at: number }
  | { readonly kind: 'has'; readonly name: string; readonly code: number; readonly at: number }
  | {
      readonly kind: 'if'
      readonly when: Expression
      readonly then: Expression
      readonly otherwise: Expression
      readonly at: number
    }
  | {
      readonly kind: 'call'
      readonly name: FunctionName
      readonly given: readonly Expression[]
      readonly at: number
    }
  | { readonly kind: 'not' | 'negate'; readonly operand: Expression; readonly at: number }
  | {
      readonly kind: 'binary'
      readonly operator: BinaryOperator
      readonly left: Expression
      readonly right: Expression
      readonly at: number
    }

export type ExpressionFault =
  | 'unexpected_character'
  | 'unexpected_end'
  | 'unexpected_token'
  | 'unclosed_text'
  | 'too_long'
  | 'too_deep'
  | 'unknown_function'
  | 'unknown_item'
  | 'wrong_type'
  | 'wrong_count'

/** What is wrong and at which character (from 0). */
export class ExpressionError extends Error {
  readonly fault: ExpressionFault
  readonly at: number
  /** The piece it is about. */
  readonly what: string

  constructor(fault: ExpressionFault, at: number, what: string) {
    super(`${fault.replaceAll('_', ' ')} at ${at + 1}: ${what}`)
    this.name = 'ExpressionError'
    this.fault = fault
    this.at = at
    this.what = what
  }
}

const MAX_LENGTH = 2000
const MAX_DEPTH = 50

type TokenKind = 'number' | 'text' | 'name' | 'symbol' | 'end'
interface Token {
  readonly kind: TokenKind
  readonly text: string
  readonly at: number
}

const TOKEN = /\s*(?:(\d+(?:\.\d+)?)|'([^']*)'|([a-z][a-z0-9_]*)|(!=|<=|>=|[=<>+\-*/(),]))/y

function readTokens(source: string): Token[] {
  const tokens: Token[] = []
  const end = source.trimEnd().length
  TOKEN.lastIndex = 0
  while (TOKEN.lastIndex < end) {
    const from = TOKEN.lastIndex
    const match = TOKEN.exec(source)
    if (!match) {
      const at = from + (source.slice(from).length - source.slice(from).trimStart().length)
      const found = source.charAt(at)
      throw new ExpressionError(found === "'" ? 'unclosed_text' : 'unexpected_character', at, found)
    }
    const [whole, number, text, name, symbol] = match
    const at = from + (whole.length - whole.trimStart().length)
    if (number !== undefined) tokens.push({ kind: 'number', text: number, at })
    else if (text !== undefined) tokens.push({ kind: 'text', text, at })
    else if (name !== undefined) tokens.push({ kind: 'name', text: name, at })
    else tokens.push({ kind: 'symbol', text: symbol ?? '', at })
  }
  tokens.push({ kind: 'end', text: '', at: end })
  return tokens
}

const COMPARISONS: readonly string[] = ['=', '!=', '<', '<=', '>', '>=']

class Parser {
  private readonly tokens: readonly Token[]
  private next = 0
  private depth = 0

  constructor(tokens: readonly Token[]) {
    this.tokens = tokens
  }

  parseAll(): Expression {
    const expression = this.parseWhole(0)
    if (this.peek().kind !== 'end') throw this.unexpected()
    return expression
  }

  private parseWhole(at: number): Expression {
    this.deepen(at)
    const expression = this.parseChain(['or'], () => this.parseAnd())
    this.depth -= 1
    return expression
  }

  private deepen(at: number): void {
    this.depth += 1
    if (this.depth > MAX_DEPTH) throw new ExpressionError('too_deep', at, `${MAX_DEPTH}`)
  }

  private parseAnd(): Expression {
    return this.parseChain(['and'], () => this.parseNot())
  }

  private parseNot(): Expression {
    const { at } = this.peek()
    if (!this.take('name', 'not')) return this.parseComparison()
    this.deepen(at)
    const operand = this.parseNot()
    this.depth -= 1
    return { kind: 'not', operand, at }
  }

  private parseComparison(): Expression {
    const left = this.parseSum()
    const token = this.peek()
    if (token.kind !== 'symbol' || !COMPARISONS.includes(token.text)) return left
    this.next += 1
    return {
      kind: 'binary',
      operator: token.text as BinaryOperator,
      left,
      right: this.parseSum(),
      at: token.at,
    }
  }

  private parseSum(): Expression {
    return this.parseChain(['+', '-'], () => this.parseChain(['*', '/'], () => this.parseUnary()))
  }

  private parseUnary(): Expression {
    const { at } = this.peek()
    if (!this.take('symbol', '-')) return this.parseAtom()
    this.deepen(at)
    const operand = this.parseUnary()
    this.depth -= 1
    return { kind: 'negate', operand, at }
  }

  private parseAtom(): Expression {
    const token = this.peek()
    this.next += 1
    if (token.kind === 'number') return { kind: 'number', value: Number(token.text) }
    if (token.kind === 'text') return { kind: 'text', value: token.text }
    if (token.kind === 'symbol' && token.text === '(') {
      const inner = this.parseWhole(token.at)
      this.expect(')')
      return inner
    }
    if (token.kind !== 'name' || ['and', 'or', 'not'].includes(token.text)) throw this.unexpected(token)
    return this.take('symbol', '(') ? this.parseCall(token) : { kind: 'item', name: token.text, at: token.at }
  }

  private parseCall(called: Token): Expression {
    if (called.text === 'if') return this.parseIf(called.at)
    if (isFunctionName(called.text)) {
      return { kind: 'call', name: called.text, given: this.parseGiven(), at: called.at }
    }
    if (called.text !== 'answered' && called.text !== 'has') {
      throw new ExpressionError('unknown_function', called.at, called.text)
    }
    const name = this.peek()
    if (name.kind !== 'name') throw this.unexpected()
    this.next += 1
    if (called.text === 'answered') {
      this.expect(')')
      return { kind: 'answered', name: name.text, at: name.at }
    }
    this.expect(',')
    const code = this.peek()
    if (code.kind !== 'number') throw this.unexpected()
    this.next += 1
    this.expect(')')
    return { kind: 'has', name: name.text, code: Number(code.text), at: name.at }
  }

  private parseIf(at: number): Expression {
    const [when, then, otherwise, ...more] = this.parseGiven()
    if (!when || !then || !otherwise || more.length > 0) throw new ExpressionError('wrong_count', at, 'if')
    return { kind: 'if', when, then, otherwise, at }
  }

  /** Arguments up to the closing bracket; there may be none. */
  private parseGiven(): Expression[] {
    const given: Expression[] = []
    if (this.take('symbol', ')')) return given
    do given.push(this.parseWhole(this.peek().at))
    while (this.take('symbol', ','))
    this.expect(')')
    return given
  }

  private parseChain(operators: readonly string[], parseOperand: () => Expression): Expression {
    let left = parseOperand()
    for (let token = this.peek(); ; token = this.peek()) {
      const isOperator = token.kind === 'symbol' || token.kind === 'name'
      if (!isOperator || !operators.includes(token.text)) return left
      this.next += 1
      left = {
        kind: 'binary',
        operator: token.text as BinaryOperator,
        left,
        right: parseOperand(),
        at: token.at,
      }
    }
  }

  private peek(): Token {
    return this.tokens[this.next] ?? { kind: 'end', text: '', at: 0 }
  }

  private take(kind: TokenKind, text: string): boolean {
    const token = this.peek()
    if (token.kind !== kind || token.text !== text) return false
    this.next += 1
    return true
  }

  private expect(symbol: string): void {
    if (!this.take('symbol', symbol)) throw this.unexpected()
  }

  private unexpected(token: Token = this.peek()): ExpressionError {
    const fault = token.kind === 'end' ? 'unexpected_end' : 'unexpected_token'
    return new ExpressionError(fault, token.at, token.text)
  }
}

/**
 * Reads an expression of at most 2,000 characters, brackets at most fifty deep.
 * @throws ExpressionError with the place of the first fault
 */
export function parseExpression(source: string): Expression {
  if (source.length > MAX_LENGTH) throw new ExpressionError('too_long', MAX_LENGTH, `${source.length}`)
  return new Parser(readTokens(source)).parseAll()
}
