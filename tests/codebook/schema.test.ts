import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import type { Values } from '@/lib/codebook/item'
import { buildValuesSchema, parseValues } from '@/lib/codebook/schema'
import { checkShape } from '@/lib/codebook/shape'
import { sample } from './sample'

function issuesOf(input: unknown): string[] {
  const parsed = parseValues(sample, input)
  return parsed.ok ? [] : parsed.issues.map(({ field, code }) => `${field} ${code}`)
}

const full: Values = {
  volume: 3.5,
  shots: 12,
  leak: 1,
  kinds: [1, 9],
  other: '盘内\n少量',
  seen_on: '2026-03',
  told_on: '2026-03-05',
}

describe('values schema', () => {
  it('accepts a full entry, an empty one and declared reasons', () => {
    expect(parseValues(sample, full)).toEqual({ ok: true, values: full })
    expect(parseValues(sample, {})).toEqual({ ok: true, values: {} })
    expect(issuesOf({ volume: { missing: 'refused' }, leak: { missing: 'not_done' } })).toEqual([])
  })

  it('takes undefined as not entered', () => {
    expect(parseValues(sample, { volume: 1, shots: undefined })).toEqual({ ok: true, values: { volume: 1 } })
  })

  it.each([
    [{ leek: 1, volume: 1 }, ['leek unknown_item']],
    [{ double: 2 }, ['double calculated']],
    [{ volume: '3' }, ['volume not_a_number']],
    [{ volume: 3.55 }, ['volume too_many_decimals']],
    [{ volume: -0.1 }, ['volume below_hard']],
    [{ volume: 40.1 }, ['volume above_hard']],
    [{ volume: NaN }, ['volume not_a_number']],
    [{ volume: null }, ['volume not_a_number']],
    [{ shots: 1.5 }, ['shots not_an_integer']],
    [{ leak: 2 }, ['leak unknown_code']],
    [{ leak: 'yes' }, ['leak unknown_code']],
    [{ leak: 1, kinds: [] }, ['kinds not_a_list']],
    [{ leak: 1, kinds: 1 }, ['kinds not_a_list']],
    [{ leak: 1, kinds: [3] }, ['kinds unknown_code']],
    [{ leak: 1, kinds: [1, 1] }, ['kinds repeated_code']],
    [{ leak: 1, kinds: [9], other: 'x'.repeat(21) }, ['other text_too_long']],
    [{ leak: 1, kinds: [9], other: '' }, ['other not_a_text']],
    [{ leak: 1, kinds: [9], other: 'a\u0000b' }, ['other control_character']],
    [{ told_on: '2026-03' }, ['told_on not_a_date']],
    [{ told_on: '2026-02-29' }, ['told_on not_a_date']],
    [{ leak: { missing: 'lost' } }, ['leak unknown_reason']],
    [{ leak: { missing: 'refused', why: 'x' } }, ['leak unknown_reason']],
    [{ leak: 0, kinds: [1] }, ['kinds hidden']],
    [{ kinds: [1], volume: 99 }, ['volume above_hard', 'kinds hidden']],
    [[], [' not_an_object']],
    ['x', [' not_an_object']],
    [null, [' not_an_object']],
  ])('%j: %s', (input, issues) => {
    expect(issuesOf(input)).toEqual(issues)
  })

  it('refuses names that every object inherits', () => {
    expect(issuesOf(JSON.parse('{"__proto__": {"volume": 3}, "constructor": 1}')).length).toBeGreaterThan(0)
  })

  it('names the limit', () => {
    expect(parseValues(sample, { volume: 41 })).toEqual({
      ok: false,
      issues: [{ field: 'volume', code: 'above_hard', params: { max: 40 } }],
    })
  })

  it('becomes a JSON schema that knows ranges, codes and names', () => {
    const json = JSON.stringify(z.toJSONSchema(buildValuesSchema(sample)))
    expect(json).toContain('"maximum":40')
    expect(json).toContain('"enum":[0,1]')
    expect(json).toContain('"additionalProperties":false')
    expect(json).not.toContain('double')
  })

  const anything = fc.oneof(
    fc.double({ min: -50, max: 50 }),
    fc.integer({ min: -500, max: 500 }).map((tenths) => tenths / 10),
    fc.integer({ min: -2, max: 12 }),
    fc.string({ maxLength: 25 }),
    fc.constantFrom('2026-03-05', '2026-03', '2026', '2026-02-30', null, true, NaN, Infinity),
    fc.array(fc.integer({ min: 0, max: 9 }), { maxLength: 3 }),
    fc.record({ missing: fc.constantFrom('refused', 'unknown', 'lost') }),
    fc.anything({ maxDepth: 1 }),
  )

  it('accepts exactly what checkShape accepts, and explains every refusal', () => {
    const shown = { leak: 1, kinds: [9], other: 'x' }
    const { items } = sample
    fc.assert(
      fc.property(fc.constantFrom(...items), anything, (item, value) => {
        fc.pre(value !== undefined)
        const context = ['kinds', 'other', 'seen_on'].includes(item.name) ? shown : {}
        const parsed = parseValues(sample, { ...context, [item.name]: value })
        const fault = checkShape(item, value)
        if (fault) expect(!parsed.ok && parsed.issues).toContainEqual(fault)
        else expect(parsed.ok || parsed.issues.every(({ code }) => code === 'hidden')).toBe(true)
      }),
      { numRuns: 3000 },
    )
  })
})
