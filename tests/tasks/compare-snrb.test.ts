import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { makePlan, type Plan, type RowPlan } from '@/lib/analysis/plan'
import type { TestOutcome } from '@/lib/analysis/result'
import { listComparisons } from '@/lib/records/data/comparisons'
import { runComparison } from '@/lib/tasks/compare'
import { openCompareDesk } from '@/lib/tasks/compare-desk'
import { importCohort } from '@/lib/tasks/import/import-cohort'
import { expected, expectNear } from '../analysis/oracle'
import { makePatient, saveForm } from '../support/patient'
import { openRegistry, withKey, type Registry } from '../support/registry'

/** The trial, entered as patients, gives back what R computed from its file. */

const DEMO = join(import.meta.dirname, '../../prisma/demo')

let registry: Registry

beforeAll(async () => {
  registry = await openRegistry()
  const readFile = (name: string) => new Uint8Array(readFileSync(join(DEMO, name)))
  const mapping: unknown = JSON.parse(readFileSync(join(DEMO, 'snrb.mapping.json'), 'utf8'))
  const fileName = 'study-snrb-wide.csv'
  await importCohort(registry.cli, 'snrb', readFile(fileName), mapping, { dryRun: false, fileName, readFile })
}, 240_000)
afterAll(() => registry.close())

async function compare(rows: RowPlan[], more: Partial<Plan> = {}) {
  const plan = makePlan({ study: 'snrb', group: { variable: 'arm' }, rows, ...more })
  const { result } = await runComparison(withKey(await registry.callAs('researcher')), 'snrb', plan)
  return result
}

function pOf(outcome: TestOutcome | undefined): number {
  if (outcome?.status !== 'ok') throw new Error(outcome?.reason ?? 'no test')
  return outcome.p
}

describe('snrb from the running registry', () => {
  it.each([
    ['complication_residual_back_pain', 'residual_lbp', 'yates'],
    ['complication_recurrent_pain', 'recurrent_pain', 'pearson'],
    ['complication_early_reherniation', 'relapse', 'yates'],
  ] as const)('%s by the default rule, two-sided Fisher beside', async (variable, column, test) => {
    const [row] = (await compare([{ variable }])).rows
    expect(row).toMatchObject({ ruleTest: test, beside: ['fisher'], complication: true, n: 77 })
    expectNear(pOf(row?.test), expected('chisq', `snrb/table4/${column}`, test, 'p'), 'p_rel')
    const fisher = row?.alternatives.find((other) => other.test === 'fisher')
    expectNear(pOf(fisher), expected('fisher', `snrb/table4/${column}`, 'p'), 'p_rel')
  })

  it.each([
    ['macnab_cn', 'snrb/macnab-ordinal (paper 003 table 5: P=0.161)'],
    ['pfirrmann', 'snrb/pfirrmann-ordinal (paper 003 table 1: P=0.461)'],
  ])('%s by Mann–Whitney', async (variable, name) => {
    const [row] = (await compare([{ variable }])).rows
    expect(row?.ruleTest).toBe('mann_whitney')
    expectNear(pOf(row?.test), expected('mann_whitney', name, 'normal', 'p'), 'p_rel')
  })

  it('changes from admission, adjusted, and each arm before and after', async () => {
    const rows: RowPlan[] = [{ variable: 'odi', visit: 'm3', as: 'change', test: 'student_t' }]
    const [row] = (await compare(rows, { baseline: 'adm' })).rows
    const name = 'snrb/odi_m3~adm'
    expectNear(pOf(row?.test), expected('ancova', name, 'change_score', 0, 'p'), 'p_rel')
    expectNear(row?.effects?.[0]?.p, expected('ancova', name, 'adjusted_difference', 0, 'p'), 'p_rel')
    expect(row?.within?.groups.map(({ n }) => n)).toEqual([38, 39])
  })

  it('the desk knows the baseline, offers its forms, and is kept until something changes', async () => {
    const call = await registry.callAs('researcher')
    const { desk } = await openCompareDesk(call, 'snrb')
    expect(desk.baseline).toBe('adm')
    const baseline = desk.variables.filter(({ baseline: before }) => before).map(({ name }) => name)
    expect(baseline).toEqual(expect.arrayContaining(['age', 'pfirrmann', 'vas_adm']))
    expect(baseline).not.toContain('vas_preop')
    expect((await openCompareDesk(call, 'snrb')).desk).toBe(desk)
  })

  it('earlier comparisons are listed to who reaches every site, newest first', async () => {
    await compare([{ variable: 'age' }, { variable: 'sex' }], { title: 'The last one' })
    const call = await registry.callAs('researcher')
    const { rows, total } = await listComparisons(call, 'snrb', 1)
    expect(rows[0]).toMatchObject({ title: 'The last one', group: 'arm', rows: 2, n: 77 })
    expect(total).toBe(rows.length)
    expect(JSON.stringify(rows)).not.toContain('median')
  })
})

describe('a study that runs', () => {
  it('counts visits in their window only where the plan says so, and the desk sees a new value', async () => {
    const nurse = await registry.callAs('nurse')
    const researcher = await registry.callAs('researcher')
    const countOf = async () => {
      const { desk } = await openCompareDesk(researcher, 'live')
      return desk.variables.find(({ name }) => name === 'vas_back_rest_d1')?.n
    }
    const before = (await countOf()) ?? 0
    for (const [at, doneDaysAgo] of [9, 9, 8, 9].entries()) {
      const patient = await makePatient(nurse, { arm: at % 2 ? '3d_pvp' : 'pvp', operatedDaysAgo: 10 })
      await saveForm(nurse, patient, 'd1', 'pain', { vas_back_rest: at }, { doneDaysAgo })
    }
    expect(await countOf()).toBe(before + 4)
    const plan = makePlan({
      study: 'live',
      group: { variable: 'arm', order: ['pvp', '3d_pvp'] },
      rows: [{ variable: 'vas_back_rest', visit: 'd1' }],
    })
    const run = async (more: Partial<Plan>) =>
      (await runComparison(withKey(researcher), 'live', { ...plan, ...more })).result.rows[0]
    expect(await run({})).toMatchObject({ n: 4, notes: [] })
    const kept = await run({ timing: 'in_window' })
    expect(kept).toMatchObject({ n: 3, missing: 1 })
    expect(kept?.notes).toContainEqual({ key: 'notes.outside_window', params: { n: 1 } })
  })
})
