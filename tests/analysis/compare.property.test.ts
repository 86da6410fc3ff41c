import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compareGroups } from '@/lib/analysis/compare'
import { makePlan } from '@/lib/analysis/plan'
import { choiceColumn, datasetOf, numbers } from './study'

const rows = [{ variable: 'x' }, { variable: 'o' }, { variable: 'c' }, { variable: 'y' }]

/** Few patients, many ties, empty groups, constant and missing columns: where statistics break. */
const anyPatient = fc.record({
  arm: fc.constantFrom('a', 'b', 'c'),
  x: fc.option(fc.oneof(fc.integer({ min: 0, max: 3 }), fc.double({ min: -1e6, max: 1e6, noNaN: true }))),
  o: fc.option(fc.constantFrom('low', 'mid', 'high')),
  c: fc.option(fc.constantFrom('red', 'green', 'blue')),
  y: fc.option(fc.constantFrom('0', '1')),
})

function build(
  patients: readonly {
    arm: string
    x: number | null
    o: string | null
    c: string | null
    y: string | null
  }[],
  arms: readonly string[],
) {
  return datasetOf(
    patients.map((_, i) => `P${i}`),
    [
      choiceColumn(
        'arm',
        patients.map(({ arm }) => arm),
        { keys: arms },
      ),
      numbers(
        'x',
        patients.map(({ x }) => x),
      ),
      choiceColumn(
        'o',
        patients.map(({ o }) => o),
        { keys: ['low', 'mid', 'high'], measure: 'ordinal' },
      ),
      choiceColumn(
        'c',
        patients.map(({ c }) => c),
        { keys: ['red', 'green', 'blue'] },
      ),
      choiceColumn(
        'y',
        patients.map(({ y }) => y),
        { keys: ['0', '1'], instrument: 'complication' },
      ),
    ],
  )
}

describe('any data set', () => {
  it('gives plain numbers or a reason, and loses nobody', () => {
    fc.assert(
      fc.property(
        fc.array(anyPatient, { minLength: 2, maxLength: 40 }),
        fc.constantFrom(['a', 'b'], ['a', 'b', 'c']),
        fc.constantFrom('cn-textbook' as const, 'welch-first' as const),
        (patients, order, rule) => {
          const plan = makePlan({ study: 's', group: { variable: 'arm', order: [...order] }, rows, rule })
          const result = compareGroups(plan, build(patients, ['a', 'b', 'c']))
          expect(JSON.parse(JSON.stringify(result))).toEqual(result)
          expect(result.n + result.excluded.noGroup).toBe(patients.length)
          for (const row of result.rows) {
            expect(row.n + row.missing).toBe(result.n)
            row.cells.forEach((cell, i) => {
              expect(cell.n + cell.missing).toBe(result.groups[i]?.n)
              if (row.show === 'counts') expect(cell.counts.reduce((a, b) => a + b, 0)).toBe(cell.n)
            })
            for (const outcome of [row.test, ...row.alternatives])
              if (outcome.status === 'ok') {
                expect(outcome.p).toBeGreaterThanOrEqual(0)
                expect(outcome.p).toBeLessThanOrEqual(1)
              } else expect(outcome.reason).not.toBe('')
          }
        },
      ),
      { numRuns: 100 },
    )
  })

  it('does not depend on the order of patients', () => {
    fc.assert(
      fc.property(fc.array(anyPatient, { minLength: 4, maxLength: 30 }), (patients) => {
        const plan = makePlan({ study: 's', group: { variable: 'arm', order: ['a', 'b'] }, rows })
        const picture = (list: typeof patients) =>
          compareGroups(plan, build(list, ['a', 'b', 'c'])).rows.map(({ ruleTest, test, n }) => ({
            ruleTest,
            n,
            p: test.status === 'ok' ? test.p.toPrecision(6) : test.reason,
          }))
        expect(picture([...patients].reverse())).toEqual(picture(patients))
      }),
      { numRuns: 40 },
    )
  })
})
