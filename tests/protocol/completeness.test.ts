import { describe, expect, it } from 'vitest'
import { completeness, findArmsApart, isBraked } from '@/lib/protocol/completeness'
import type { CompletenessRow } from '@/lib/protocol/completeness'

const base = { visit: 'm3', arm: 'pvp', windowClosed: true, alive: true, leftBefore: false, count: 1 }
const rows: CompletenessRow[] = [
  { ...base, state: 'done', count: 6 },
  { ...base, state: 'done_late', count: 1 },
  { ...base, state: 'missed', count: 2 },
  { ...base, state: 'open', windowClosed: false, count: 3 },
  { ...base, state: 'done', windowClosed: false, count: 1 },
  { ...base, state: 'will_not_happen', alive: false, leftBefore: true, count: 2 },
  { ...base, state: 'done', alive: false, count: 1 },
]

describe('completeness', () => {
  it('prints both forms from one count', () => {
    expect(completeness(rows)).toEqual([
      {
        visit: 'm3',
        arm: 'pvp',
        enrolled: 16,
        alive: 13,
        doneAlive: 8,
        doneEarly: 0,
        doneInWindow: 8,
        doneLate: 1,
        expected: 10,
        expectedDone: 7,
        ofAlive: 8 / 13,
        published: 7 / 10,
      },
    ])
  })

  it('keeps arms and visits apart and has no share without a denominator', () => {
    const [first, second] = completeness([
      { ...base, state: 'not_due', windowClosed: false },
      { ...base, arm: 'peld', state: 'will_not_happen', alive: false, leftBefore: true },
    ])
    expect(first).toMatchObject({ arm: 'pvp', ofAlive: 0, published: null })
    expect(second).toMatchObject({ arm: 'peld', ofAlive: null, published: null })
  })
})

describe('arms that differ', () => {
  const arm = (name: string, done: number, missed: number): CompletenessRow[] => [
    { ...base, arm: name, state: 'done', count: done },
    { ...base, arm: name, state: 'missed', count: missed },
  ]
  const apart = (...rows: CompletenessRow[][]) => findArmsApart(completeness(rows.flat()))

  it('are told beyond ten points, not at them', () => {
    expect(apart(arm('a', 9, 1), arm('b', 8, 2))).toEqual([])
    const [found] = apart(arm('a', 18, 2), arm('b', 15, 5))
    expect(found).toMatchObject({ visit: 'm3', high: { arm: 'a' }, low: { arm: 'b' } })
    expect(found?.points).toBeCloseTo(15)
  })

  it('are judged once ten windows have closed in each, and only where arms are told apart', () => {
    expect(apart(arm('a', 9, 0), arm('b', 2, 18))).toEqual([])
    expect(apart(arm('a', 10, 0), arm('b', 2, 18))).toHaveLength(1)
    expect(apart(arm('', 10, 0), arm('b', 2, 18))).toEqual([])
  })
})

describe('the enrolment brake', () => {
  const brake = { visit: 'm3', below: 0.8, least: 5 }

  it('holds below the share, once enough windows have closed', () => {
    expect(isBraked(brake, { expected: 5, expectedDone: 3 })).toBe(true)
    expect(isBraked(brake, { expected: 5, expectedDone: 4 })).toBe(false)
    expect(isBraked(brake, { expected: 4, expectedDone: 0 })).toBe(false)
    expect(isBraked({ ...brake, least: 0 }, { expected: 0, expectedDone: 0 })).toBe(false)
  })
})
