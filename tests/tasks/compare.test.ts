import { afterAll, beforeAll, expect, it } from 'vitest'
import { makePlan } from '@/lib/analysis/plan'
import type { Call } from '@/lib/records/call'
import { runComparison } from '@/lib/tasks/compare'
import { makePatient, saveForm } from '../support/patient'
import { openRegistry, withKey, type Registry } from '../support/registry'

let registry: Registry
let nurse: Call

beforeAll(async () => {
  registry = await openRegistry()
  nurse = await registry.callAs('nurse')
})
afterAll(() => registry.close())

const enter = async (arm: string, rest: number) => {
  const patient = await makePatient(nurse, { arm, operatedDaysAgo: 2 })
  await saveForm(nurse, patient, 'd1', 'pain', { vas_back_rest: rest }, { doneDaysAgo: 1 })
}

it('a comparison asked twice under one key answers with the numbers that were stored', async () => {
  for (const [n, rest] of [2, 3, 3.5].entries()) await enter(n % 2 ? '3d_pvp' : 'pvp', rest)
  const plan = makePlan({
    study: 'live',
    group: { variable: 'arm' },
    rows: [{ variable: 'vas_back_rest', visit: 'd1' }],
  })
  const call = withKey(await registry.callAs('researcher'))
  const first = await runComparison(call, 'live', plan)
  await enter('3d_pvp', 1)
  const second = await runComparison(call, 'live', plan)
  expect(second).toEqual({ ...first, replayed: true })
})
