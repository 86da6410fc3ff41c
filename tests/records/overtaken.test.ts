import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Call } from '@/lib/records/call'
import { proposeComplication } from '@/lib/records/complications/complications'
import { addContact, updateContact, voidContact } from '@/lib/records/contacts/contacts'
import { addPhone, listPhones, updatePhone, voidPhone } from '@/lib/records/contacts/phones'
import { transferEnrolment } from '@/lib/records/enrolments/transfer-enrolment'
import { mergePatients, partPatients } from '@/lib/records/patients/merge-patients'
import { verifyTrail } from '@/lib/records/trail/verify'
import { addUnscheduledVisit } from '@/lib/records/visits/visits'
import { makePatient, type MadePatient } from '../support/patient'
import { newContact, newPhone } from '../support/probes'
import { daysAgo, openRegistry, TODAY, type Registry } from '../support/registry'

let registry: Registry
let nurse: Call
let clinician: Call

beforeAll(async () => {
  registry = await openRegistry()
  nurse = await registry.callAs('nurse')
  clinician = await registry.callAs('clinician')
})
afterAll(() => registry.close())

const CODES = ['conflict', 'not_found', 'in_progress']

/** Runs all at once; whatever is refused is refused in words, never by an accident. */
async function race<T>(works: readonly (() => Promise<T>)[]): Promise<T[]> {
  const settled = await Promise.allSettled(works.map((work) => work()))
  for (const one of settled)
    if (one.status === 'rejected')
      expect(CODES, String(one.reason)).toContain((one.reason as { code?: string }).code)
  return settled.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []))
}

const times = <T>(count: number, make: (index: number) => T): T[] =>
  Array.from({ length: count }, (_, index) => make(index))

describe('two edits at once', () => {
  it('of a telephone: one wins', async () => {
    const patient = await makePatient(nurse, { identity: { name: '例同时', phone: '13500000001' } })
    const { id } = await addPhone(nurse, 'live', patient.patientId, { ...newPhone, number: '13500000002' })
    const done = await race(
      times(
        8,
        (n) => () =>
          updatePhone(nurse, 'live', id, { ...newPhone, number: `1350000010${n}`, wrong: false, version: 1 }),
      ),
    )
    expect(done).toHaveLength(1)
    const gone = await race(
      times(
        6,
        (n) => () =>
          n % 2 === 0
            ? voidPhone(nurse, 'live', id, { version: 2, reason: '停机' })
            : updatePhone(nurse, 'live', id, {
                ...newPhone,
                number: '13500000300',
                wrong: false,
                version: 2,
              }),
      ),
    )
    expect(gone).toHaveLength(1)
  })

  it('of an attempt to call: one wins', async () => {
    const patient = await makePatient(nurse, { identity: { name: '例同改' } })
    const { id } = await addContact(nurse, 'live', newContact(patient.enrolmentId, null))
    const next = { nextOn: daysAgo(-3), nextHour: null, version: 1 }
    const done = await race(
      times(
        8,
        (n) => () =>
          n === 7
            ? voidContact(nurse, 'live', id, { version: 1, reason: '记错了人' })
            : updateContact(nurse, 'live', id, { ...next, note: `第${n}个` }),
      ),
    )
    expect(done).toHaveLength(1)
  })

  it('of somebody without an identity: each note finds its key', async () => {
    const patient = await makePatient(nurse)
    const base = newContact(patient.enrolmentId, null)
    const done = await race(times(4, (n) => () => addContact(nurse, 'live', { ...base, note: `第${n}次` })))
    expect(done).toHaveLength(4)
  })
})

describe('a patient who moves or is merged meanwhile', () => {
  /** Rows that stand at another site than their patient. */
  async function countStranded({ patientId, enrolmentId }: MadePatient) {
    const [row] = await registry.asSuper<{ n: number }>(
      `select (select count(*) from contact c join enrolment e on e.id = c.enrolment_id
           where e.id = $2 and c.site_id <> e.site_id)
         + (select count(*) from complication c join enrolment e on e.id = c.enrolment_id
           where e.id = $2 and c.site_id <> e.site_id)
         + (select count(*) from visit c join enrolment e on e.id = c.enrolment_id
           where e.id = $2 and c.site_id <> e.site_id)
         + (select count(*) from patient_phone c join patient p on p.id = c.patient_id
           where p.id = $1 and c.site_id <> p.site_id)
         + (select count(*) from patient_token c join patient p on p.id = c.patient_id
           where p.id = $1 and c.site_id <> p.site_id) as n`,
      [patientId, enrolmentId],
    )
    return Number(row?.n)
  }

  it('leaves nothing behind at the old site', async () => {
    for (const round of times(4, (n) => n)) {
      const patient = await makePatient(nurse, {
        identity: { name: '例搬家', phone: `1340000000${round}` },
        operatedDaysAgo: 5,
      })
      const { enrolmentId, patientId } = patient
      const complication = { enrolmentId, visitId: null, type: 'infection', level: null, detectedOn: TODAY }
      const base = newContact(enrolmentId, null)
      let next = 0
      const write: (() => Promise<unknown>)[] = [
        () => addContact(nurse, 'live', { ...base, note: '在路上' }),
        () => proposeComplication(nurse, 'live', { ...complication, note: 'fever' }),
        () => addPhone(nurse, 'live', patientId, { ...newPhone, number: `134000001${round}${(next += 1)}` }),
        () =>
          addUnscheduledVisit(nurse, 'live', enrolmentId, {
            doneOn: TODAY,
            doneTime: null,
            mode: 'in_person',
          }),
      ]
      const move = () =>
        transferEnrolment(clinician, 'live', enrolmentId, { version: 2, site: 'SOUTH', reason: 'moved' })
      await race<unknown>([move, ...times(3, () => write).flat()])
      expect(await countStranded(patient)).toBe(0)
    }
    expect((await verifyTrail(registry.cli)).flatMap(({ faults }) => faults)).toEqual([])
  })

  it('gets no telephone under the record that was merged, and can be parted again', async () => {
    for (const round of times(4, (n) => n)) {
      const kept = await makePatient(nurse, { identity: { name: '例留' } })
      const other = await makePatient(nurse, {
        study: 'live',
        identity: { name: '例并', phone: `1320000000${round}` },
      })
      await registry.asSuper(
        `select set_config('app.actor', 'test', false), set_config('app.verb', 'test', false)`,
      )
      await registry.asSuper(`update enrolment set voided_at = now(), void_seq = ordinal where id = $1`, [
        other.enrolmentId,
      ])
      const merge = () =>
        mergePatients(clinician, 'live', kept.patientId, { otherId: other.patientId, reason: 'twice' })
      const add = (n: number) => () =>
        addPhone(nurse, 'live', other.patientId, { ...newPhone, number: `132000001${round}${n}` })
      await race<unknown>([add(1), merge, add(2), add(3)])
      const [open] = await registry.asSuper<{ id: string }>(
        `select id from patient_merge where patient_id = $1 and parted_at is null`,
        [kept.patientId],
      )
      const under = await registry.asSuper(`select id from patient_phone where patient_id = $1`, [
        other.patientId,
      ])
      expect(under).toEqual([])
      await partPatients(clinician, 'live', kept.patientId, {
        mergeId: open?.id ?? '',
        version: 1,
        reason: 'two people',
      })
      expect((await listPhones(nurse, 'live', other.patientId)).length).toBeGreaterThan(0)
    }
  })
})
