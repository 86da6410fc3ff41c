import { describe, expect, it } from 'vitest'
import { compareGroups } from '@/lib/analysis/compare'
import { makePlan } from '@/lib/analysis/plan'
import type { TestId } from '@/lib/analysis/result'
import { holm } from '@/lib/stats/kernel/adjust'
import { tTest } from '@/lib/stats/two-groups/t-test'
import { casesOf, expectNear } from './oracle'
import { choiceColumn, datasetOf, numbers, readStudy } from './study'

type Groups = (number | null)[][]

function compare(groups: Groups, test: TestId) {
  const values = groups.flat()
  const keys = groups.map((_, at) => `g${at}`)
  const study = datasetOf(
    values.map((_, at) => `P${at}`),
    [
      choiceColumn(
        'group',
        groups.flatMap((group, at) => group.map(() => keys[at] ?? '')),
        { keys },
      ),
      numbers('x', values),
    ],
  )
  const plan = makePlan({ study: 's', group: { variable: 'group' }, rows: [{ variable: 'x', test }] })
  const [row] = compareGroups(plan, study).rows
  if (!row) throw new Error('no row')
  return row
}

interface PairCase {
  readonly i: number
  readonly j: number
  readonly [field: string]: unknown
}

describe('groups two by two equal R', () => {
  it.each(casesOf('posthoc').map((one) => [one.name, one] as const))(
    '%s after ANOVA',
    (_, { input, expected }) => {
      const groups = input['groups'] as Groups
      const row = compare(groups, 'anova')
      const wanted = expected['pairs'] as PairCase[]
      const lsd = groups.length === 3 && row.test.status === 'ok' && row.test.p < 0.05
      expect(row.pairwise).toMatchObject({ method: lsd ? 'lsd' : 'holm', against: 'all' })
      expect(row.pairwise?.list.map(({ groups: pair }) => pair)).toEqual(wanted.map(({ i, j }) => [i, j]))
      row.pairwise?.list.forEach(({ effect, test, p }, at) => {
        const pair = wanted[at]
        expectNear(effect?.estimate, pair?.['diff'])
        expectNear(effect?.ci?.[0], (pair?.['lsd_ci'] as number[])[0])
        expectNear(effect?.ci?.[1], (pair?.['lsd_ci'] as number[])[1])
        expectNear(test.status === 'ok' && test.statistic, pair?.['t'])
        expectNear(p, pair?.[lsd ? 'lsd_p' : 'holm_p'], 'p_rel')
      })
    },
  )

  it.each(
    casesOf('kruskal')
      .filter(({ expected }) => expected['status'] === 'ok')
      .map((one) => [one.name, one] as const),
  )('%s after Kruskal–Wallis', (_, { input, expected }) => {
    const row = compare(input['groups'] as Groups, 'kruskal')
    const wanted = expected['dunn'] as PairCase[]
    row.pairwise?.list.forEach(({ effect, test, p }, at) => {
      expect(test).toMatchObject({ test: 'dunn', symbol: 'Z' })
      expectNear(test.status === 'ok' && test.statistic, wanted[at]?.['z'])
      expectNear(p, wanted[at]?.['holm_p'], 'p_rel')
      expect(effect).toMatchObject({ measure: 'median_shift', method: 'hodges_lehmann' })
    })
    expect(row.pairwise?.list.length).toBe(wanted.length)
  })
})

it('after Welch’s ANOVA every pair is Welch’s, adjusted by Holm', () => {
  const groups = [
    [1, 2, 3, 4, 9],
    [5, 5.5, 6, 6.5],
    [2, 8, 14, 20, 30],
    [4, 4.1, 4.4],
  ]
  const row = compare(groups, 'welch_anova')
  const alone = row.pairwise?.list.map(({ groups: [i, j] }) => {
    const result = tTest(groups[i] ?? [], groups[j] ?? [])
    return result.status === 'ok' ? result.welch : null
  })
  expect(row.pairwise?.method).toBe('holm')
  expect(row.pairwise?.list.map(({ p }) => p)).toEqual(holm(alone?.map((one) => one?.p ?? NaN) ?? []))
  expect(row.pairwise?.list.map(({ effect }) => effect?.ci)).toEqual(alone?.map((one) => one?.ci))
})

it('tables go two by two by the rule, and two groups have no pairs', () => {
  const study = readStudy()
  const plan = makePlan({
    study: 'ovcf',
    group: { variable: 'type' },
    rows: [{ variable: 'leak' }, { variable: 'compression' }],
  })
  const [leak, grade] = compareGroups(plan, study).rows
  const alone = (order: string[]) =>
    compareGroups({ ...plan, group: { variable: 'type', order } }, study).rows[0]
  const first = alone(['wedge', 'flat'])
  expect(first?.pairwise).toBeUndefined()
  expect(leak?.pairwise?.list[0]).toMatchObject({
    groups: [0, 1],
    effect: first?.difference,
    test: first?.test,
  })
  expect(grade?.pairwise?.list.every(({ effect }) => effect?.measure === 'rank_biserial')).toBe(true)
  expect(grade?.effects?.map(({ groups }) => groups)).toContainEqual([0, 2])
})

it('many groups are each compared with the first', () => {
  const groups = Array.from({ length: 7 }, (_, at) => [at, at + 1.5, at + 3, 2 * at])
  const row = compare(groups, 'anova')
  expect(row.pairwise?.against).toBe('first')
  expect(row.pairwise?.list.map(({ groups: pair }) => pair)).toEqual([1, 2, 3, 4, 5, 6].map((at) => [0, at]))
})

it('with a group empty there is neither a test of all nor a strength of all', () => {
  const study = datasetOf(
    ['1', '2', '3', '4', '5'],
    [
      choiceColumn('group', ['a', 'a', 'b', 'b', 'c'], { keys: ['a', 'b', 'c'] }),
      numbers('x', [1, 2, 4, 6, null]),
    ],
  )
  const plan = makePlan({ study: 's', group: { variable: 'group' }, rows: [{ variable: 'x' }] })
  const [row] = compareGroups(plan, study).rows
  expect(row).toMatchObject({ test: { status: 'not_computable', reason: 'empty_group' }, difference: null })
  expect(row?.pairwise).toBeUndefined()
})
