import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { checkExpression } from '@/lib/codebook/check-expression'
import { evaluate, isTrue } from '@/lib/codebook/evaluate'
import { ExpressionError, parseExpression } from '@/lib/codebook/expression'
import type { Values } from '@/lib/codebook/item'
import { sample } from './sample'

function worth(source: string, values: Values = {}) {
  return evaluate(parseExpression(source), values)
}

function faultOf(source: string): string {
  try {
    parseExpression(source)
  } catch (error) {
    if (error instanceof ExpressionError) return `${error.fault} ${error.at}`
    throw error
  }
  return 'none'
}

describe('parse and evaluate', () => {
  it.each([
    ['1 + 2 * 3', 7],
    ['(1 + 2) * 3', 9],
    ['10 - 4 - 3', 3],
    ['12 / 4 / 3', 1],
    ['-2 - -3', 1],
    ["'T12' = 'T12'", true],
    ["'2026-03-05' < '2026-12-01'", true],
    ['1 = 2 or 2 = 2 and 3 = 4', false],
    ['(1 = 2 or 2 = 2) and 3 = 3', true],
    ['not 1 = 2', true],
    ['not not 1 = 2', false],
    ['not 1 = 1 or 2 = 2', true],
    ['1 != 2', true],
    ['2 >= 2 and 2 <= 2 and 3 > 2 and 2 < 3', true],
    ['.5 = 0.5', null],
  ])('%s is %s', (source, expected) => {
    if (expected === null) expect(faultOf(source)).toBe('unexpected_character 0')
    else expect(worth(source)).toBe(expected)
  })

  it('reads items, and answered and has', () => {
    const values: Values = { leak: 1, kinds: [2, 9], other: 'disc', shots: { missing: 'unknown' } }
    expect(worth('leak = 1', values)).toBe(true)
    expect(worth('has(kinds, 9)', values)).toBe(true)
    expect(worth('has(kinds, 1)', values)).toBe(false)
    expect(worth('answered(other)', values)).toBe(true)
    expect(worth('answered(shots)', values)).toBe(false)
    expect(worth("other = 'disc'", values)).toBe(true)
  })

  it('keeps unknown unknown unless the other side decides', () => {
    expect(worth('leak = 1')).toBeNull()
    expect(worth('not leak = 1')).toBeNull()
    expect(worth('leak = 1 and 1 = 2')).toBe(false)
    expect(worth('leak = 1 or 1 = 1')).toBe(true)
    expect(worth('leak = 1 and 1 = 1')).toBeNull()
    expect(worth('leak = 1 or 1 = 2')).toBeNull()
    expect(worth('has(kinds, 1)')).toBeNull()
    expect(worth('1 / 0')).toBeNull()
    expect(worth('-shots = 1')).toBeNull()
    expect(isTrue(parseExpression('leak != 1'), {})).toBe(false)
  })

  it('does not see what every object inherits', () => {
    expect(worth('answered(constructor)')).toBe(false)
    expect(worth('answered(x)', Object.create({ x: 1 }) as Values)).toBe(false)
  })
})

describe('faults', () => {
  it.each([
    ['', 'unexpected_end 0'],
    ['leak =', 'unexpected_end 6'],
    ['leak = 1)', 'unexpected_token 8'],
    ['(leak = 1', 'unexpected_end 9'],
    ['leak == 1', 'unexpected_token 6'],
    ['leak & 1', 'unexpected_character 5'],
    ["other = 'x", 'unclosed_text 8'],
    ['0 < volume < 5', 'unexpected_token 11'],
    ['today(volume)', 'unknown_function 0'],
    ['answered(1)', 'unexpected_token 9'],
    ['has(kinds)', 'unexpected_token 9'],
    ['has(kinds, leak)', 'unexpected_token 11'],
    ['leak leak', 'unexpected_token 5'],
    ['and', 'unexpected_token 0'],
    ['not', 'unexpected_end 3'],
    ['Leak = 1', 'unexpected_character 0'],
    [`1 = ${'1'.repeat(2000)}`, 'too_long 2000'],
    ['('.repeat(60), 'too_deep 49'],
    [`${'not '.repeat(60)}answered(leak)`, 'too_deep 196'],
    ['if(leak = 1, 2)', 'wrong_count 0'],
  ])('%s: %s', (source, fault) => {
    expect(faultOf(source)).toBe(fault)
  })

  it('says the place in words, counted from one', () => {
    expect(() => parseExpression('leak == 1')).toThrow('unexpected token at 7: =')
  })

  it('never hangs or throws anything else, whatever comes in', () => {
    const pieces = fc.constantFrom(
      'leak',
      ' ',
      '(',
      ')',
      'not ',
      ' and ',
      '1',
      '=',
      "'a'",
      '-',
      '<',
      'has(',
      ',',
      '\n',
    )
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 60 }), (parts) => {
        try {
          evaluate(parseExpression(parts.join('')), { leak: 1 })
        } catch (error) {
          expect(error).toBeInstanceOf(ExpressionError)
        }
      }),
      { numRuns: 1000 },
    )
  })

  it('agrees with JavaScript on arithmetic and comparison', () => {
    const operators = fc.constantFrom('+', '-', '*', '<', '<=', '>', '>=')
    fc.assert(
      fc.property(fc.nat(99), operators, fc.nat(99), operators, fc.nat(99), (a, first, b, second, c) => {
        fc.pre(!(first + second).includes('<') && !(first + second).includes('>'))
        const source = `${a} ${first} ${b} ${second} ${c}`
        expect(worth(source)).toBe(Number(new Function(`return ${source}`)()))
      }),
      { numRuns: 300 },
    )
  })
})

describe('check against items', () => {
  it.each([
    ['leak = 1', ''],
    ['volume * 2 > 3 and answered(kinds)', ''],
    ["seen_on >= '2026'", ''],
    ['double > 3', ''],
    ['leek = 1', 'unknown item at 1: leek'],
    ['answered(leek) or has(volume, 1)', 'unknown item at 10: leek; wrong type at 23: volume'],
    ['leak', 'wrong type at 1: a condition is needed, found number'],
    ["leak = 'yes'", 'wrong type at 6: number = text'],
    ['kinds = 1', 'wrong type at 1: kinds: use has(kinds, code)'],
    ['leak and volume > 1', 'wrong type at 6: and needs truth, found number'],
    ['other + 1 = 2', 'wrong type at 7: + needs number, found text'],
    ['-other = 1', 'wrong type at 1: - needs number, found text'],
    ['not leak', 'wrong type at 1: not needs truth, found number'],
    ['(leak = 1) = (leak = 1)', 'wrong type at 12: truth = truth'],
  ])('%s: %s', (source, faults) => {
    const found = checkExpression(parseExpression(source), sample.items)
    expect(found.map(({ message }) => message).join('; ')).toBe(faults)
  })
})
