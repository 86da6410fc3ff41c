import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Call } from '@/lib/records/call'
import { endEnrolment } from '@/lib/records/enrolments/end-enrolment'
import { enrolPatient } from '@/lib/records/enrolments/enrolments'
import { addOperation, updateOperation } from '@/lib/records/enrolments/operations'
import { registerPatient } from '@/lib/records/patients/patients'
import { addPerson, updatePerson } from '@/lib/records/people/people'
import { verifyTrail } from '@/lib/records/trail/verify'
import { updateVisit } from '@/lib/records/visits/update-visit'
import { addUnscheduledVisit } from '@/lib/records/visits/visits'
import { makePatient, newEnrolment, newOperation, saveForm } from '../support/patient'
import { daysAgo, openRegistry, TODAY, type Registry } from '../support/registry'

let registry: Registry
let nurse: Call
let south: Call

beforeAll(async () => {
  registry = await openRegistry()
  nurse = await registry.callAs('nurse')
  south = await registry.callAs('nurse.south')
})
afterAll(async () => {
  await registry.close()
})

/** Runs all at once: what was done, and why the rest was refused. */
async function race<T>(works: readonly (() => Promise<T>)[]) {
  const settled = await Promise.allSettled(works.map((work) => work()))
  return {
    done: settled.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : [])),
    refused: settled.flatMap((one) => (one.status === 'rejected' ? [one.reason as Problem] : [])),
  }
}
type Problem = { readonly code: string; readonly status: number; readonly extra?: Record<string, unknown> }

const DONE = { doneOn: TODAY, doneTime: null, mode: 'telephone' } as const
const times = <T>(count: number, make: (index: number) => T): T[] =>
  Array.from({ length: count }, (_, index) => make(index))

describe('two edits of one thing', () => {
  it('of an entry: the later one gets both values, and nothing is lost', async () => {
    const patient = await makePatient(nurse, { operatedDaysAgo: 2 })
    const save = (value: number, version: number) =>
      saveForm(nurse, patient, 'd1', 'pain', { vas_back_rest: value }, { version, doneDaysAgo: 1 })
    await save(3, 0)
    await save(4, 1)
    const refused = await save(5, 1).catch((error: unknown) => error)
    expect(refused).toMatchObject({
      status: 409,
      extra: {
        current: { version: 2, values: { vas_back_rest: 4 }, savedByName: nurse.actor.name },
        sent: { vas_back_rest: 5 },
      },
    })
  })

  it('of an entry, twenty at once in three rounds: one wins a version, each win is in the trail', async () => {
    const patient = await makePatient(nurse, { operatedDaysAgo: 2 })
    for (const version of [0, 1, 2]) {
      const { done, refused } = await race(
        times(
          20,
          (n) => () =>
            saveForm(nurse, patient, 'd1', 'pain', { vas_back_rest: n / 10 }, { version, doneDaysAgo: 1 }),
        ),
      )
      expect(done.map((one) => one.version)).toEqual([version + 1])
      expect(refused).toHaveLength(19)
      for (const problem of refused) {
        expect(problem).toMatchObject({ code: 'conflict', extra: { current: { version: version + 1 } } })
      }
    }
    const rows = await registry.asSuper<{ version: number }>(
      `select (payload::jsonb -> 'after' ->> 'version')::int as version from trail join trail_payload using (chain, seq)
       where table_name = 'entry' and payload::jsonb -> 'after' ->> 'enrolment_id' = $1 order by 1`,
      [patient.enrolmentId],
    )
    expect(rows.map((row) => row.version)).toEqual([1, 2, 3])
  })

  it('of a visit, an operation, an end of follow-up, a person: one wins', async () => {
    const patient = await makePatient(nurse, { operatedDaysAgo: 2 })
    const admin = await registry.callAs('admin')
    const person = await addPerson(admin, {
      username: 'raced',
      displayName: 'Raced',
      password: 'a long enough password',
      locale: 'en',
      grants: [{ role: 'nurse', study: 'live', site: 'NORTH' }],
    })
    const [visit] = await registry.asSuper<{ version: number }>('select version from visit where id = $1', [
      patient.visits.d1,
    ])
    const [enrolment] = await registry.asSuper<{ version: number }>(
      'select version from enrolment where id = $1',
      [patient.enrolmentId],
    )
    const operation = { ...newOperation(daysAgo(2), ['T12']), version: 1 }
    const edits = {
      visit: () =>
        updateVisit(nurse, 'live', patient.visits.d1 ?? '', { ...DONE, version: visit?.version ?? 0 }),
      operation: () => updateOperation(nurse, 'live', patient.operationId ?? '', operation),
      person: () => updatePerson(admin, person.id, 1, { kind: 'disable' }),
    }
    for (const [name, edit] of Object.entries(edits)) {
      const { done, refused } = await race(times(6, () => edit))
      expect(done, name).toHaveLength(1)
      for (const problem of refused) expect(problem, name).toMatchObject({ code: 'conflict', status: 409 })
    }
    const end = {
      version: (enrolment?.version ?? 0) + 1,
      endedOn: TODAY,
      reason: 'lost',
      note: null,
    } as const
    const { done, refused } = await race(
      times(6, () => () => endEnrolment(nurse, 'live', patient.enrolmentId, end)),
    )
    expect(done).toHaveLength(1)
    for (const problem of refused) expect(problem).toMatchObject({ code: 'conflict', status: 409 })
  })
})

describe('made at once', () => {
  it('study codes are unique over both sites, without a gap', async () => {
    const before = await registry.asSuper<{ n: number }>('select count(*)::int as n from enrolment')
    const patients = await Promise.all(
      times(16, (n) =>
        registerPatient(n % 2 ? south : nurse, 'live', { identity: null, notDuplicate: true }),
      ),
    )
    const { done } = await race(
      patients.map(
        ({ id }, n) =>
          () =>
            enrolPatient(n % 2 ? south : nurse, 'live', newEnrolment(id, 'pvp', TODAY)),
      ),
    )
    expect(done).toHaveLength(16)
    const rows = await registry.asSuper<{ ordinal: number; code: string }>(
      'select ordinal, code from enrolment order by ordinal',
    )
    const count = (before[0]?.n ?? 0) + 16
    expect(rows).toEqual(
      times(count, (n) => ({ ordinal: n + 1, code: `LV-${String(n + 1).padStart(3, '0')}` })),
    )
  })

  it('a patient is enrolled once', async () => {
    const { id } = await registerPatient(nurse, 'live', { identity: null, notDuplicate: true })
    const { done, refused } = await race(
      times(6, () => () => enrolPatient(nurse, 'live', newEnrolment(id, 'pvp', TODAY))),
    )
    expect(done).toHaveLength(1)
    for (const problem of refused)
      expect(problem).toMatchObject({ code: 'conflict', reason: 'already_enrolled' })
  })

  it('there is one index operation', async () => {
    const patient = await makePatient(nurse)
    const { done, refused } = await race(
      times(6, () => () => addOperation(nurse, 'live', patient.enrolmentId, newOperation(TODAY, ['L1']))),
    )
    expect(done).toHaveLength(1)
    for (const problem of refused) expect(problem).toMatchObject({ code: 'invalid', status: 422 })
  })

  it('unscheduled visits are U1, U2 … without a gap', async () => {
    const patient = await makePatient(nurse, { operatedDaysAgo: 2 })
    const { done } = await race(
      times(8, () => () => addUnscheduledVisit(nurse, 'live', patient.enrolmentId, DONE)),
    )
    expect(done).toHaveLength(8)
    const rows = await registry.asSuper<{ code: string }>(
      'select code from visit where enrolment_id = $1 and not scheduled order by ordinal',
      [patient.enrolmentId],
    )
    expect(rows.map((row) => row.code)).toEqual(times(8, (n) => `U${n + 1}`))
  })

  it('and the trail holds after all of it', async () => {
    const reports = await verifyTrail(registry.cli)
    expect(reports.flatMap((report) => report.faults)).toEqual([])
  })
})
