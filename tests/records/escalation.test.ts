import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Call } from '@/lib/records/call'
import { acknowledgeAlert, listAlerts } from '@/lib/records/complications/alerts'
import { chooseRule, continueRun } from '@/lib/records/complications/rerun'
import { countUrgent } from '@/lib/records/complications/urgent'
import { makeJudgedStudy, type JudgedStudy } from '../support/adjudication'
import { makePatient, saveForm, type MadePatient } from '../support/patient'
import { openRegistry, type Registry } from '../support/registry'

let registry: Registry
let study: JudgedStudy
let people: Record<'nurse' | 'clinician' | 'admin' | 'south' | 'researcher' | 'chief', Call>
let patient: MadePatient

const SIGNS = { urgent_bladder: 1, urgent_bowel: 0, urgent_saddle: 0, urgent_weakness: 0, urgent_fever: 0 }

beforeAll(async () => {
  registry = await openRegistry()
})
afterAll(() => registry.close())

beforeEach(async () => {
  study = await makeJudgedStudy(registry, {})
  people = {
    nurse: await study.hire('nurse', 'nurse'),
    clinician: await study.hire('clinician', 'clinician'),
    admin: await study.hire('admin', 'admin', null),
    south: await study.hire('clinician', 'south', 'SOUTH'),
    researcher: await study.hire('researcher', 'researcher', null),
    chief: await study.hire('clinician', 'chief', null),
  }
  patient = await makePatient(people.nurse, { study: study.slug, operatedDaysAgo: 2 })
  await saveForm(people.nurse, patient, 'd1', 'urgent_signs', SIGNS, { doneDaysAgo: 1 })
})

/** Turns the clock of the alert back. */
async function age(hours: number, minutes = 0): Promise<void> {
  await registry.asSuper(
    `select set_config('app.actor', 'test', false), set_config('app.verb', 'test', false)`,
  )
  await registry.asSuper(
    `update alert set created_at = now() - make_interval(hours => $2, mins => $3) where enrolment_id = $1`,
    [patient.enrolmentId, hours, minutes],
  )
}

const told = async () =>
  Object.fromEntries(
    await Promise.all(
      Object.entries(people).map(async ([name, call]) => [
        name,
        (await countUrgent(call, study.slug))?.level ?? null,
      ]),
    ),
  )
const levelOf = async () => (await listAlerts(people.nurse, study.slug, { page: 1 })).rows[0]?.level

describe('an urgent alert', () => {
  it('is on Today at once, for clinicians of the site everywhere after two hours, for administrators after a day', async () => {
    const nobody = { nurse: null, south: null, researcher: null }
    expect(await told()).toEqual({ ...nobody, clinician: null, chief: null, admin: null })
    expect(await levelOf()).toBe(1)
    await age(1, 59)
    expect(await told()).toEqual({ ...nobody, clinician: null, chief: null, admin: null })
    await age(2)
    expect(await told()).toEqual({ ...nobody, clinician: 2, chief: 2, admin: null })
    expect(await levelOf()).toBe(2)
    await age(23, 59)
    expect(await told()).toEqual({ ...nobody, clinician: 2, chief: 2, admin: null })
    await age(24)
    expect(await told()).toEqual({ ...nobody, clinician: 3, chief: 3, admin: 3 })
    expect(await levelOf()).toBe(3)
  })

  it('is a number and an age for an administrator, and no patient', async () => {
    await age(30)
    const count = await countUrgent(people.admin, study.slug)
    expect(count).toMatchObject({ open: 1, level: 3 })
    expect(count?.oldestHours).toBeGreaterThanOrEqual(30)
    expect(JSON.stringify(count)).not.toContain(patient.code)
    await expect(listAlerts(people.admin, study.slug, { page: 1 })).rejects.toMatchObject({ status: 403 })
  })

  it('is quiet everywhere once a named person has taken notice', async () => {
    await age(30)
    const { rows } = await listAlerts(people.nurse, study.slug, { page: 1 })
    await acknowledgeAlert(people.nurse, study.slug, rows[0]?.id ?? '', { version: 1, note: 'on the way' })
    expect(Object.values(await told())).toEqual([null, null, null, null, null, null])
    expect(await levelOf()).toBeNull()
  })

  it('keeps its age through every save and every run of the rules', async () => {
    await age(5)
    await saveForm(people.nurse, patient, 'd1', 'pain', { vas_back_rest: 2 })
    const run = { rule: 'urgent-signs', version: 1, params: {}, reason: 'again' }
    const { id } = await chooseRule(people.chief, study.slug, run)
    await continueRun(people.chief, study.slug, id, { version: 1 })
    expect(await levelOf()).toBe(2)
    expect((await countUrgent(people.clinician, study.slug))?.open).toBe(1)
  })
})
