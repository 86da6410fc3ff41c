import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  crossVotes,
  listSeenVotes,
  refuseVote,
  settle,
  type AdjudicationPlan,
  type Vote,
} from '@/lib/protocol/adjudicate'

const ONE: AdjudicationPlan = { readers: 1, blind: false }
const TWO: AdjudicationPlan = { readers: 2, blind: true }
const KIND = 'recollapse'

const vote = (reader: string, verdict: Vote['verdict'], more: Partial<Vote> = {}): Vote => ({
  reader,
  verdict,
  ...more,
})

describe('one reader', () => {
  it('settles it alone', () => {
    expect(settle(ONE, KIND, [])).toEqual({ state: 'waiting', missing: 1 })
    expect(settle(ONE, KIND, [vote('a', 'confirm')])).toMatchObject({ state: 'settled', by: 'one' })
  })
})

describe('two readers', () => {
  it('settle it where they agree, a third where they do not', () => {
    expect(settle(TWO, KIND, [vote('a', 'confirm')])).toEqual({ state: 'waiting', missing: 1 })
    expect(settle(TWO, KIND, [vote('a', 'confirm'), vote('b', 'confirm', { grade: 2 })])).toEqual({
      state: 'settled',
      outcome: { status: 'confirmed', kind: KIND, grade: 2 },
      by: 'agreement',
    })
    const differ = [vote('a', 'confirm'), vote('b', 'reject')]
    expect(settle(TWO, KIND, differ)).toEqual({ state: 'disputed' })
    expect(settle(TWO, KIND, [...differ, vote('c', 'reject')])).toEqual({
      state: 'settled',
      outcome: { status: 'rejected' },
      by: 'third',
    })
  })

  it('differ in what it is called and in the grade both gave', () => {
    const called = [vote('a', 'confirm'), vote('b', 'change', { kind: 'new_fracture' })]
    expect(settle(TWO, KIND, called).state).toBe('disputed')
    const graded = [vote('a', 'confirm', { grade: 1 }), vote('b', 'confirm', { grade: 3 })]
    expect(settle(TWO, KIND, graded).state).toBe('disputed')
  })

  it('see their own vote until both are in', () => {
    const first = [vote('a', 'confirm')]
    expect(listSeenVotes(TWO, first, 'b')).toEqual([])
    expect(listSeenVotes(TWO, first, 'a')).toEqual(first)
    const both = [...first, vote('b', 'reject')]
    for (const reader of ['a', 'b', 'c']) expect(listSeenVotes(TWO, both, reader)).toEqual(both)
  })

  it('may be the one who proposed it, but not the one who decides', () => {
    expect(refuseVote(TWO, KIND, [], 'p', 'p')).toBeNull()
    expect(refuseVote(TWO, KIND, [vote('a', 'confirm')], 'p', 'p')).toBeNull()
    const differ = [vote('a', 'confirm'), vote('b', 'reject')]
    expect(refuseVote(TWO, KIND, differ, 'p', 'p')).toBe('own_proposal_alone')
    expect(refuseVote(TWO, KIND, differ, 'c', 'p')).toBeNull()
  })
})

describe('any sequence of votes', () => {
  const READERS = ['p', 'a', 'b', 'c', 'd']
  const cast = fc.record({
    reader: fc.constantFrom(...READERS),
    verdict: fc.constantFrom('confirm' as const, 'reject' as const, 'change' as const),
    grade: fc.option(fc.integer({ min: 1, max: 7 })),
  })
  const asVote = ({
    reader,
    verdict,
    grade,
  }: {
    reader: string
    verdict: Vote['verdict']
    grade: number | null
  }) =>
    vote(
      reader,
      verdict,
      verdict === 'reject' ? {} : { grade, ...(verdict === 'change' ? { kind: 'infection' } : {}) },
    )

  it('is settled by one, or by two and at most three people, none twice, the proposer never alone', () => {
    fc.assert(
      fc.property(fc.constantFrom(ONE, TWO), fc.array(cast, { maxLength: 12 }), (plan, casts) => {
        const votes: Vote[] = []
        for (const next of casts.map(asVote))
          if (refuseVote(plan, KIND, votes, next.reader, 'p') === null) votes.push(next)
        expect(new Set(votes.map(({ reader }) => reader)).size).toBe(votes.length)
        expect(votes.length).toBeLessThanOrEqual(plan.readers === 1 ? 1 : 3)
        const standing = settle(plan, KIND, votes)
        if (standing.state !== 'settled') return
        expect(votes.length).toBeGreaterThanOrEqual(plan.readers)
        if (standing.by === 'third') expect(votes[2]?.reader).not.toBe('p')
        if (plan.readers === 2) expect(votes.some(({ reader }) => reader !== 'p')).toBe(true)
        // Once settled nobody votes any more.
        for (const reader of READERS) expect(refuseVote(plan, KIND, votes, reader, 'p')).not.toBeNull()
      }),
      { numRuns: 500 },
    )
  })

  it('agrees the same whoever of the two came first', () => {
    fc.assert(
      fc.property(cast, cast, (one, other) => {
        const [a, b] = [asVote({ ...one, reader: 'a' }), asVote({ ...other, reader: 'b' })]
        expect(settle(TWO, KIND, [a, b])).toEqual(settle(TWO, KIND, [b, a]))
      }),
    )
  })

  it('is crossed once a pair, in square', () => {
    const pairs = [
      { proposed: KIND, votes: [vote('a', 'confirm'), vote('b', 'confirm')] },
      { proposed: KIND, votes: [vote('a', 'confirm'), vote('b', 'reject'), vote('c', 'reject')] },
      { proposed: KIND, votes: [vote('a', 'reject')] },
    ] as const
    expect(crossVotes(pairs)).toEqual({
      categories: ['confirmed', 'rejected'],
      table: [
        [1, 1],
        [0, 0],
      ],
    })
  })
})
