import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compareGroups } from '@/lib/analysis/compare'
import { makePlan } from '@/lib/analysis/plan'
import type { Filter, Plan } from '@/lib/analysis/plan'
import { IN_WINDOW } from '@/lib/analysis/sample'
import { choiceColumn, datasetOf, numbers, readStudy } from './study'

const study = readStudy()

function compare(population: Filter[], more: Partial<Plan> = {}, data = study) {
  return compareGroups(
    makePlan({ study: 's', group: { variable: 'group' }, rows: [{ variable: 'age' }], population, ...more }),
    data,
  )
}

const condition: fc.Arbitrary<Filter> = fc.oneof(
  fc.constantFrom<Filter>(
    { variable: 'sex', in: ['F'] },
    { variable: 'type', not: ['flat'] },
    { variable: 'vas', visit: 'm3', present: true },
    { variable: 'vas', visit: 'm3', present: false },
    { variable: 'leak', in: ['no'] },
  ),
  fc.integer({ min: 55, max: 75 }).map((min): Filter => ({ variable: 'age', min })),
  fc.integer({ min: 70, max: 90 }).map((max): Filter => ({ variable: 'age', max })),
)

describe('the conditions', () => {
  it('leave out what they say, each in turn, and everybody is counted once', () => {
    fc.assert(
      fc.property(fc.array(condition, { maxLength: 4 }), (population) => {
        let result
        try {
          result = compare(population)
        } catch {
          return
        }
        const left = (result.conditions ?? []).map(({ leftOut }) => leftOut)
        expect(left.reduce((a, b) => a + b, 0)).toBe(result.excluded.filtered)
        expect(result.n + result.excluded.filtered + result.excluded.noGroup).toBe(114)
        expect(result.groups.reduce((sum, { n }) => sum + n, 0)).toBe(result.n)
        expect(left.length).toBe(population.length)
      }),
      { numRuns: 60 },
    )
  })

  it('split the whole in two: is and is not, has a value and has none', () => {
    const n = (filter: Filter) => compare([filter]).n
    expect(n({ variable: 'type', in: ['flat'] }) + n({ variable: 'type', not: ['flat'] })).toBe(114)
    const vas = { variable: 'vas', visit: 'm3' }
    const [some, none] = [n({ ...vas, present: true }), n({ ...vas, present: false })]
    expect(some + none).toBe(114)
    expect(none).toBeGreaterThan(0)
    expect(compare([{ ...vas, min: 0 }]).n).toBe(some)
  })

  it('are kept with their labels, for the receipt and the methods', () => {
    const { conditions } = compare([
      { variable: 'sex', in: ['F'] },
      { variable: 'age', min: 60, max: 80 },
    ])
    expect(conditions).toMatchObject([
      { variable: 'sex', in: [{ en: 'F' }] },
      { variable: 'age', min: 60, max: 80 },
    ])
  })
})

it('visits outside their window count as missing where the plan says so', () => {
  const data = datasetOf(
    ['1', '2', '3', '4', '5', '6'],
    [
      choiceColumn('group', ['a', 'a', 'a', 'b', 'b', 'b'], { keys: ['a', 'b'] }),
      numbers('x_m3', [1, 2, 3, 4, 5, null]),
      choiceColumn(`${IN_WINDOW}_m3`, ['1', '1', '0', '1', null, '0'], { keys: ['0', '1'] }),
    ],
  )
  const rows = [{ variable: 'x', visit: 'm3' }]
  expect(compare([], { rows }, data).rows[0]).toMatchObject({ n: 5, missing: 1, notes: [] })
  const kept = compare([], { rows, timing: 'in_window' }, data).rows[0]
  expect(kept).toMatchObject({ n: 3, missing: 3 })
  expect(kept?.notes).toContainEqual({ key: 'notes.outside_window', params: { n: 2 } })
})
