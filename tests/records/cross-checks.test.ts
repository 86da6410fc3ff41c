import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Call } from '@/lib/records/call'
import { getCourse } from '@/lib/records/enrolments/course'
import { updateOperation } from '@/lib/records/enrolments/operations'
import { voidEntry } from '@/lib/records/entries/void-entry'
import { getEntryForm } from '@/lib/records/entries/entry-form'
import { countOpenQueries, listQueries } from '@/lib/records/queries/list-queries'
import { updateQuery } from '@/lib/records/queries/queries'
import { signVisit } from '@/lib/records/visits/sign-visit'
import { DEMO_PASSWORD } from '@/lib/tasks/demo/cast'
import { makePatient, newOperation, saveForm, type MadePatient } from '../support/patient'
import { changeProtocol } from '../support/protocol'
import { daysAgo, openRegistry, type Registry } from '../support/registry'

let registry: Registry
let nurse: Call
let clinician: Call
let patient: MadePatient

beforeAll(async () => {
  registry = await openRegistry()
  const when = 'd1.vas_back_rest > d3.vas_back_rest + 5 or d3.vas_back_rest > d1.vas_back_rest + 5'
  await changeProtocol(registry, 'live', {
    checks: [
      { id: 'swing', severity: 'hard', when, message: { zh: '三天内变化过大', en: 'Too great a change' } },
    ],
  })
  nurse = await registry.callAs('nurse')
  clinician = await registry.callAs('clinician')
})
afterAll(() => registry.close())

const pain = (rest: number) => ({
  vas_back_rest: rest,
  vas_back_activity: rest,
  vas_leg_left: 0,
  vas_leg_right: 0,
})
const reasons = { vas_back_rest: 'so', vas_back_activity: 'so' }

beforeEach(async () => {
  patient = await makePatient(nurse, { operatedDaysAgo: 5 })
  await saveForm(nurse, patient, 'd1', 'pain', pain(8), { doneDaysAgo: 4 })
})

async function ofPatient() {
  const { rows } = await listQueries(nurse, 'live', { page: 1 })
  return rows.filter(({ patientCode }) => patientCode === patient.code)
}

async function sign(visit: string) {
  const course = await getCourse(clinician, 'live', patient.enrolmentId)
  const version = course.visits.find(({ code }) => code === visit)?.version ?? 0
  const id = patient.visits[visit] ?? ''
  const entries = await registry.asSuper<{ id: string; version: number }>(
    'select id, version from entry where visit_id = $1 and voided_at is null',
    [id],
  )
  const signing = { version, entries, meaning: 'reviewed', password: DEMO_PASSWORD } as const
  return signVisit(clinician, 'live', id, signing)
}

describe('a finding across visits', () => {
  it('is a query of the registry at the field, in both languages, and closes when it is corrected', async () => {
    const before = await countOpenQueries(nurse, 'live')
    const { id } = await saveForm(nurse, patient, 'd3', 'pain', pain(1), { doneDaysAgo: 2, reasons })
    const [query, ...others] = await ofPatient()
    expect(others).toEqual([])
    expect(query).toMatchObject({
      ...{ state: 'open', severity: 'hard', openedBy: 'system:checks', item: 'vas_back_rest' },
      ...{ visitCode: 'd3', instrument: 'pain' },
      finding: { zh: expect.stringMatching(/^三天内变化过大（/), en: expect.stringMatching(/^Too great/) },
    })
    expect(await countOpenQueries(nurse, 'live')).toBe(before + 1)

    await saveForm(nurse, patient, 'd3', 'pain', pain(6), { version: 1 })
    const [closed] = await ofPatient()
    expect(closed).toMatchObject({ id: query?.id, state: 'closed', lastBy: 'system:checks' })

    await saveForm(nurse, patient, 'd3', 'pain', pain(1), { version: 2, reasons })
    const form = await getEntryForm(nurse, 'live', {
      ...{ enrolmentId: patient.enrolmentId, visitId: patient.visits.d3 ?? '' },
      ...{ instrument: 'pain', repeatKey: '' },
    })
    expect(form.queries.map(({ state, messages }) => [state, messages.map(({ act }) => act)])).toEqual([
      ['open', ['raised', 'closed', 'reopened']],
    ])
    await voidEntry(nurse, 'live', id, { version: 3, reason: 'typed twice' })
    expect(await countOpenQueries(nurse, 'live')).toBe(before)
  })

  it('that is hard keeps the visit from being signed, named, whatever became of its query', async () => {
    await saveForm(nurse, patient, 'd3', 'pain', pain(1), { doneDaysAgo: 2, reasons })
    const [query] = await ofPatient()
    const refusal = {
      code: 'not_now',
      reason: 'hard_findings',
      extra: { findings: [{ origin: 'protocol:swing', item: 'vas_back_rest' }] },
    }
    await expect(sign('d3')).rejects.toMatchObject(refusal)
    const close = { version: 1, act: 'close', text: 'it is so' } as const
    await updateQuery(clinician, 'live', query?.id ?? '', close)
    await expect(sign('d3')).rejects.toMatchObject(refusal)
    // The other visit is as it was.
    await expect(sign('d1')).resolves.toMatchObject({ version: 1 })
    await saveForm(nurse, patient, 'd3', 'pain', pain(6), { version: 1 })
    await expect(sign('d3')).resolves.toMatchObject({ version: 1 })
  })

  it('closed by a person with a reason is asked again only of other values', async () => {
    await saveForm(nurse, patient, 'd3', 'pain', pain(1), { doneDaysAgo: 2, reasons })
    const [query] = await ofPatient()
    const id = query?.id ?? ''
    const close = { version: 1, act: 'close', text: '' } as const
    await expect(updateQuery(clinician, 'live', id, close)).rejects.toMatchObject({ code: 'invalid' })
    await expect(updateQuery(nurse, 'live', id, { ...close, text: 'so' })).rejects.toMatchObject({
      code: 'forbidden',
    })
    await updateQuery(clinician, 'live', id, { ...close, text: 'seen on the ward' })
    const change = (leg: number, rest: number, version: number) =>
      saveForm(nurse, patient, 'd3', 'pain', { ...pain(rest), vas_leg_left: leg }, { version, reasons })
    await change(2, 1, 1)
    expect((await ofPatient()).map(({ state }) => state)).toEqual(['closed'])
    await change(2, 2, 2)
    expect((await ofPatient()).map(({ state }) => state)).toEqual(['open'])
  })
})

describe('a finding about dates', () => {
  it('hangs on the course, is answered from the list, and is gone with its ground', async () => {
    const course = await getCourse(nurse, 'live', patient.enrolmentId)
    const [operation] = course.operations
    const late = (performedOn: string, version: number) =>
      updateOperation(nurse, 'live', operation?.id ?? '', {
        ...newOperation(performedOn, ['T12']),
        version,
      })
    await late(daysAgo(7), 1)
    const [query] = await ofPatient()
    expect(query).toMatchObject({
      ...{ state: 'open', severity: 'soft', instrument: null, item: 'performedOn', visitId: null },
      finding: { en: expect.stringContaining('before the enrolment') },
    })
    await updateQuery(nurse, 'live', query?.id ?? '', { version: 1, act: 'answer', text: 'asked the ward' })
    expect((await ofPatient()).map(({ state }) => state)).toEqual(['answered'])
    await late(daysAgo(5), 2)
    expect((await ofPatient()).map(({ state, lastBy }) => [state, lastBy])).toEqual([
      ['closed', 'system:checks'],
    ])
  })
})

it('another site sees nothing of it', async () => {
  await saveForm(nurse, patient, 'd3', 'pain', pain(1), { doneDaysAgo: 2, reasons })
  const south = await registry.callAs('nurse.south')
  const { rows } = await listQueries(south, 'live', { page: 1 })
  expect(rows.filter(({ patientCode }) => patientCode === patient.code)).toEqual([])
})
