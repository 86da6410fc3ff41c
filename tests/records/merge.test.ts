import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Call } from '@/lib/records/call'
import { getCourse } from '@/lib/records/enrolments/course'
import { listPhones, updatePhone, voidPhone } from '@/lib/records/contacts/phones'
import { enrolPatient } from '@/lib/records/enrolments/enrolments'
import { voidEnrolment } from '@/lib/records/enrolments/void-enrolment'
import { mergePatients, partPatients, readMergePage } from '@/lib/records/patients/merge-patients'
import { findPatients, getPatient, registerPatient } from '@/lib/records/patients/patients'
import { updateIdentity } from '@/lib/records/patients/update-identity'
import { addPerson } from '@/lib/records/people/people'
import { addStudy } from '@/lib/records/studies/manage-studies'
import { LIVE_PROTOCOL } from '@/lib/protocol/shipped/live'
import { DEMO_PASSWORD } from '@/lib/tasks/demo/cast'
import { makePatient, newEnrolment } from '../support/patient'
import { daysAgo, openRegistry, type Registry } from '../support/registry'

let registry: Registry
let nurse: Call
let clinician: Call
/** Clinician of both studies at the site. */
let both: Call

const reason = 'one person, registered twice'

beforeAll(async () => {
  registry = await openRegistry()
  nurse = await registry.callAs('nurse')
  clinician = await registry.callAs('clinician')
  await addStudy(registry.cli, {
    slug: 'second',
    titleZh: '第二研究',
    titleEn: 'Second study',
    followUpClosed: false,
    protocol: { ...LIVE_PROTOCOL, codePrefix: 'SE' },
    siteCodes: ['NORTH', 'SOUTH'],
  })
  await addPerson(registry.cli, {
    username: 'both.studies',
    displayName: 'Both',
    locale: 'en',
    password: DEMO_PASSWORD,
    grants: ['live', 'second'].flatMap((study) =>
      (['nurse', 'clinician'] as const).map((role) => ({ role, study, site: 'NORTH' })),
    ),
  })
  both = await registry.callAs('both.studies')
})
afterAll(() => registry.close())

/** Rows that say whose they are, as they stand. */
async function readRows(ids: readonly string[]) {
  return registry.asSuper(
    `select 'enrolment' as what, id, patient_id, null as voided from enrolment where patient_id = any ($1)
     union all select 'phone', id, patient_id, void_reason from patient_phone where patient_id = any ($1)
     union all select 'token', id, patient_id, void_reason from patient_token where patient_id = any ($1)
     union all select 'identity', id, patient_id, void_reason from patient_identity where patient_id = any ($1)
     union all select 'patient', id, id, void_reason from patient where id = any ($1) order by 1, 2`,
    [ids],
  )
}

describe('two records of one person', () => {
  it('become one patient with both enrolments, found by either telephone; parted, all is as before', async () => {
    const kept = await makePatient(both, { identity: { name: '例合一', phone: '13600000001' } })
    const twin = await makePatient(both, {
      study: 'second',
      identity: { name: '例和一', phone: '13600000002' },
    })
    const ids = [kept.patientId, twin.patientId]
    const before = await readRows(ids)
    const { id: mergeId } = await mergePatients(both, 'live', kept.patientId, {
      otherId: twin.patientId,
      reason,
    })
    const course = await getCourse(both, 'second', twin.enrolmentId)
    expect(course.patient).toMatchObject({ patientId: kept.patientId, name: '例合一' })
    // By either name and number, in either study.
    for (const study of ['live', 'second'])
      for (const query of ['例合一', '例和一', '13600000001', '13600000002']) {
        const found = await findPatients(both, study, query)
        expect(found.map(({ patientId }) => patientId)).toEqual([kept.patientId])
      }
    // Somebody of one study alone reads what the other record's key has sealed.
    const { identity } = await getPatient(nurse, 'live', kept.patientId)
    expect(identity).toMatchObject({ name: '例合一', phone: '13600000001' })
    await expect(getPatient(both, 'second', twin.patientId)).rejects.toMatchObject({ code: 'not_found' })

    const page = await readMergePage(both, 'live', kept.patientId)
    expect(page.merged).toMatchObject([{ id: mergeId, reason, version: 1 }])
    const part = { mergeId, version: 1, reason: 'two sisters' }
    await partPatients(both, 'live', kept.patientId, part)
    expect(await readRows(ids)).toEqual(before)
    const { patient } = await getCourse(both, 'second', twin.enrolmentId)
    expect(patient).toMatchObject({ patientId: twin.patientId, name: '例和一' })
    await expect(partPatients(both, 'live', kept.patientId, part)).rejects.toMatchObject({
      code: 'not_found',
    })
  })

  it('both enrolled in one study are refused until one of the enrolments is void', async () => {
    const identity = { name: '例重复', hospitalNumber: 'ZY-9' }
    const kept = await makePatient(nurse, { identity })
    const twin = await makePatient(nurse, { identity })
    const merge = () => mergePatients(clinician, 'live', kept.patientId, { otherId: twin.patientId, reason })
    const { candidates } = await readMergePage(clinician, 'live', kept.patientId)
    expect(candidates.map(({ patientId }) => patientId)).toEqual([twin.patientId])
    await expect(merge()).rejects.toMatchObject({ code: 'not_now', reason: 'both_enrolled' })
    await voidEnrolment(clinician, 'live', twin.enrolmentId, { version: 1, reason: 'a duplicate' })
    await merge()
    const found = await findPatients(nurse, 'live', 'ZY-9')
    expect(found).toMatchObject([{ patientId: kept.patientId, code: kept.code }])
  })

  it('in a study where the caller has no such right are left apart', async () => {
    const kept = await makePatient(nurse, { identity: { name: '例甲' } })
    const twin = await makePatient(both, { study: 'second', identity: { name: '例甲' } })
    await expect(
      mergePatients(clinician, 'live', kept.patientId, { otherId: twin.patientId, reason }),
    ).rejects.toMatchObject({ reason: 'other_study', extra: { studies: ['second'] } })
  })

  it('of two sites are two people; so is a record and itself; a nurse merges nobody', async () => {
    const kept = await makePatient(nurse, { identity: { name: '例乙' } })
    const south = await registry.callAs('nurse.south')
    const far = await registerPatient(south, 'live', { identity: { name: '例乙' }, notDuplicate: true })
    const merge = (call: Call, otherId: string) =>
      mergePatients(call, 'live', kept.patientId, { otherId, reason })
    await expect(merge(clinician, far.id)).rejects.toMatchObject({ code: 'not_found' })
    await expect(merge(clinician, kept.patientId)).rejects.toMatchObject({
      fields: [{ field: 'otherId', code: 'same_record' }],
    })
    await expect(merge(nurse, far.id)).rejects.toMatchObject({ code: 'forbidden' })
  })
})

describe('what is corrected while two records are one', () => {
  const codesOf = async (query: string) =>
    (await findPatients(nurse, 'live', query)).map(({ code }) => code).sort()

  async function makeTwins(name: string, phones: readonly [string, string]) {
    const twin = await makePatient(both, { study: 'second', identity: { name, phone: phones[0] } })
    const kept = await makePatient(nurse, { identity: { name, phone: phones[1] } })
    const { id: mergeId } = await mergePatients(both, 'live', kept.patientId, {
      otherId: twin.patientId,
      reason,
    })
    const part = () => partPatients(both, 'live', kept.patientId, { mergeId, version: 1, reason })
    return { twin, kept, part }
  }

  it('a number that both had goes on finding the patient when one of the two is voided', async () => {
    const { kept } = await makeTwins('例同号', ['13600000601', '13600000601'])
    const [first] = await listPhones(nurse, 'live', kept.patientId)
    await voidPhone(nurse, 'live', first?.id ?? '', { version: first?.version ?? 0, reason: 'twice' })
    expect(await codesOf('13600000601')).toEqual([kept.code])
  })

  it('after parting each is found by its own name and telephone, and by no other', async () => {
    const { twin, kept, part } = await makeTwins('例同名', ['13600000701', '13600000702'])
    const { version } = await getPatient(nurse, 'live', kept.patientId)
    await updateIdentity(nurse, 'live', kept.patientId, { version, identity: { name: '例改名' } })
    const phone = (await listPhones(nurse, 'live', kept.patientId)).find(
      ({ number }) => number === '13600000701',
    )
    if (!phone) throw new Error('no phone')
    await updatePhone(nurse, 'live', phone.id, { ...phone, number: '13600000703', wrong: false })
    await part()
    const inSecond = async (query: string) =>
      (await findPatients(both, 'second', query)).map(({ code }) => code)
    expect(await inSecond('例同名')).toEqual([twin.code])
    expect(await inSecond('13600000703')).toEqual([twin.code])
    expect(await inSecond('13600000701')).toEqual([])
    expect(await codesOf('例同名')).toEqual([])
    expect(await codesOf('13600000703')).toEqual([])
    expect(await codesOf('13600000702')).toEqual([kept.code])
  })
})

describe('a patient of another study whose enrolment here was voided', () => {
  it('is nobody here any more', async () => {
    const patient = await makePatient(both, { study: 'second', identity: { name: '例误入' } })
    const { id } = await enrolPatient(both, 'live', newEnrolment(patient.patientId, 'pvp', daysAgo(1)))
    expect((await getPatient(nurse, 'live', patient.patientId)).identity.name).toBe('例误入')
    await voidEnrolment(clinician, 'live', id, { version: 1, reason: 'the wrong patient' })
    for (const look of [getPatient, listPhones])
      await expect(look(nurse, 'live', patient.patientId)).rejects.toMatchObject({ code: 'not_found' })
    expect((await getPatient(both, 'second', patient.patientId)).identity.name).toBe('例误入')
  })
})
