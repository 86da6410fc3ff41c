import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { evaluate } from '@/lib/codebook/evaluate'
import { parseExpression } from '@/lib/codebook/expression'
import type { Item, Values } from '@/lib/codebook/item'
import { printExpression } from '@/lib/codebook/print-expression'
import type { LogicField } from '@/lib/exchange/redcap-logic-make'
import { readLogic } from '@/lib/exchange/redcap-logic-read'
import { LogicError } from '@/lib/exchange/redcap-logic-tokens'
import { writeLogic } from '@/lib/exchange/redcap-logic-write'

const text = (en: string) => ({ zh: en, en })
const codes = [0, 1, 2].map((code) => ({ code, key: String(code), label: text(`${code}`) }))
const ITEMS: readonly Item[] = [
  { kind: 'number', name: 'n', label: text('n'), measure: 'scale', decimals: 2 },
  { kind: 'integer', name: 'm', label: text('m'), measure: 'scale' },
  { kind: 'choice', name: 'c', label: text('c'), measure: 'nominal', codes },
  { kind: 'multi', name: 'boxes', label: text('boxes'), measure: 'nominal', codes },
  { kind: 'text', name: 't', label: text('t'), measure: 'nominal', identifying: true, maxLength: 10 },
  { kind: 'date', name: 'd', label: text('d'), measure: 'scale' },
  { kind: 'date', name: 'e', label: text('e'), measure: 'scale' },
]
const KNOWN = new Map<string, LogicField>(
  ITEMS.map(({ name, kind }) => [
    name,
    {
      name,
      kind: kind === 'integer' || kind === 'calculated' ? 'number' : kind,
      codes:
        kind === 'choice' || kind === 'multi'
          ? new Map(codes.map(({ code, key }) => [key, code]))
          : new Map(),
    },
  ]),
)

function find(name: string, at: number): LogicField {
  const field = KNOWN.get(name)
  if (!field) throw new LogicError('unknown_field', at, name)
  return field
}

const read = (source: string, wanted?: 'truth' | 'number') => printExpression(readLogic(source, find, wanted))

describe('REDCap’s logic', () => {
  it.each([
    [`[c] = '1'`, 'c = 1'],
    [`[c] = 1`, 'c = 1'],
    [`'1' = [c]`, 'c = 1'],
    [`[n] > "3.5"`, 'n > 3.5'],
    [`3 < [n]`, '3 < n'],
    [`[n] >= -2`, 'n >= -2'],
    [`[c] <> '1'`, 'not answered(c) or c != 1'],
    [`[c] != '1' AND [m] = 2`, '(not answered(c) or c != 1) and m = 2'],
    [`[c] = ''`, 'not answered(c)'],
    [`[c] <> ""`, 'answered(c)'],
    [`[boxes(1)] = '1'`, 'has(boxes, 1)'],
    [`[boxes(1)] = '0'`, 'not (answered(boxes) and has(boxes, 1))'],
    [`[boxes(1)] <> '1'`, 'not (answered(boxes) and has(boxes, 1))'],
    [`!([boxes(1)] = '1')`, 'not (answered(boxes) and has(boxes, 1))'],
    [`not ([c] = '1' or [c] = '2')`, 'not (c = 1 or c = 2)'],
    [`[c]='1' && ([m]=1 || [m]=2)`, 'c = 1 and (m = 1 or m = 2)'],
    [`[t] = 'left'`, "t = 'left'"],
    [`[d] > '2026-01-01'`, "d > '2026-01-01'"],
    [`[n] + [m] * 2 > 5`, 'n + m * 2 > 5'],
    [`datediff([d], [e], 'd') > 30`, 'abs(days_between(d, e)) > 30'],
  ])('%s is %s', (source, expected) => {
    expect(read(source)).toBe(expected)
  })

  it.each([
    [`round([n] / 3, 1)`, 'round(n / 3, 1)'],
    [`([n])^(2)`, 'power(n, 2)'],
    [`-[n]^2`, '-power(n, 2)'],
    [`sum([n], [m])`, 'sum_answered(n, m)'],
    [`mean([n],[m])`, 'mean_answered(n, m)'],
    [`stdev([n],[m])`, 'sd_answered(n, m)'],
    [`if([n] > 3, 1, '')`, 'if(n > 3, 1, unknown())'],
    [`if([boxes(2)] = '1', 5, 0)`, 'if(answered(boxes) and has(boxes, 2), 5, 0)'],
    [
      `sum([boxes(0)], [boxes(1)])`,
      'sum_answered(if(answered(boxes) and has(boxes, 0), 1, 0), if(answered(boxes) and has(boxes, 1), 1, 0))',
    ],
    [`datediff([d], [e], "d", "ymd", true)`, 'days_between(d, e)'],
    [`round(datediff([d],[e],'y'),1)`, 'round(abs(days_between(d, e)) / 365.2425, 1)'],
    [`datediff([d],[e],'h')`, 'abs(days_between(d, e)) * 24'],
    [`log([n], 10)`, 'ln(n) / ln(10)'],
    [`roundup([n],0)`, 'round_up(n, 0)'],
  ])('calculates %s as %s', (source, expected) => {
    expect(read(source, 'number')).toBe(expected)
  })

  it.each([
    [`[x] = '1'`, 'unknown_field 0 x'],
    [`[c] = '9'`, 'none'],
    [`[c] = 'left'`, 'unknown_code 6 left'],
    [`[boxes(7)] = '1'`, 'unknown_code 0 boxes(7)'],
    [`[boxes(1)] = '2'`, 'box_worth 11 boxes'],
    [`[visit_1][c] = '1'`, 'other_event 0 visit_1'],
    [`[user-name] = 'x'`, 'smart_variable 0 user-name'],
    [`[c] > ''`, 'blank_order 4 c'],
    [`[c] =`, 'logic_ends 5 '],
    [`[c] = '1' )`, 'logic_token 10 )'],
    [`[c] § 1`, 'logic_token 4 §'],
    [`contains([t], 'a')`, 'unknown_function 0 contains'],
    [`datediff([d], 'today', 'd')`, 'today 14 today'],
    [`datediff([d], [e], 'w')`, 'date_unit 19 w'],
    [`[t] = "it's"`, "apostrophe 6 it's"],
    ['('.repeat(60), 'too_deep 40 '],
  ])('%s: %s', (source, fault) => {
    const found = (() => {
      try {
        readLogic(source, find)
        return 'none'
      } catch (error) {
        if (!(error instanceof LogicError)) throw error
        return `${error.fault} ${error.at} ${error.what}`
      }
    })()
    expect(found).toBe(fault)
  })
})

const number = fc.constantFrom(
  'n',
  'm',
  '3',
  '2.5',
  'sum_answered(n, m)',
  'round(n / 2, 1)',
  'abs(days_between(d, e))',
)
const truth = fc.oneof(
  fc.tuple(number, fc.constantFrom('<', '<=', '=', '>', '>='), number).map((parts) => parts.join(' ')),
  fc.constantFrom('c = 1', 'c > 0', 'not answered(c) or c != 2', 'answered(n)', 'not answered(c)', "t = 'x'"),
  fc.constantFrom('has(boxes, 1)', 'not (answered(boxes) and has(boxes, 2))', "d > '2026-01-02'"),
)
const condition = fc
  .tuple(truth, fc.array(fc.tuple(fc.constantFrom(' and ', ' or '), truth), { maxLength: 3 }))
  .map(([first, more]) => more.reduce((whole, [join, one]) => `(${whole})${join}(${one})`, first))
const maybe = <T>(one: fc.Arbitrary<T>) => fc.option(one, { nil: undefined })
const values = fc
  .record({
    n: maybe(fc.integer({ min: -5, max: 9 })),
    m: maybe(fc.integer({ min: 0, max: 9 })),
    c: maybe(fc.constantFrom(0, 1, 2)),
    boxes: maybe(fc.subarray([0, 1, 2], { minLength: 1 })),
    t: maybe(fc.constantFrom('x', 'y')),
    d: maybe(fc.constantFrom('2026-01-01', '2026-03-01')),
    e: maybe(fc.constantFrom('2026-01-11', '2026-01-01')),
  })
  .map((all) => Object.fromEntries(Object.entries(all).filter(([, one]) => one !== undefined)) as Values)

describe('for any condition', () => {
  it('what is written for REDCap is read back as the same, and holds for the same patients', () => {
    fc.assert(
      fc.property(condition, values, (source, given) => {
        const expression = parseExpression(source)
        const written = writeLogic(expression, ITEMS)
        const back = readLogic(written, find)
        expect(evaluate(back, given) === true, written).toBe(evaluate(expression, given) === true)
        expect(writeLogic(readLogic(writeLogic(back, ITEMS), find), ITEMS)).toBe(writeLogic(back, ITEMS))
      }),
      { numRuns: 500 },
    )
  })
})
