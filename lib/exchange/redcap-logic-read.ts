/** REDCap's logic and calculations, read into the registry's own expressions. */
import type { BinaryOperator, Expression } from '@/lib/codebook/expression'
import { compare, join, make, made, makeCall, type LogicField, type Operand } from './redcap-logic-make'
import { readLogicTokens, LogicError, type LogicToken } from './redcap-logic-tokens'

const COMPARISONS: Readonly<Record<string, BinaryOperator>> = {
  '=': '=',
  '==': '=',
  '!=': '!=',
  '<>': '!=',
  '<': '<',
  '<=': '<=',
  '>': '>',
  '>=': '>=',
}
const MAX_DEPTH = 40

/**
 * Reads branching logic or a calculation: comparisons, and / or / not, `[field]`, `[field(code)]`, arithmetic, round, abs,
 * sqrt, sum, mean, median, stdev, min, max, log, if and datediff. What a blank means in REDCap is kept: `[f] <> '1'` holds
 * for a blank, `[f] = ''` asks for one, a box that is not ticked is '0'.
 * @param find the field of that name, or a throw of LogicError that says why it cannot be named
 * @throws LogicError with the character (from 0) and why it cannot be translated
 */
export function readLogic(
  source: string,
  find: (name: string, at: number) => LogicField,
  wanted: 'truth' | 'number' = 'truth',
): Expression {
  if (source.length > 4000) throw new LogicError('too_long', 0, '')
  const tokens = readLogicTokens(source)
  // A condition that is unknown hides like one that is false, unless it is turned round.
  const turned = tokens.some(({ kind, text }) => kind === 'operator' && text === 'not')
  const reader = new LogicReader(tokens, find, wanted === 'number' || turned)
  return reader.readAll()
}

class LogicReader {
  private next = 0
  private depth = 0

  constructor(
    private readonly tokens: readonly LogicToken[],
    private readonly find: (name: string, at: number) => LogicField,
    private readonly exact: boolean,
  ) {}

  readAll(): Expression {
    const whole = this.readOr()
    if (this.peek().kind !== 'end') throw this.unexpected()
    return make(whole)
  }

  private readOr(): Operand {
    this.depth += 1
    if (this.depth > MAX_DEPTH) throw new LogicError('too_deep', this.peek().at, '')
    let left = this.readAnd()
    while (this.take('or')) left = join('or', left, this.readAnd())
    this.depth -= 1
    return left
  }

  private readAnd(): Operand {
    let left = this.readNot()
    while (this.take('and')) left = join('and', left, this.readNot())
    return left
  }

  private readNot(): Operand {
    const { at } = this.peek()
    if (!this.take('not')) return this.readComparison()
    this.depth += 1
    if (this.depth > MAX_DEPTH) throw new LogicError('too_deep', at, '')
    const operand = make(this.readNot())
    this.depth -= 1
    return made({ kind: 'not', operand, at })
  }

  private readComparison(): Operand {
    const left = this.readSum()
    const token = this.peek()
    const operator = token.kind === 'symbol' ? COMPARISONS[token.text] : undefined
    if (!operator) return left
    this.next += 1
    return made(compare(operator, left, this.readSum(), token.at, this.exact))
  }

  private readSum(): Operand {
    let left = this.readProduct()
    for (let token = this.peek(); isSymbol(token, '+', '-'); token = this.peek()) {
      this.next += 1
      left = join(token.text as BinaryOperator, left, this.readProduct())
    }
    return left
  }

  private readProduct(): Operand {
    let left = this.readUnary()
    for (let token = this.peek(); isSymbol(token, '*', '/'); token = this.peek()) {
      this.next += 1
      left = join(token.text as BinaryOperator, left, this.readUnary())
    }
    return left
  }

  private readUnary(): Operand {
    const { at } = this.peek()
    if (!this.take('-')) return this.readPower()
    this.depth += 1
    if (this.depth > MAX_DEPTH) throw new LogicError('too_deep', at, '')
    const operand = make(this.readUnary())
    this.depth -= 1
    return made({ kind: 'negate', operand, at })
  }

  private readPower(): Operand {
    const base = this.readAtom()
    const { at } = this.peek()
    if (!this.take('^')) return base
    return made({ kind: 'call', name: 'power', given: [make(base), make(this.readUnary())], at })
  }

  private readAtom(): Operand {
    const token = this.peek()
    this.next += 1
    switch (token.kind) {
      case 'number':
        return made({ kind: 'number', value: Number(token.text) })
      case 'text':
        return { kind: 'literal', text: token.text, at: token.at }
      case 'field':
        return this.readField(token)
      case 'symbol':
        if (token.text === '(') {
          const inner = this.readOr()
          this.expect(')')
          return inner.kind === 'made' ? inner : made(make(inner))
        }
        throw this.unexpected(token)
      case 'name':
        return this.readCall(token)
      default:
        throw this.unexpected(token)
    }
  }

  private readField({ text, at }: LogicToken): Operand {
    const [, name = '', code] = /^([A-Za-z0-9_]+)(?:\(([^()]*)\))?$/.exec(text) ?? []
    if (name === '' || /[-:]/.test(text.replace(/\(.*\)$/, '')))
      throw new LogicError('smart_variable', at, text)
    if (this.peek().kind === 'field') throw new LogicError('other_event', at, text)
    const field = this.find(name, at)
    if (code === undefined) return { kind: 'field', field, code: null, at }
    const known = field.codes.get(code.trim())
    if (field.kind !== 'multi' || known === undefined) throw new LogicError('unknown_code', at, text)
    return { kind: 'field', field, code: known, at }
  }

  private readCall(called: LogicToken): Operand {
    const name = called.text.toLowerCase()
    if (!this.take('(')) throw this.unexpected(called)
    const given: Operand[] = []
    if (!this.take(')')) {
      do given.push(this.readOr())
      while (this.take(','))
      this.expect(')')
    }
    return made(makeCall(name, given, called.at))
  }

  private peek(): LogicToken {
    return this.tokens[this.next] ?? { kind: 'end', text: '', at: 0 }
  }

  private take(text: string): boolean {
    const token = this.peek()
    if (token.kind !== 'symbol' && token.kind !== 'operator') return false
    if (token.text !== text) return false
    this.next += 1
    return true
  }

  private expect(text: string): void {
    if (!this.take(text)) throw this.unexpected()
  }

  private unexpected(token: LogicToken = this.peek()): LogicError {
    return new LogicError(token.kind === 'end' ? 'logic_ends' : 'logic_token', token.at, token.text)
  }
}

function isSymbol(token: LogicToken, ...texts: string[]): boolean {
  return token.kind === 'symbol' && texts.includes(token.text)
}
