/** Why a piece of REDCap's logic has no counterpart here; keys of messages `redcap.*`. */
export type LogicFault =
  | 'too_long'
  | 'too_deep'
  | 'logic_ends'
  | 'logic_token'
  | 'smart_variable'
  | 'other_event'
  | 'other_form'
  | 'later_field'
  | 'left_out_field'
  | 'unknown_field'
  | 'unknown_code'
  | 'unknown_function'
  | 'argument_count'
  | 'apostrophe'
  | 'blank_order'
  | 'box_worth'
  | 'date_unit'
  | 'today'
  | 'logic_type'

export class LogicError extends Error {
  constructor(
    readonly fault: LogicFault,
    /** Character from 0. */
    readonly at: number,
    /** The piece it is about. */
    readonly what: string,
  ) {
    super(`${fault} at ${at + 1}: ${what}`)
    this.name = 'LogicError'
  }
}

export interface LogicToken {
  readonly kind: 'number' | 'text' | 'field' | 'name' | 'operator' | 'symbol' | 'end'
  readonly text: string
  readonly at: number
}

const TOKEN =
  /\s*(?:(\d+(?:\.\d+)?|\.\d+)|'([^']*)'|"([^"]*)"|\[([^[\]]*)\]|([A-Za-z_][A-Za-z0-9_]*)|(&&|\|\||!=|<>|<=|>=|==|[=<>+\-*/^(),!]))/y

const WORDS = ['and', 'or', 'not']
const SIGNS: Readonly<Record<string, string>> = { '&&': 'and', '||': 'or', '!': 'not' }
/** Arguments of datediff that stand without quotes. */
const BARE = ['true', 'false', 'today', 'now']

/** The pieces of a logic, in their order. @throws LogicError at what is none */
export function readLogicTokens(source: string): LogicToken[] {
  const tokens: LogicToken[] = []
  const end = source.trimEnd().length
  TOKEN.lastIndex = 0
  while (TOKEN.lastIndex < end) {
    const from = TOKEN.lastIndex
    const match = TOKEN.exec(source)
    if (!match) {
      const rest = source.slice(from)
      throw new LogicError('logic_token', from + rest.length - rest.trimStart().length, rest.trim().charAt(0))
    }
    const [whole, number, single, double, field, name, symbol = ''] = match
    const at = from + whole.length - whole.trimStart().length
    const text = single ?? double
    if (number !== undefined) tokens.push({ kind: 'number', text: number, at })
    else if (text !== undefined) tokens.push({ kind: 'text', text, at })
    else if (field !== undefined) tokens.push({ kind: 'field', text: field.trim(), at })
    else if (name !== undefined) tokens.push(readWord(name, at))
    else {
      const word = SIGNS[symbol]
      tokens.push(word ? { kind: 'operator', text: word, at } : { kind: 'symbol', text: symbol, at })
    }
  }
  tokens.push({ kind: 'end', text: '', at: end })
  return tokens
}

function readWord(name: string, at: number): LogicToken {
  const word = name.toLowerCase()
  if (WORDS.includes(word)) return { kind: 'operator', text: word, at }
  return BARE.includes(word) ? { kind: 'text', text: word, at } : { kind: 'name', text: name, at }
}
