import { describe, expect, it } from 'vitest'
import { compareGroups } from '@/lib/analysis/compare'
import { makePlan } from '@/lib/analysis/plan'
import type { Plan, RowPlan } from '@/lib/analysis/plan'
import type { ComparisonResult, RowResult } from '@/lib/analysis/result'
import { Problem } from '@/lib/problem'
import { casesOf, expected, expectNear } from './oracle'
import { choiceColumn, datasetOf, numbers, readStudy } from './study'

const study = readStudy()

function compare(rows: RowPlan[], more: Partial<Plan> = {}): ComparisonResult {
  return compareGroups(makePlan({ study: 'ovcf', group: { variable: 'group' }, rows, ...more }), study)
}

function only(row: RowPlan, more: Partial<Plan> = {}): RowResult {
  const [result] = compare([row], more).rows
  if (!result) throw new Error('no row')
  return result
}

function done(row: RowResult) {
  if (row.test.status !== 'ok') throw new Error(row.test.reason)
  return row.test
}

/** No NaN, no Infinity, nothing JSON would lose. */
function expectPlain(value: unknown): void {
  expect(JSON.parse(JSON.stringify(value))).toEqual(value)
}

describe('ovcf by arm equals R', () => {
  it.each([
    ['leak', 'ovcf/leakage-by-group'],
    ['sex', 'ovcf/table1/sex'],
    ['site', 'ovcf/table1/site'],
    ['type', 'ovcf/table1/type'],
  ])('%s by χ²', (variable, name) => {
    const test = done(only({ variable }))
    expect(test).toMatchObject({ test: 'pearson', symbol: 'χ²' })
    expectNear(test.statistic, expected('chisq', name, 'pearson', 'X2'))
    expectNear(test.df[0], expected('chisq', name, 'pearson', 'df'), 'df_rel')
    expectNear(test.p, expected('chisq', name, 'pearson', 'p'), 'p_rel')
  })

  it.each(['age', 'bmd_g_cm2', 'cement_ml'])('%s by Student, with the difference and its CI', (variable) => {
    const row = only({ variable })
    const name = `ovcf/${variable}/obs-ctl`
    const test = done(row)
    expect(test).toMatchObject({ test: 'student_t', symbol: 't' })
    expectNear(test.statistic, expected('t_test', name, 'student', 't'))
    expectNear(test.df[0], expected('t_test', name, 'student', 'df'), 'df_rel')
    expectNear(test.p, expected('t_test', name, 'student', 'p'), 'p_rel')
    expectNear(row.difference?.estimate, expected('t_test', name, 'student', 'diff'))
    expectNear(row.difference?.ci?.[0], expected('t_test', name, 'student', 'ci', 0))
    expectNear(row.difference?.ci?.[1], expected('t_test', name, 'student', 'ci', 1))
    row.cells.forEach((cell, i) => {
      const arm = `ovcf/${variable}/${['obs', 'ctl'][i]}`
      for (const field of ['n', 'mean', 'sd', 'median'] as const)
        expectNear(cell[field], expected('descriptives', arm, field))
    })
  })

  it('Fisher where the plan asks for it, and beside every complication', () => {
    const asked = done(only({ variable: 'leak', test: 'fisher' }))
    expect(asked).toMatchObject({ test: 'fisher', symbol: null, statistic: null, df: [] })
    expectNear(asked.p, expected('fisher', 'ovcf/leakage-by-group', 'p'), 'p_rel')
    const row = only({ variable: 'leak' })
    expect(row).toMatchObject({ complication: true, beside: ['fisher'], chosenBy: 'rule' })
    const beside = row.alternatives.find(({ test }) => test === 'fisher')
    expectNear(beside?.status === 'ok' && beside.p, expected('fisher', 'ovcf/leakage-by-group', 'p'), 'p_rel')
    expect(only({ variable: 'sex' }).beside).toEqual([])
  })

  it('the risk difference with Newcombe’s interval', () => {
    for (const [variable, name] of [
      ['leak', 'ovcf/leakage-by-group'],
      ['sex', 'ovcf/table1/sex'],
    ] as const) {
      const { difference } = only({ variable })
      expect(difference).toMatchObject({ measure: 'risk_difference', method: 'newcombe' })
      expectNear(difference?.estimate, expected('effect_size_binary', name, 'risk_difference'))
      expectNear(difference?.ci?.[0], expected('effect_size_binary', name, 'rd_newcombe', 0))
      expectNear(difference?.ci?.[1], expected('effect_size_binary', name, 'rd_newcombe', 1))
    }
  })

  it('ranks with the shift of Hodges and Lehmann', () => {
    const row = only({ variable: 'vas', visit: 'd1', test: 'mann_whitney' })
    const name = 'ovcf/vas_d1/obs-ctl'
    expectNear(done(row).statistic, expected('mann_whitney', name, 'normal', 'z'))
    expectNear(done(row).p, expected('mann_whitney', name, 'normal', 'p'), 'p_rel')
    expectNear(row.difference?.estimate, expected('mann_whitney', name, 'hodges_lehmann', 'estimate'))
    expectNear(row.difference?.ci?.[0], expected('mann_whitney', name, 'hodges_lehmann', 'ci', 0))
    const corrected = row.alternatives.find(({ test }) => test === 'mann_whitney_cc')
    expectNear(
      corrected?.status === 'ok' && corrected.p,
      expected('mann_whitney', name, 'normal_cc', 'p'),
      'p_rel',
    )
    expect(row).toMatchObject({
      variable: 'vas_d1',
      visit: 'd1',
      chosenBy: 'plan',
      ruleTest: 'student_t',
      show: 'median',
    })
  })
})

interface TableOne {
  readonly columns: Record<string, { type: string; values: (string | number | null)[]; levels?: string[] }>
  readonly group: string[]
}

describe('rule cn-textbook equals R in every variable', () => {
  it.each(casesOf('table_one').map((one) => [one.name, one] as const))(
    '%s',
    (_, { input, expected: answer }) => {
      const { group, columns } = input as unknown as TableOne
      const names = Object.keys(columns)
      const keys = [...new Set(group)]
      const built = names.map((name) => {
        const { type, values, levels = [] } = columns[name] ?? { type: '', values: [] }
        const texts = values.map((value) => (value === null ? null : String(value)))
        return type === 'continuous'
          ? numbers(name, values)
          : choiceColumn(name, texts, {
              keys: levels.map(String),
              measure: type === 'ordinal' ? 'ordinal' : 'nominal',
            })
      })
      const patients = group.map((_, i) => `P${i}`)
      const dataset = datasetOf(patients, [
        choiceColumn('arm', group.map(String), { keys: keys.map(String) }),
        ...built,
      ])
      const rows = names.map((variable) => ({ variable }))
      const result = compareGroups(makePlan({ study: 's', group: { variable: 'arm' }, rows }), dataset)
      expectPlain(result)
      expect(result.groups.map(({ n }) => n)).toEqual(answer['n'])
      const variables = answer['variables'] as Record<string, unknown>[]
      expect(result.rows.map(({ ruleTest }) => ruleTest)).toEqual(variables.map(({ test }) => test))
      result.rows.forEach((row, i) => {
        const wanted = variables[i] ?? {}
        if (wanted['counts'] !== undefined)
          expect(row.cells.map(({ counts }) => counts)).toEqual(wanted['counts'])
        if (row.test.status !== 'ok') {
          expect(row.test).toMatchObject({ test: 'none', reason: wanted['reason'] })
          return
        }
        if (wanted['statistic'] !== undefined) expectNear(row.test.statistic, wanted['statistic'])
        if (wanted['df'] !== undefined) expectNear(row.test.df[0], wanted['df'], 'df_rel')
        if (wanted['df2'] !== undefined) expectNear(row.test.df[1], wanted['df2'], 'df_rel')
        expectNear(row.test.p, wanted['p'], 'p_rel')
        if (typeof wanted['smd'] === 'number') expectNear(row.smd, wanted['smd'])
      })
    },
  )
})

describe('the other rule and the plan', () => {
  it('takes Welch first', () => {
    const row = only({ variable: 'age' }, { rule: 'welch-first' })
    expect(row).toMatchObject({ ruleTest: 'welch_t', chosenBy: 'rule', difference: { method: 'welch' } })
    expectNear(done(row).p, expected('t_test', 'ovcf/age/obs-ctl', 'welch', 'p'), 'p_rel')
    expect(done(row).symbol).toBe('t′')
  })

  it('turns the difference round with the groups', () => {
    const turned = only({ variable: 'age' }, { group: { variable: 'group', order: ['ctl', 'obs'] } })
    expectNear(turned.difference?.estimate, -(only({ variable: 'age' }).difference?.estimate ?? NaN))
  })

  it('notes where the plan’s test and the rule’s disagree', () => {
    const row = only({ variable: 'compression', test: 'pearson' })
    expect(row).toMatchObject({ kind: 'ordinal', chosenBy: 'plan', ruleTest: 'mann_whitney' })
    expect(row.notes.map(({ key }) => key)).toContain('notes.order_ignored')
    expect(only({ variable: 'compression' }).reasons).toEqual([{ key: 'reasons.ordinal', params: {} }])
  })

  it('counts missing values by group and by reason, and filters the population', () => {
    const row = only({ variable: 'vas', visit: 'm3' })
    expect(row.missing).toBeGreaterThan(0)
    expect(row.n + row.missing).toBe(114)
    const men = compare([{ variable: 'age' }], {
      population: [
        { variable: 'sex', in: ['M'] },
        { variable: 'age', min: 60 },
      ],
    })
    expect(men.n + men.excluded.filtered).toBe(114)
    expect(men.rows[0]?.cells.every(({ min }) => (min ?? 0) >= 60)).toBe(true)
    expect(men.notes.map(({ key }) => key)).toContain('notes.filtered')
  })

  it('compares three groups', () => {
    const result = compare([{ variable: 'age' }, { variable: 'leak' }], { group: { variable: 'type' } })
    expect(result.groups.map(({ key }) => key)).toEqual(['wedge', 'flat', 'biconcave'])
    expect(result.rows.map(({ difference }) => difference?.ci)).toEqual([null, null])
  })

  it('refuses what does not fit, naming the field', () => {
    const fieldOf = (rows: RowPlan[], more: Partial<Plan> = {}) => {
      try {
        compare(rows, more)
      } catch (problem) {
        if (problem instanceof Problem) return problem.fields.map(({ field, code }) => `${field} ${code}`)
      }
      return []
    }
    expect(fieldOf([{ variable: 'age' }, { variable: 'nothing' }])).toEqual(['rows.1.variable unknown_value'])
    expect(fieldOf([{ variable: 'age', test: 'fisher' }])).toEqual(['rows.0.test test_does_not_fit'])
    expect(fieldOf([{ variable: 'site', test: 'yates' }])).toEqual(['rows.0.test test_does_not_fit'])
    expect(fieldOf([{ variable: 'age' }], { group: { variable: 'age' } })).toEqual([
      'group.variable not_a_grouping',
    ])
    expect(fieldOf([{ variable: 'age' }], { group: { variable: 'nerve_injury' } })).toEqual([
      'group.variable needs_two_groups',
    ])
  })
})
