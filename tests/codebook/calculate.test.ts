import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { namesIn, reviveInstrument } from '@/lib/codebook/calculate'
import { checkExpression } from '@/lib/codebook/check-expression'
import { evaluate } from '@/lib/codebook/evaluate'
import { parseExpression, type BinaryOperator, type Expression } from '@/lib/codebook/expression'
import { FUNCTIONS, type FunctionName } from '@/lib/codebook/functions'
import type { Item, Values } from '@/lib/codebook/item'
import { printExpression } from '@/lib/codebook/print-expression'
import { visibleItems } from '@/lib/codebook/visibility'

const text = (en: string) => ({ zh: en, en })
const number = (name: string): Item => ({
  kind: 'number',
  name,
  label: text(name),
  measure: 'scale',
  decimals: 2,
})
const calculated = (name: string, expression: string, showIf?: string): Item => ({
  kind: 'calculated',
  name,
  label: text(name),
  measure: 'scale',
  decimals: 2,
  expression,
  ...(showIf ? { showIf } : {}),
  formula: { id: `f.${name}`, version: 3, text: text(expression), source: 'test' },
})
const date = (name: string): Item => ({ kind: 'date', name, label: text(name), measure: 'scale' })
const ITEMS: readonly Item[] = [number('a'), number('b'), number('c'), date('from'), date('to')]

const worth = (source: string, values: Values = {}) => evaluate(parseExpression(source), values)
const faultOf = (source: string) =>
  checkExpression(parseExpression(source), ITEMS, 'number').map(({ fault, at }) => `${fault} ${at}`)

describe('a calculation', () => {
  it.each<[string, Values, number | null]>([
    ['a + b * c', { a: 1, b: 2, c: 3 }, 7],
    ['a + b', { a: 1 }, null],
    ['sum(a, b, c)', { a: 1, b: 2 }, null],
    ['sum_answered(a, b, c)', { a: 1, b: 2 }, 3],
    ['sum_answered(a, b, c)', {}, null],
    ['mean_answered(a, b, c)', { a: 1, c: 4 }, 2.5],
    ['median(a, b, c)', { a: 9, b: 1, c: 4 }, 4],
    ['median_answered(a, b, c)', { a: 9, b: 1 }, 5],
    ['min(a, b)', { a: 3, b: -2 }, -2],
    ['max_answered(a, b)', { a: 3 }, 3],
    ['sd(a, b, c)', { a: 2, b: 4, c: 6 }, 2],
    ['sd(a)', { a: 2 }, null],
    ['count(a, b, c)', { b: 0 }, 1],
    ['count(a, b, c)', { b: { missing: 'refused' } }, 0],
    ['if(a > 1, b, c)', { a: 2, b: 5 }, 5],
    ['if(a > 1, b, c)', { b: 5, c: 6 }, null],
    ['if(a > 1, unknown(), 4)', { a: 2 }, null],
    ['round(a, 2)', { a: 2.675 }, 2.68],
    ['round(a)', { a: -2.5 }, -3],
    ['round_up(a, 1)', { a: 1.01 }, 1.1],
    ['round_down(a, 1)', { a: 1.09 }, 1],
    ['round(a, 9)', { a: 1 }, null],
    ['power(a, 2)', { a: 3 }, 9],
    ['sqrt(a)', { a: -1 }, null],
    ['ln(a)', { a: 0 }, null],
    ['a / b', { a: 1, b: 0 }, null],
    ['abs(a)', { a: -4 }, 4],
    ['days_between(from, to)', { from: '2024-02-28', to: '2024-03-01' }, 2],
    ['days_between(to, from)', { from: '2024-02-28', to: '2024-03-01' }, -2],
    ['days_between(from, to)', { from: '2024-02', to: '2024-03-01' }, null],
    ["days_between('2024-01-01', to)", { to: '2024-12-31' }, 365],
  ])('%s of %j is %s', (source, values, expected) => {
    expect(faultOf(source)).toEqual([])
    expect(worth(source, values)).toBe(expected)
  })

  it.each([
    ['a and b', 'wrong_type 2'],
    ['from + 1', 'wrong_type 5'],
    ['days_between(a, to)', 'wrong_type 0'],
    ['days_between(from)', 'wrong_count 0'],
    ['round(a, 1, 2)', 'wrong_count 0'],
    ['sum()', 'wrong_count 0'],
    ['if(a, 1, 2)', 'wrong_type 0'],
    ["if(a > 1, 1, 'x')", 'wrong_type 0'],
    ['a > 1', 'wrong_type 0'],
    ['nobody + 1', 'unknown_item 0'],
  ])('%s: %s', (source, fault) => {
    expect(faultOf(source)[0]).toBe(fault)
  })
})

describe('a form with calculations', () => {
  const form = reviveInstrument({
    id: 'f',
    version: 3,
    title: text('f'),
    short: text('f'),
    repeat: 'none',
    source: 'test',
    items: [
      number('a'),
      number('b'),
      calculated('half', 'a / 2'),
      { ...number('c'), showIf: 'half > 2' },
      calculated('whole', 'half + c', 'b = 1'),
    ],
  })

  it('has scores with their formula, a reason where an input is lacking, nothing where it is hidden', () => {
    expect(form.score?.({ a: 6 })).toEqual({ half: { value: 3, formula: 'f.half', version: 3 } })
    expect(form.score?.({ b: 1 })).toEqual({
      half: { value: null, reason: 'not_answered', formula: 'f.half', version: 3 },
      whole: { value: null, reason: 'not_answered', formula: 'f.whole', version: 3 },
    })
    expect(form.score?.({ a: 6, b: 1 })['whole']).toMatchObject({ value: null, reason: 'items_missing' })
    expect(form.score?.({ a: 6, b: 1, c: 4 })['whole']).toMatchObject({ value: 7 })
  })

  it('asks by what was calculated, and does not count what is hidden', () => {
    expect([...visibleItems(form, { a: 6 })]).toContain('c')
    expect([...visibleItems(form, { a: 2 })]).not.toContain('c')
    expect(form.score?.({ a: 2, b: 1, c: 4 })['whole']).toMatchObject({ value: null })
  })
})

const names = fc.constantFrom('a', 'b', 'c')
const leaf = fc.oneof(
  fc.nat(1000).map((value): Expression => ({ kind: 'number', value: value / 8 })),
  names.map((name): Expression => ({ kind: 'item', name, at: 0 })),
)
const { made } = fc.letrec<{ made: Expression }>((tie) => ({
  made: fc.oneof(
    { maxDepth: 5, withCrossShrink: true },
    leaf,
    fc
      .tuple(fc.constantFrom<BinaryOperator>('+', '-', '*', '/'), tie('made'), tie('made'))
      .map(([operator, left, right]): Expression => ({ kind: 'binary', operator, left, right, at: 0 })),
    tie('made').map((operand): Expression => ({ kind: 'negate', operand, at: 0 })),
    fc
      .tuple(
        fc.constantFrom<FunctionName>('sum', 'mean_answered', 'max', 'count', 'sd_answered'),
        fc.array(tie('made'), { minLength: 1, maxLength: 3 }),
      )
      .map(([name, given]): Expression => ({ kind: 'call', name, given, at: 0 })),
    fc
      .tuple(fc.constantFrom<BinaryOperator>('<', '=', '!='), tie('made'), tie('made'), tie('made'))
      .map(([operator, left, then, otherwise]): Expression => {
        const when: Expression = {
          kind: 'binary',
          operator,
          left,
          right: { kind: 'number', value: 3 },
          at: 0,
        }
        return { kind: 'if', when, then, otherwise, at: 0 }
      }),
  ),
}))
const value = fc.option(fc.double({ min: -50, max: 50, noNaN: true }), { nil: undefined })
const values = fc
  .record({ a: value, b: value, c: value })
  .map((all) => Object.fromEntries(Object.entries(all).filter(([, one]) => one !== undefined)) as Values)

describe('for any calculation', () => {
  it('what is printed is read back as the same, and is sound', () => {
    fc.assert(
      fc.property(made, values, (expression, given) => {
        const printed = printExpression(expression)
        fc.pre(printed.length <= 2000)
        const read = parseExpression(printed)
        expect(printExpression(read)).toBe(printed)
        expect(evaluate(read, given)).toEqual(evaluate(expression, given))
        expect(checkExpression(read, ITEMS, 'number')).toEqual([])
      }),
      { numRuns: 300 },
    )
  })

  it('its worth is a finite number or unknown, and unknown items never make one known', () => {
    fc.assert(
      fc.property(made, values, (expression, given) => {
        const answer = evaluate(expression, given)
        expect(answer === null || typeof answer === 'number').toBe(true)
        const strict =
          namesIn(expression).length > 0 && !/count|_answered|if\(/.test(printExpression(expression))
        if (strict) expect(evaluate(expression, {})).toBeNull()
      }),
      { numRuns: 300 },
    )
  })
})

it('every function says what it takes', () => {
  for (const [name, shape] of Object.entries(FUNCTIONS)) {
    expect(shape.least, name).toBeLessThanOrEqual(shape.most)
    expect(shape.most === 0 || shape.takes.length > 0, name).toBe(true)
  }
})
