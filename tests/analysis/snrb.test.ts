import { describe, expect, it } from 'vitest'
import { compareGroups } from '@/lib/analysis/compare'
import { makePlan } from '@/lib/analysis/plan'
import type { Plan, RowPlan } from '@/lib/analysis/plan'
import type { RowResult, TestOutcome } from '@/lib/analysis/result'
import { expected, expectNear } from './oracle'
import { readStudy } from './study'

const study = readStudy('snrb')

function only(row: RowPlan, more: Partial<Plan> = {}): RowResult {
  const [result] = compareGroups(
    makePlan({ study: 'snrb', group: { variable: 'group' }, rows: [row], ...more }),
    study,
  ).rows
  if (!result) throw new Error('no row')
  return result
}

function pOf(outcome: TestOutcome | undefined): number {
  if (outcome?.status !== 'ok') throw new Error(outcome?.reason ?? 'no test')
  return outcome.p
}

describe('complications of snrb, by the default rule', () => {
  it.each([
    ['residual_lbp', 'yates'],
    ['recurrent_pain', 'pearson'],
    ['relapse', 'yates'],
  ] as const)('%s by %s, with two-sided Fisher beside', (variable, test) => {
    const row = only({ variable })
    const name = `snrb/table4/${variable}`
    expect(row).toMatchObject({ complication: true, ruleTest: test, chosenBy: 'rule', beside: ['fisher'] })
    expectNear(pOf(row.test), expected('chisq', name, test, 'p'), 'p_rel')
    const fisher = row.alternatives.find((other) => other.test === 'fisher')
    expectNear(pOf(fisher), expected('fisher', name, 'p'), 'p_rel')
    expectNear(row.difference?.estimate, expected('effect_size_binary', name, 'risk_difference'))
    expectNear(row.difference?.ci?.[0], expected('effect_size_binary', name, 'rd_newcombe', 0))
  })
})

describe('ordinal outcomes of snrb', () => {
  it.each([
    ['macnab', 'snrb/macnab-ordinal (paper 003 table 5: P=0.161)'],
    ['pfirrmann', 'snrb/pfirrmann-ordinal (paper 003 table 1: P=0.461)'],
  ])('%s by ranks, with counts, the strength and what else it may be called', (variable, name) => {
    const row = only({ variable })
    expect(row).toMatchObject({ kind: 'ordinal', ruleTest: 'mann_whitney', show: 'counts' })
    expectNear(pOf(row.test), expected('mann_whitney', name, 'normal', 'p'), 'p_rel')
    expectNear(row.difference?.estimate, expected('mann_whitney', name, 'rank_biserial', 'r'))
    expectNear(row.difference?.ci?.[0], expected('mann_whitney', name, 'rank_biserial', 'ci', 0))
    const chance = row.effects?.find(({ measure }) => measure === 'probability_superiority')
    expectNear(chance?.estimate, expected('mann_whitney', name, 'prob_superiority'))
    const odds = row.effects?.find(({ measure }) => measure === 'common_odds_ratio')
    const turned = only({ variable }, { group: { variable: 'group', order: ['P', 'S'] } }).effects?.find(
      ({ measure }) => measure === 'common_odds_ratio',
    )
    expect(odds?.ci?.[0]).toBeLessThan(odds?.estimate ?? 0)
    expect(1 / (turned?.estimate ?? 0)).toBeCloseTo(odds?.estimate ?? 0, 8)
    expect(row.alternatives.map(({ test }) => test)).toContain('linear_trend')
  })
})
