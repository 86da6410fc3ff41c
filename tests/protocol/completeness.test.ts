import { describe, expect, it } from 'vitest'
import { completeness } from '@/lib/protocol/completeness'
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
