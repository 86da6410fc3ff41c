import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { makePlan, type RowPlan } from '@/lib/analysis/plan'
import type { ComparisonResult, RowResult } from '@/lib/analysis/result'
import { importCohort } from '@/lib/tasks/import/import-cohort'
import { expected, expectNear } from '../analysis/oracle'
import { ask, loadRoutes, makeCookie, type Route } from '../support/door'
import { openRegistry, type Registry } from '../support/registry'

/** The cohort, entered as patients, gives back by arm what R computed from its file, through the API. */

const DEMO = join(import.meta.dirname, '../../prisma/demo')

let registry: Registry
let route: Route
let cookie: string

beforeAll(async () => {
  registry = await openRegistry()
  const readFile = (name: string) => new Uint8Array(readFileSync(join(DEMO, name)))
  const mapping: unknown = JSON.parse(readFileSync(join(DEMO, 'ovcf.mapping.json'), 'utf8'))
  await importCohort(registry.cli, 'ovcf', readFile('study-ovcf-wide.csv'), mapping, {
    dryRun: false,
    fileName: 'study-ovcf-wide.csv',
    readFile,
  })
  const found = (await loadRoutes()).find(
    (one) => one.method === 'POST' && one.path === '/studies/[study]/comparisons',
  )
  if (!found) throw new Error('no route for comparisons')
  route = found
  cookie = await makeCookie('researcher')
}, 240_000)
afterAll(() => registry.close())

async function compareByArm(row: RowPlan): Promise<RowResult> {
  const plan = makePlan({ study: 'ovcf', group: { variable: 'arm', order: ['obs', 'ctl'] }, rows: [row] })
  const response = await ask(route, { cookie, params: { study: 'ovcf' }, body: { plan } })
  expect(response.status).toBe(201)
  const { result } = (await response.json()) as { result: ComparisonResult }
  const [first] = result.rows
  if (!first) throw new Error('no row')
  return first
}

it.each([
  ['complication_cement_leakage', 'ovcf/leakage-by-group'],
  ['sex', 'ovcf/table1/sex'],
  ['site', 'ovcf/table1/site'],
  ['type', 'ovcf/table1/type'],
])('%s by χ²', async (variable, name) => {
  const { test } = await compareByArm({ variable })
  if (test.status !== 'ok') throw new Error(test.reason)
  expect(test.test).toBe('pearson')
  expectNear(test.statistic, expected('chisq', name, 'pearson', 'X2'))
  expectNear(test.p, expected('chisq', name, 'pearson', 'p'), 'p_rel')
})

it.each(['age', 'bmd_g_cm2', 'cement_ml'])('%s by Student', async (variable) => {
  const { test, difference } = await compareByArm({ variable })
  if (test.status !== 'ok') throw new Error(test.reason)
  const name = `ovcf/${variable}/obs-ctl`
  expect(test.test).toBe('student_t')
  expectNear(test.statistic, expected('t_test', name, 'student', 't'))
  expectNear(test.p, expected('t_test', name, 'student', 'p'), 'p_rel')
  expectNear(difference?.estimate, expected('t_test', name, 'student', 'diff'))
})

it('with Fisher asked for in the plan, Fisher', async () => {
  const { test, chosenBy } = await compareByArm({ variable: 'complication_cement_leakage', test: 'fisher' })
  if (test.status !== 'ok') throw new Error(test.reason)
  expect([test.test, chosenBy]).toEqual(['fisher', 'plan'])
  expectNear(test.p, expected('fisher', 'ovcf/leakage-by-group', 'p'), 'p_rel')
})
