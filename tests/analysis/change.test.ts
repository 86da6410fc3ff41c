import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compareGroups } from '@/lib/analysis/compare'
import { makePlan } from '@/lib/analysis/plan'
import type { Plan, RowPlan } from '@/lib/analysis/plan'
import type { RowResult, WithinGroup } from '@/lib/analysis/result'
import { Problem } from '@/lib/problem'
import { casesOf, expected, expectNear } from './oracle'
import { choiceColumn, datasetOf, numbers, readStudy } from './study'

const ovcf = readStudy()
const snrb = readStudy('snrb')

function only(row: RowPlan, more: Partial<Plan>, study = ovcf): RowResult {
  const [result] = compareGroups(
    makePlan({ study: 'any', group: { variable: 'group' }, rows: [row], ...more }),
    study,
  ).rows
  if (!result) throw new Error('no row')
  return result
}

function groupsOf(row: RowResult): readonly WithinGroup[] {
  if (!row.within) throw new Error('no pairs')
  return row.within.groups
}

/** R subtracts the later value, the registry the baseline. */
function expectTurned(actual: unknown, wanted: unknown): void {
  expectNear(typeof actual === 'number' ? -actual : actual, wanted)
}

const IN_OVCF = ['height_mm', 'ratio_pct', 'cobb_deg', 'vas', 'odi']

describe('each group before and after equals R', () => {
  const plan = { baseline: 'pre', within: true }

  it.each(IN_OVCF)('%s by the paired t test', (variable) => {
    const row = only({ variable, visit: 'm12', pairedTest: 'paired_t' }, plan)
    groupsOf(row).forEach((group, at) => {
      const name = `ovcf/${variable}/${['obs', 'ctl'][at]}/pre-m12`
      if (group.test.status !== 'ok') throw new Error(group.test.reason)
      expect(group.test).toMatchObject({ test: 'paired_t', symbol: 't' })
      expectNear(group.n, expected('t_paired', name, 'n'))
      expectTurned(group.test.statistic, expected('t_paired', name, 't'))
      expectNear(group.test.df[0], expected('t_paired', name, 'df'), 'df_rel')
      expectNear(group.test.p, expected('t_paired', name, 'p'), 'p_rel')
      expectTurned(group.effect?.estimate, expected('t_paired', name, 'mean_diff'))
      expectTurned(group.effect?.ci?.[1], expected('t_paired', name, 'ci', 0))
      expectTurned(group.effect?.ci?.[0], expected('t_paired', name, 'ci', 1))
      expectNear(group.change?.sd, expected('t_paired', name, 'sd_diff'))
    })
  })

  it.each([
    ['vas', 'd3'],
    ['vas', 'm3'],
    ['joa', 'm3'],
    ['odi', 'm3'],
    ['sf36', 'm3'],
  ])('%s at %s by signed ranks', (variable, visit) => {
    const row = only({ variable, visit, pairedTest: 'wilcoxon' }, { baseline: 'adm', within: true }, snrb)
    groupsOf(row).forEach((group, at) => {
      const name = `snrb/${['S', 'P'][at]}/${variable}_adm-${variable}_${visit}`
      const got = (...path: string[]) => expected('wilcoxon_signed_rank', name, ...path)
      if (group.test.status !== 'ok') throw new Error(group.test.reason)
      expectTurned(group.test.statistic, got('normal', 'z'))
      expectNear(group.test.p, got('normal', 'p'), 'p_rel')
      expectTurned(group.effect?.estimate, got('hodges_lehmann', 'estimate'))
      const [low, high] = got('hodges_lehmann', 'ci') as [number, number]
      expectTurned(group.effect?.ci?.[1], low)
      expectTurned(group.effect?.ci?.[0], high)
      expect(group.moved?.reduce((sum, n) => sum + n, 0)).toBe(group.n)
    })
  })

  it.each(casesOf('mcnemar').map((one) => [one.name, one] as const))('%s', (name, { input }) => {
    // Rows of R's table are the first answer, columns the second.
    const cells = (input as unknown as { table: [[number, number], [number, number]] }).table
    const answers = cells.flatMap((row, first) =>
      row.flatMap((n, second) => Array.from({ length: n }, () => [1 - first, 1 - second] as const)),
    )
    const patients = [...answers, ...answers].map((_, at) => `P${at}`)
    const arms = patients.map((_, at) => (at < answers.length ? 'a' : 'b'))
    const column = (variable: string, at: 0 | 1) =>
      choiceColumn(
        variable,
        [...answers, ...answers].map((pair) => String(pair[at])),
        { keys: ['0', '1'] },
      )
    const study = datasetOf(patients, [
      choiceColumn('group', arms, { keys: ['a', 'b'] }),
      column('sign_pre', 0),
      column('sign_post', 1),
    ])
    const [group] = groupsOf(
      only({ variable: 'sign', visit: 'post' }, { baseline: 'pre', within: true }, study),
    )
    if (expected('mcnemar', name, 'status') !== 'ok') {
      expect(group?.test).toMatchObject({ status: 'not_computable', reason: 'no_change' })
      return
    }
    const corrected = Number(expected('mcnemar', name, 'b')) + Number(expected('mcnemar', name, 'c')) < 40
    expect(group?.ruleTest).toBe(corrected ? 'mcnemar_cc' : 'mcnemar')
    const all = [group?.test, ...(group?.alternatives ?? [])]
    const pOf = (test: string) => {
      const found = all.find((outcome) => outcome?.test === test)
      return found?.status === 'ok' ? found.p : NaN
    }
    expectNear(pOf('mcnemar'), expected('mcnemar', name, 'chisq', 'p'), 'p_rel')
    expectNear(pOf('mcnemar_cc'), expected('mcnemar', name, 'chisq_cc', 'p'), 'p_rel')
    expectNear(pOf('mcnemar_exact'), expected('mcnemar', name, 'exact_p'), 'p_rel')
    expectTurned(group?.effect?.estimate, expected('mcnemar', name, 'diff'))
  })
})

describe('the change from baseline', () => {
  it.each([
    ['joa', 'm3'],
    ['odi', 'm3'],
    ['sf36', 'm3'],
    ['vas', 'm3'],
  ])('of %s, compared and adjusted, equals R', (variable, visit) => {
    const row = only({ variable, visit, as: 'change', test: 'student_t' }, { baseline: 'adm' }, snrb)
    const name = `snrb/${variable}_${visit}~adm`
    const score = (field: string) => expected('ancova', name, 'change_score', 0, field)
    if (row.test.status !== 'ok') throw new Error(row.test.reason)
    expectTurned(row.difference?.estimate, score('estimate'))
    expectTurned(row.test.statistic, score('t'))
    expectNear(row.test.p, score('p'), 'p_rel')
    const adjusted = row.effects?.find(({ measure }) => measure === 'adjusted_difference')
    const of = (...path: (string | number)[]) => expected('ancova', name, 'adjusted_difference', 0, ...path)
    expectTurned(adjusted?.estimate, of('estimate'))
    expectTurned(adjusted?.ci?.[1], of('ci', 0))
    expectTurned(adjusted?.ci?.[0], of('ci', 1))
    expectNear(adjusted?.p, of('p'), 'p_rel')
    const slopes = expected('ancova', name, 'slopes_homogeneity', 'p') as number
    expect(row.notes.some(({ key }) => key === 'notes.slopes_differ')).toBe(slopes < 0.05)
    // The same difference stands beside the plain value.
    const plain = only({ variable, visit }, { baseline: 'adm' }, snrb)
    expect(plain.effects).toEqual(row.effects)
  })

  it('in percent is undefined where the baseline is zero', () => {
    const study = datasetOf(
      ['1', '2', '3', '4', '5', '6'],
      [
        choiceColumn('group', ['a', 'a', 'a', 'b', 'b', 'b'], { keys: ['a', 'b'] }),
        numbers('x_pre', [0, 4, 8, 5, 10, null]),
        numbers('x_post', [3, 2, 2, 5, 4, 1]),
      ],
    )
    const row = only({ variable: 'x', visit: 'post', as: 'percent' }, { baseline: 'pre' }, study)
    expect(row).toMatchObject({ n: 4, missing: 2, unit: '%', kind: 'continuous', as: 'percent' })
    expect(row.cells.map(({ mean, n }) => ({ mean, n }))).toEqual([
      { mean: -62.5, n: 2 },
      { mean: -30, n: 2 },
    ])
    expect(row.notes).toContainEqual({ key: 'notes.baseline_zero', params: { n: 1 } })
    expect(groupsOf(row).map(({ n, single }) => [n, single])).toEqual([
      [3, 0],
      [2, 1],
    ])
  })

  it('needs a baseline, a later visit and a number', () => {
    const fieldOf = (row: RowPlan, more: Partial<Plan>) => {
      try {
        only(row, more, snrb)
      } catch (problem) {
        if (problem instanceof Problem) return problem.fields.map(({ field, code }) => `${field} ${code}`)
      }
      return []
    }
    const change = { variable: 'vas', visit: 'm3', as: 'change' } as const
    expect(fieldOf(change, {})).toEqual(['rows.0.as needs_baseline'])
    expect(fieldOf({ ...change, visit: 'adm' }, { baseline: 'adm' })).toEqual(['rows.0.as needs_baseline'])
    expect(fieldOf(change, { baseline: 'gone' })).toEqual(['rows.0.as needs_baseline'])
    expect(fieldOf({ ...change, pairedTest: 'mcnemar' }, { baseline: 'adm' })).toEqual([
      'rows.0.pairedTest test_does_not_fit',
    ])
    expect(fieldOf({ variable: 'vas', visit: 'm3' }, { baseline: 'gone', within: true })).toEqual([])
  })
})

describe('any pairs', () => {
  const value = fc.option(fc.integer({ min: -3, max: 6 }))
  const patient = fc.record({
    group: fc.constantFrom('a', 'b'),
    pre: value,
    post: value,
    level: fc.option(fc.constantFrom('low', 'mid', 'high')),
    later: fc.option(fc.constantFrom('low', 'mid', 'high')),
  })

  it('give plain numbers or a reason; pairs and singles are all who have a value', () => {
    fc.assert(
      fc.property(
        fc.array(patient, { minLength: 2, maxLength: 40 }),
        fc.constantFrom('cn-textbook' as const, 'welch-first' as const),
        fc.constantFrom('ordinal' as const, 'nominal' as const),
        (patients, rule, measure) => {
          const keys = ['low', 'mid', 'high']
          const pick = <K extends keyof (typeof patients)[number]>(key: K) => patients.map((one) => one[key])
          const study = datasetOf(
            patients.map((_, at) => `P${at}`),
            [
              choiceColumn('group', pick('group'), { keys: ['a', 'b'] }),
              numbers('x_pre', pick('pre')),
              numbers('x_post', pick('post')),
              choiceColumn('l_pre', pick('level'), { keys, measure }),
              choiceColumn('l_post', pick('later'), { keys, measure }),
            ],
          )
          const plan = makePlan({
            study: 's',
            group: { variable: 'group', order: ['a', 'b'] },
            baseline: 'pre',
            within: true,
            rule,
            rows: [
              { variable: 'x', visit: 'post' },
              { variable: 'x', visit: 'post', as: 'change' },
              { variable: 'x', visit: 'post', as: 'percent' },
              { variable: 'l', visit: 'post' },
            ],
          })
          const result = compareGroups(plan, study)
          expect(JSON.parse(JSON.stringify(result))).toEqual(result)
          for (const row of result.rows) {
            expect(row.n + row.missing).toBe(result.n)
            groupsOf(row).forEach((group, at) => {
              const mine = patients.filter((one) => one.group === ['a', 'b'][at])
              const has = (one: (typeof mine)[number]) =>
                row.levels.length > 0 ? [one.level, one.later] : [one.pre, one.post]
              const present = mine.filter((one) => has(one).some((each) => each !== null)).length
              expect(group.n + group.single).toBe(present)
              expect([group.before.n, group.after.n]).toEqual([group.n, group.n])
              if (group.moved) expect(group.moved.reduce((a, b) => a + b, 0)).toBe(group.n)
              for (const outcome of [group.test, ...group.alternatives])
                if (outcome.status === 'ok') expect(outcome.p >= 0 && outcome.p <= 1).toBe(true)
                else expect(outcome.reason).not.toBe('')
            })
          }
        },
      ),
      { numRuns: 150 },
    )
  })
})
