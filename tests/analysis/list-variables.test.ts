import { expect, it } from 'vitest'
import { compareGroups } from '@/lib/analysis/compare'
import { listVariables } from '@/lib/analysis/list-variables'
import { makePlan } from '@/lib/analysis/plan'
import { makeDataset } from '../house/results/desk'

const dataset = makeDataset()
const variables = listVariables(dataset)
const find = (name: string) => variables.find((variable) => variable.name === name)

it('names every comparable column once, without a value of anybody', () => {
  expect(variables.map(({ name }) => name)).toEqual(dataset.columns.map(({ variable }) => variable.name))
  expect(JSON.stringify(variables)).not.toMatch(/"values"|R1\b/)
})

it('names a column as a plan does: item and visit apart, a level inside the name', () => {
  expect(find('vas_m3')).toMatchObject({ variable: 'vas', visit: 'm3', family: 'vas:vas' })
  expect(find('vas_pre')?.family).toBe(find('vas_m12')?.family)
  expect(find('leak_t12')).toMatchObject({ variable: 'leak_t12', level: 'T12', family: 'leakage:leak' })
  expect(find('leak_t12')).not.toHaveProperty('visit')
  expect(find('age')).toMatchObject({ variable: 'age', kind: 'continuous', multiple: false })
  expect(variables.filter(({ multiple }) => multiple).map(({ item }) => item)).toContain('anti_osteoporotic')
})

it('counts who has a value, declared missing ones apart', () => {
  expect(find('vas_pre')?.n).toBe(60)
  expect(find('vas_m3')?.n).toBe(45)
  expect(find('leak_l1')?.n).toBe(0)
})

it('offers exactly the tests the engine accepts, for two groups and for three', () => {
  const asked = [
    ['two', ['pvp', '3d_pvp']],
    ['more', ['pvp', '3d_pvp', 'peld']],
  ] as const
  for (const [groups, order] of asked) {
    for (const name of ['age', 'macnab_m12', 'sex', 'complication_cement_leakage']) {
      for (const test of find(name)?.tests[groups] ?? []) {
        const plan = makePlan({
          study: 'live',
          group: { variable: 'arm', order: [...order] },
          rows: [{ variable: name, test }],
        })
        expect(compareGroups(plan, dataset).rows[0]?.test.test, `${name} ${test}`).toBe(test)
      }
    }
  }
  expect(find('age')?.tests.two).toContain('welch_t')
  expect(find('age')?.tests.more).not.toContain('welch_t')
})
