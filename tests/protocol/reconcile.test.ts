import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  countUp,
  dropRaisedAgain,
  groundOf,
  nameFinding,
  reconcile,
  type StandingFinding,
} from '@/lib/protocol/rules/reconcile'
import type { Proposal } from '@/lib/protocol/rules/rule'

function propose(vas: number, { visit = 'm3', version = 3, threshold = 4 } = {}): Proposal {
  return {
    type: 'residual_back_pain',
    rule: 'rbp-ovcf',
    ruleVersion: version,
    visit,
    entryId: 'entry',
    onsetOn: null,
    detectedOn: '2026-04-01',
    dedupeKey: `rbp-ovcf@${version}:residual_back_pain:${visit}`,
    evidence: [{ key: 'rbp_ovcf', params: { vas, day: 92, threshold }, source: 'own' }],
  }
}

let serial = 0
function stand(proposal: Proposal, status: StandingFinding['status']): StandingFinding {
  return {
    id: `row-${(serial += 1)}`,
    ruleId: proposal.rule,
    ruleVersion: proposal.ruleVersion,
    dedupeKey: proposal.dedupeKey,
    detectedOn: proposal.detectedOn,
    evidence: proposal.evidence,
    status,
  }
}

/** The rows after a run, as the records would keep them. */
function apply(rows: readonly StandingFinding[], proposals: readonly Proposal[]): StandingFinding[] {
  const { appear, update, withdraw } = reconcile(rows, proposals)
  const kept = rows.filter((row) => !withdraw.includes(row))
  const updated = kept.map((row) => {
    const found = update.find((one) => one.row === row)
    return found ? { ...stand(found.proposal, 'proposed'), id: row.id } : row
  })
  return [...updated, ...appear.map((proposal) => stand(proposal, 'proposed'))]
}

describe('a finding', () => {
  it('is the same under every version and however often it came', () => {
    expect(nameFinding('rbp-ovcf@2:residual_back_pain:m3')).toBe('rbp-ovcf:residual_back_pain:m3')
    expect(nameFinding('rbp-ovcf@3:residual_back_pain:m3~2')).toBe('rbp-ovcf:residual_back_pain:m3')
  })

  it('rests on the data, not on the criteria', () => {
    expect(groundOf('rbp-ovcf', propose(5, { threshold: 4 }).evidence)).toBe(
      groundOf('rbp-ovcf', propose(5, { threshold: 3.5 }).evidence),
    )
    expect(groundOf('rbp-ovcf', propose(5).evidence)).not.toBe(groundOf('rbp-ovcf', propose(6).evidence))
    // A level of the spine is data; the level a score must reach is a criterion.
    const leak = (level: string) => [{ key: 'leak_ct', params: { level }, source: '' }]
    expect(groundOf('cement-leakage', leak('T12'))).not.toBe(groundOf('cement-leakage', leak('L1')))
  })
})

describe('a rejection', () => {
  it('holds while the evidence is the same, whatever version found it', () => {
    const rows = [stand(propose(5, { version: 2 }), 'rejected')]
    for (const proposal of [propose(5, { version: 2 }), propose(5), propose(5, { threshold: 3.5 })])
      expect(reconcile(rows, [proposal])).toEqual({
        appear: [],
        update: [],
        withdraw: [],
        changed: [],
        notMet: [],
      })
  })

  it('does not hold against new evidence, which is proposed under a key of its own', () => {
    const rows = [stand(propose(5), 'rejected')]
    const { appear, notMet } = reconcile(rows, [propose(8)])
    expect(appear.map(({ dedupeKey }) => dedupeKey)).toEqual(['rbp-ovcf@3:residual_back_pain:m3~2'])
    expect(notMet).toEqual([])
    const twice = [...rows, stand({ ...propose(8), dedupeKey: appear[0]?.dedupeKey ?? '' }, 'rejected')]
    expect(reconcile(twice, [propose(5)]).appear).toEqual([])
    expect(reconcile(twice, [propose(9)]).appear[0]?.dedupeKey).toMatch(/~3$/)
  })

  it('takes the new proposal back when the value is corrected to what was rejected', () => {
    const rows = apply([stand(propose(5), 'rejected')], [propose(8)])
    expect(reconcile(rows, [propose(5)]).withdraw).toEqual([rows[1]])
  })
})

describe('a confirmation', () => {
  it('is told of other data and never proposed again', () => {
    const rows = [stand(propose(5), 'confirmed')]
    const { appear, changed } = reconcile(rows, [propose(8)])
    expect([appear, changed.map(({ row }) => row)]).toEqual([[], rows])
  })

  it('stands where its ground is gone, and is listed', () => {
    const rows = [stand(propose(5), 'confirmed')]
    expect(reconcile(rows, [])).toMatchObject({ withdraw: [], notMet: rows })
  })
})

describe('an alert raised again after notice was taken', () => {
  const again = (serial: string) => ({ ...propose(5), dedupeKey: `${propose(5).dedupeKey}${serial}` })

  it('stands for its finding: later runs keep it while it is met and take it back when it is not', () => {
    const seen = stand(propose(5), 'confirmed')
    const open = stand(again('~2'), 'proposed')
    const rows = dropRaisedAgain([seen, open])
    expect(rows).toEqual([open])
    expect(reconcile(rows, [propose(5)])).toMatchObject({ appear: [], update: [], withdraw: [] })
    expect(reconcile(rows, []).withdraw).toEqual([open])
  })

  it('leaves notice of other findings, and of a later one, as it is', () => {
    const others = [stand(propose(5, { visit: 'm12' }), 'confirmed'), stand(again('~3'), 'confirmed')]
    const rows = [...others, stand(again('~2'), 'proposed')]
    expect(dropRaisedAgain(rows)).toEqual(rows)
  })

  it('counts on from the last key of its finding', () => {
    expect(countUp(propose(5), [propose(5), again('~4')]).dedupeKey).toBe(again('~5').dedupeKey)
  })
})

describe('any run', () => {
  const proposals = fc.uniqueArray(
    fc.record({
      vas: fc.integer({ min: 4, max: 10 }),
      visit: fc.constantFrom('d1', 'm3', 'm12'),
      version: fc.constantFrom(1, 2, 3),
    }),
    { selector: ({ visit }) => visit, maxLength: 3 },
  )
  const status = fc.constantFrom('proposed' as const, 'confirmed' as const, 'rejected' as const)

  it('run again changes nothing; judged rows are never touched; no finding is proposed twice', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(proposals, status), { maxLength: 5 }), proposals, (history, last) => {
        let rows: StandingFinding[] = []
        for (const [found, verdict] of history) {
          const before = rows.filter((row) => row.status !== 'proposed')
          rows = apply(
            rows,
            found.map(({ vas, ...more }) => propose(vas, more)),
          )
          expect(rows).toEqual(expect.arrayContaining(before))
          rows = rows.map((row, i) =>
            row.status === 'proposed' && i % 2 === 0 ? { ...row, status: verdict } : row,
          )
        }
        const now = last.map(({ vas, ...more }) => propose(vas, more))
        const after = apply(rows, now)
        const again = reconcile(after, now)
        expect([again.appear, again.update, again.withdraw]).toEqual([[], [], []])
        expect(new Set(after.map(({ dedupeKey }) => dedupeKey)).size).toBe(after.length)
        const waiting = after
          .filter((row) => row.status === 'proposed')
          .map((row) => nameFinding(row.dedupeKey))
        expect(new Set(waiting).size).toBe(waiting.length)
      }),
      { numRuns: 300 },
    )
  })
})
