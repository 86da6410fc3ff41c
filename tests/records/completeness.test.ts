import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { prepareLists } from '@/lib/records/allocations/prepare-lists'
import { getAllocationOf, randomise } from '@/lib/records/allocations/randomise'
import { endEnrolment } from '@/lib/records/enrolments/end-enrolment'
import { addOperation } from '@/lib/records/enrolments/operations'
import { readCompleteness } from '@/lib/records/visits/completeness'
import { updateVisit } from '@/lib/records/visits/update-visit'
import { makePatient, newOperation } from '../support/patient'
import { daysAgo, openRegistry, type Registry } from '../support/registry'
import { makeTrial } from '../support/trial'

let registry: Registry

beforeAll(async () => {
  registry = await openRegistry()
})
afterAll(() => registry.close())

describe('completeness of follow-up', () => {
  it('counts the dead out, the lost in, and a late visit as done but not in its window', async () => {
    const nurse = await registry.callAs('nurse')
    const south = await registry.callAs('nurse.south')
    const operated = { operatedDaysAgo: 130 }
    const inTime = await makePatient(nurse, operated)
    const late = await makePatient(nurse, operated)
    const dead = await makePatient(nurse, operated)
    const lost = await makePatient(nurse, operated)
    const withdrawn = await makePatient(nurse, operated)
    await makePatient(nurse, { operatedDaysAgo: 80 })
    await makePatient(nurse, { ...operated, arm: 'peld' })
    await makePatient(south, operated)
    const attend = (visitId: string | undefined, days: number) =>
      updateVisit(nurse, 'live', visitId ?? '', {
        // Enrolled is 1, planned from the operation is 2.
        version: 2,
        doneOn: daysAgo(days),
        doneTime: null,
        mode: 'in_person',
      })
    await attend(inTime.visits.m3, 40)
    await attend(late.visits.m3, 5)
    const end = (enrolmentId: string, reason: 'died' | 'lost' | 'withdrawn_follow_up') =>
      endEnrolment(nurse, 'live', enrolmentId, { version: 2, endedOn: daysAgo(60), reason, note: null })
    await end(dead.enrolmentId, 'died')
    await end(lost.enrolmentId, 'lost')
    await end(withdrawn.enrolmentId, 'withdrawn_follow_up')

    const { rows } = await readCompleteness(nurse, 'live')
    expect(rows.find(({ visit, arm }) => visit === 'm3' && arm === 'pvp')).toMatchObject({
      enrolled: 6,
      alive: 5,
      doneAlive: 2,
      doneInWindow: 1,
      doneLate: 1,
      // In time, late and lost: the dead and the withdrawn left before, one window is still open.
      expected: 3,
      expectedDone: 1,
    })
    expect(rows.find(({ visit, arm }) => visit === 'm3' && arm === 'peld')?.enrolled).toBe(1)
    expect(rows.map(({ visit }) => visit)).toEqual([
      'pre',
      'pre',
      'd1',
      'd1',
      'd3',
      'd3',
      'm3',
      'm3',
      'm12',
      'm12',
    ])
    const { rows: other } = await readCompleteness(south, 'live')
    expect(other.find(({ visit, arm }) => visit === 'm3' && arm === 'pvp')?.enrolled).toBe(1)
  })

  it('counts a trial by the arm that was drawn, not by what was done', async () => {
    const trial = await makeTrial(registry)
    const nurse = await trial.callOf(['nurse'], 'NORTH')
    await prepareLists(await trial.callOf(['admin']), trial.slug, { list: null })
    const id = await trial.enrol(nurse)
    await randomise(nurse, trial.slug, id, { version: 1, strata: { severity: 'mild' } })
    const drawn = (await getAllocationOf(nurse, trial.slug, id)).arm
    const other = trial.protocol.arms.find(({ code }) => code !== drawn)?.code ?? ''
    const operation = newOperation(daysAgo(0), ['L4-5'], 'PELD')
    await addOperation(nurse, trial.slug, id, { ...operation, receivedArm: other })
    const { rows } = await readCompleteness(nurse, trial.slug)
    expect(new Set(rows.map(({ arm }) => arm))).toEqual(new Set([drawn]))
  })

  it('is refused to those who may not list visits', async () => {
    await expect(readCompleteness(await registry.callAs('researcher'), 'live')).rejects.toMatchObject({
      code: 'forbidden',
    })
  })
})
