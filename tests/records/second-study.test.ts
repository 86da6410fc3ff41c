import { afterAll, beforeAll, expect, it } from 'vitest'
import { LIVE_PROTOCOL } from '@/lib/protocol/shipped/live'
import type { Call } from '@/lib/records/call'
import { enrolPatient } from '@/lib/records/enrolments/enrolments'
import { getEnrolPage } from '@/lib/records/enrolments/enrol-page'
import { findPatients, getPatient, registerPatient } from '@/lib/records/patients/patients'
import { findPerson, updatePerson } from '@/lib/records/people/people'
import { addStudy } from '@/lib/records/studies/manage-studies'
import type { Problem } from '@/lib/problem'
import { makePatient, newEnrolment } from '../support/patient'
import { daysAgo, openRegistry, type Registry } from '../support/registry'

/** One person, one site, two studies: registered once, enrolled twice (decisions 7 and 24). */

let registry: Registry
let nurse: Call
let second: Call

const IDENTITY = { name: '孙例九', phone: '19900005555' }

beforeAll(async () => {
  registry = await openRegistry()
  nurse = await registry.callAs('nurse')
  await addStudy(registry.cli, {
    slug: 'second',
    titleZh: '第二项研究',
    titleEn: 'A second study',
    followUpClosed: false,
    protocol: { ...LIVE_PROTOCOL, codePrefix: 'SE' },
    siteCodes: ['NORTH', 'SOUTH'],
  })
  for (const [username, site] of [
    ['clinician', 'NORTH'],
    ['clinician.south', 'SOUTH'],
  ] as const) {
    const person = await findPerson(registry.cli, username)
    const grant = { role: 'nurse', study: 'second', site } as const
    await updatePerson(registry.cli, person.id, person.version, { kind: 'grant', grant })
  }
  second = await registry.callAs('clinician')
})
afterAll(() => registry.close())

const refused = (work: Promise<unknown>) => work.then(() => null).catch((error: Problem) => error)

it('a nurse of another study is told that the site knows the person, and not who it is', async () => {
  const patient = await makePatient(nurse, { identity: IDENTITY })
  const problem = await refused(
    registerPatient(second, 'second', { identity: IDENTITY, notDuplicate: false, site: 'NORTH' }),
  )
  expect(problem?.reason).toBe('duplicate')
  expect(problem?.extra.candidates).toEqual([
    expect.objectContaining({ patientId: patient.patientId, otherStudy: 'live', name: null, code: null }),
  ])
  expect(await findPatients(second, 'second', IDENTITY.name)).toEqual([])
})

it('the patient is enrolled in the second study, and only then seen there', async () => {
  const patient = await makePatient(nurse, { identity: { name: '孙例八', phone: '19900006666' } })
  const before = await refused(getPatient(second, 'second', patient.patientId))
  expect(before?.code).toBe('not_found')
  expect((await getEnrolPage(second, 'second', patient.patientId)).identity).toEqual({})
  await enrolPatient(second, 'second', newEnrolment(patient.patientId, 'pvp', daysAgo(0)))
  expect((await getPatient(second, 'second', patient.patientId)).identity.name).toBe('孙例八')
})

it('another site finds nobody, whatever the study', async () => {
  const south = await registry.callAs('clinician.south')
  const patient = await makePatient(nurse, { identity: { name: '孙例七', phone: '19900007777' } })
  const problem = await refused(
    enrolPatient(south, 'second', newEnrolment(patient.patientId, 'pvp', daysAgo(0))),
  )
  expect(problem?.code).toBe('not_found')
  await registerPatient(south, 'second', {
    identity: { name: '孙例七', phone: '19900007777' },
    notDuplicate: false,
    site: 'SOUTH',
  })
})

it('consent is waived only where the protocol has no form of its own', async () => {
  const patient = await makePatient(nurse, { identity: { name: '孙例六', phone: '19900008888' } })
  const waived = { version: null, on: null, by: 'waived', relation: null } as const
  const enrolment = { ...newEnrolment(patient.patientId, 'pvp', daysAgo(0)), consent: waived }
  const problem = await refused(enrolPatient(second, 'second', enrolment))
  expect(problem?.fields).toEqual([{ field: 'consent.by', code: 'consent_needed' }])
})

it('a finished cohort takes nobody by hand', async () => {
  const patient = await makePatient(nurse, { identity: { name: '孙例五', phone: '19900009999' } })
  const ovcf = newEnrolment(patient.patientId, 'ctl', daysAgo(0))
  expect((await refused(enrolPatient(nurse, 'ovcf', ovcf)))?.reason).toBe('study_closed')
})
