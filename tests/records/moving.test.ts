import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Call } from '@/lib/records/call'
import { listAlerts } from '@/lib/records/complications/alerts'
import { getCourse } from '@/lib/records/enrolments/course'
import { getEntryHistory } from '@/lib/records/entries/history'
import { moveEntry } from '@/lib/records/entries/move-entry'
import { listMoveOptions } from '@/lib/records/entries/move-options'
import { voidEntry } from '@/lib/records/entries/void-entry'
import { lockVisit, unlockVisit } from '@/lib/records/visits/lock-visit'
import { updateVisit } from '@/lib/records/visits/update-visit'
import { addUnscheduledVisit } from '@/lib/records/visits/visits'
import { voidVisit } from '@/lib/records/visits/void-visit'
import { makePatient, saveForm, type MadePatient } from '../support/patient'
import { daysAgo, openRegistry, withKey, type Registry } from '../support/registry'
import { openCorrections, PAIN, URGENT, type Corrections } from '../support/corrections'

let registry: Registry
let nurse: Call
let clinician: Call
let south: Call
let makeOperated: Corrections['makeOperated']
let readForm: Corrections['readForm']
let sign: Corrections['sign']
let lock: Corrections['lock']
let listNotices: Corrections['listNotices']

beforeAll(async () => {
  registry = await openRegistry()
  nurse = await registry.callAs('nurse')
  clinician = await registry.callAs('clinician')
  south = await registry.callAs('nurse.south')
  ;({ makeOperated, readForm, sign, lock, listNotices } = openCorrections(nurse, clinician))
})
afterAll(() => registry.close())

describe('a lock', () => {
  it('refuses every change until a clinician opens it with a reason', async () => {
    const patient = await makeOperated()
    const { id } = await saveForm(nurse, patient, 'd1', 'pain', PAIN, { doneDaysAgo: 4 })
    const visitId = patient.visits.d1 ?? ''
    await lock(patient, 'd1')
    const { visit, record } = await readForm(patient, 'd1')
    expect(record?.lock).toMatchObject({ byName: clinician.actor.name })
    const version = visit?.version ?? 0
    const reason = 'because'
    const target = { enrolmentId: patient.enrolmentId, visitId: patient.visits.d3 ?? '', repeatKey: '' }
    const done = { doneOn: daysAgo(4), doneTime: null, mode: 'telephone', version } as const
    for (const change of [
      () => saveForm(nurse, patient, 'd1', 'pain', PAIN, { version: 1, correction: reason }),
      () => saveForm(nurse, patient, 'd1', 'urgent_signs', URGENT),
      () => updateVisit(nurse, 'live', visitId, { ...done, correction: reason }),
      () => voidEntry(nurse, 'live', id, { version: 1, reason }),
      () => voidVisit(nurse, 'live', visitId, { version, reason }),
      () => moveEntry(nurse, 'live', id, { version: 1, reason, target }),
      () => lockVisit(clinician, 'live', visitId, { version }),
    ]) {
      await expect(change()).rejects.toMatchObject({ code: 'not_now', reason: 'visit_locked' })
    }
    const open = { version, reason }
    await expect(unlockVisit(nurse, 'live', visitId, open)).rejects.toMatchObject({ code: 'forbidden' })
    await expect(unlockVisit(clinician, 'live', visitId, { ...open, reason: ' ' })).rejects.toMatchObject({
      fields: [{ field: 'reason', code: 'required' }],
    })
    await unlockVisit(clinician, 'live', visitId, open)
    await saveForm(nurse, patient, 'd1', 'pain', { ...PAIN, vas_back_rest: 1 }, { version: 1 })
    const [unlocked] = await registry.asSuper(
      `select reason from trail where table_name = 'visit' and row_id = $1 and verb = 'visit.unlock'`,
      [visitId],
    )
    expect(unlocked).toEqual({ reason })
  })

  it('keeps a new entry from being moved in', async () => {
    const patient = await makeOperated()
    await saveForm(nurse, patient, 'd1', 'urgent_signs', { ...URGENT, urgent_bladder: 0 }, { doneDaysAgo: 4 })
    await lock(patient, 'd1')
    const { id } = await saveForm(nurse, patient, 'd3', 'pain', PAIN, { doneDaysAgo: 1 })
    const target = { enrolmentId: patient.enrolmentId, visitId: patient.visits.d1 ?? '', repeatKey: '' }
    await expect(moveEntry(nurse, 'live', id, { version: 1, reason: 'day 1', target })).rejects.toMatchObject(
      {
        reason: 'visit_locked',
      },
    )
  })
})

describe('moving an entry', () => {
  it('takes values, queries and flags to the right patient; both visits, signatures and histories follow', async () => {
    const wrong = await makeOperated()
    const right = await makeOperated()
    const { id } = await saveForm(nurse, wrong, 'd1', 'urgent_signs', URGENT, { doneDaysAgo: 4 })
    await sign(wrong, 'd1')
    const options = await listMoveOptions(nurse, 'live', id, right.code)
    expect(options).toMatchObject({
      from: { doneOn: daysAgo(4), signed: true, locked: false, last: true, flags: 1 },
      target: { code: right.code, name: '改例人' },
    })
    const place = options.places.find(({ visitCode }) => visitCode === 'd1')
    expect(place).toMatchObject({ doneOn: null, signed: false, refusal: null })

    const move = {
      version: 1,
      reason: '录到了别人名下',
      target: { enrolmentId: right.enrolmentId, visitId: right.visits.d1 ?? '', repeatKey: '' },
    }
    const key = withKey(nurse)
    const moved = await moveEntry(key, 'live', id, move)
    expect(await moveEntry(key, 'live', id, move)).toEqual({ ...moved, replayed: true })
    await expect(moveEntry(nurse, 'live', id, move)).rejects.toMatchObject({ code: 'conflict' })

    const there = await readForm(right, 'd1', 'urgent_signs')
    expect(there).toMatchObject({
      entry: { id, version: 2, values: URGENT },
      visit: { doneOn: daysAgo(4), mode: 'in_person' },
    })
    const here = await readForm(wrong, 'd1', 'urgent_signs')
    expect(here).toMatchObject({ entry: null, visit: { doneOn: null }, record: { signature: null } })
    expect(await listNotices(wrong)).toHaveLength(1)
    const urgentOf = async ({ enrolmentId }: MadePatient) =>
      (await listAlerts(nurse, 'live', { enrolmentId, page: 1 })).rows.filter(({ urgent }) => urgent).length
    expect([await urgentOf(wrong), await urgentOf(right)]).toEqual([0, 1])

    const history = await getEntryHistory(nurse, 'live', id)
    expect(
      history.versions.map(({ version, verb, reason, moved: to }) => [version, verb, reason, to]),
    ).toEqual([
      [
        2,
        'entry.move',
        '录到了别人名下',
        {
          from: { patientCode: wrong.code, visitCode: 'd1', repeatKey: '' },
          to: { patientCode: right.code, visitCode: 'd1', repeatKey: '' },
        },
      ],
      [1, 'entry.save', null, null],
    ])
    const touched = await registry.asSuper<{ row: string }>(
      `select distinct table_name || ' ' || row_id as row from trail where verb = 'entry.move' and reason is not null`,
    )
    expect(touched.map(({ row }) => row)).toEqual(
      expect.arrayContaining([`entry ${id}`, `visit ${wrong.visits.d1}`, `visit ${right.visits.d1}`]),
    )
  })

  it('goes to a free place of the same form at the same site, and nowhere else', async () => {
    const patient = await makeOperated()
    const other = await makeOperated()
    const abroad = await makePatient(south, { operatedDaysAgo: 5 })
    const { id } = await saveForm(nurse, patient, 'd1', 'pain', PAIN, { doneDaysAgo: 4 })
    await saveForm(nurse, other, 'd1', 'pain', PAIN, { doneDaysAgo: 4 })
    const { id: demographics } = await saveForm(
      nurse,
      patient,
      'pre',
      'demographics',
      { sex: 2, age: 70 },
      {
        doneDaysAgo: 6,
      },
    )
    const to = (enrolmentId: string, visitId: string | null, repeatKey = '', entry = id) =>
      moveEntry(nurse, 'live', entry, {
        version: 1,
        reason: 'wrong',
        target: { enrolmentId, visitId, repeatKey },
      })
    await expect(to(other.enrolmentId, other.visits.d1 ?? '')).rejects.toMatchObject({
      fields: [{ field: 'target.visitId', code: 'place_taken' }],
    })
    await expect(to(patient.enrolmentId, patient.visits.d1 ?? '')).rejects.toMatchObject({
      fields: [{ field: 'target.visitId', code: 'place_taken' }],
    })
    await expect(to(other.enrolmentId, other.visits.d1 ?? '', '', demographics)).rejects.toMatchObject({
      fields: [{ field: 'target.visitId', code: 'not_asked_there' }],
    })
    await expect(to(other.enrolmentId, null)).rejects.toMatchObject({
      fields: [{ field: 'target.visitId', code: 'not_asked_there' }],
    })
    await expect(to(other.enrolmentId, other.visits.d3 ?? '', 'T12')).rejects.toMatchObject({
      fields: [{ field: 'repeatKey', code: 'unknown' }],
    })
    await expect(to(other.enrolmentId, patient.visits.d3 ?? '')).rejects.toMatchObject({ code: 'not_found' })
    await expect(to(abroad.enrolmentId, abroad.visits.d3 ?? '')).rejects.toMatchObject({ code: 'not_found' })
    const everywhere = registry.cli
    await expect(
      moveEntry(everywhere, 'live', id, {
        version: 1,
        reason: 'wrong',
        target: { enrolmentId: abroad.enrolmentId, visitId: abroad.visits.d3 ?? '', repeatKey: '' },
      }),
    ).rejects.toMatchObject({ fields: [{ field: 'target.enrolmentId', code: 'other_site' }] })
    await expect(listMoveOptions(nurse, 'live', id, abroad.code)).rejects.toMatchObject({
      reason: 'no_such_patient',
    })
  })

  it('across each other at once, both arrive or one waits its turn', async () => {
    const a = await makeOperated()
    const b = await makeOperated()
    const one = await saveForm(nurse, a, 'd1', 'pain', PAIN, { doneDaysAgo: 4 })
    const two = await saveForm(nurse, b, 'd3', 'pain', PAIN, { doneDaysAgo: 2 })
    await Promise.all([
      moveEntry(nurse, 'live', one.id, {
        version: 1,
        reason: 'swap',
        target: { enrolmentId: b.enrolmentId, visitId: b.visits.d1 ?? '', repeatKey: '' },
      }),
      moveEntry(nurse, 'live', two.id, {
        version: 1,
        reason: 'swap',
        target: { enrolmentId: a.enrolmentId, visitId: a.visits.d3 ?? '', repeatKey: '' },
      }),
    ])
    const codes = async (patient: MadePatient) =>
      (await getCourse(nurse, 'live', patient.enrolmentId)).entries.map(({ visitCode }) => visitCode)
    expect([await codes(a), await codes(b)]).toEqual([['d3'], ['d1']])
  })

  it('of the discharge moves the day-3 visit of both', async () => {
    const asked = await makeOperated()
    const instruments = (await readForm(asked, 'd3')).asked.map(({ id }) => id)
    expect(instruments).toContain('discharge')
    const { id } = await saveForm(
      nurse,
      asked,
      'd3',
      'discharge',
      { discharge_date: daysAgo(3) },
      { doneDaysAgo: 3 },
    )
    const right = await makeOperated()
    const firstDay = async (patient: MadePatient) => (await readForm(patient, 'd3')).visit?.firstDay
    const early = await firstDay(asked)
    const usual = await firstDay(right)
    expect(early).not.toBe(usual)
    await moveEntry(nurse, 'live', id, {
      version: 1,
      reason: 'wrong patient',
      target: { enrolmentId: right.enrolmentId, visitId: right.visits.d3 ?? '', repeatKey: '' },
    })
    expect([await firstDay(asked), await firstDay(right)]).toEqual([usual, early])
  })
})

describe('voiding', () => {
  it('takes an entry out, and the date of a visit with its last one; the place is free again', async () => {
    const patient = await makeOperated()
    const pain = await saveForm(nurse, patient, 'd1', 'pain', PAIN, { doneDaysAgo: 4 })
    const signs = await saveForm(nurse, patient, 'd1', 'urgent_signs', URGENT)
    await expect(voidEntry(nurse, 'live', pain.id, { version: 1, reason: '' })).rejects.toMatchObject({
      fields: [{ field: 'reason', code: 'required' }],
    })
    await expect(voidEntry(nurse, 'live', pain.id, { version: 2, reason: 'x' })).rejects.toMatchObject({
      code: 'conflict',
    })
    await voidEntry(nurse, 'live', signs.id, { version: 1, reason: 'another patient' })
    const { rows } = await listAlerts(nurse, 'live', { enrolmentId: patient.enrolmentId, page: 1 })
    expect(rows.filter(({ urgent }) => urgent)).toEqual([])
    expect((await readForm(patient, 'd1')).visit?.doneOn).toBe(daysAgo(4))
    await voidEntry(nurse, 'live', pain.id, { version: 1, reason: 'another patient' })
    expect((await readForm(patient, 'd1')).visit).toMatchObject({ doneOn: null, mode: null })
    await saveForm(nurse, patient, 'd1', 'pain', PAIN, { doneDaysAgo: 4 })
    const again = (await readForm(patient, 'd1')).entry
    await voidEntry(nurse, 'live', again?.id ?? '', { version: 1, reason: 'once more' })
    await expect(getEntryHistory(nurse, 'live', pain.id)).rejects.toMatchObject({ code: 'not_found' })
  })

  it('of a visit voids its forms; an unscheduled one goes and its number is not given again', async () => {
    const patient = await makeOperated()
    await saveForm(nurse, patient, 'd1', 'pain', PAIN, { doneDaysAgo: 4 })
    await sign(patient, 'd1')
    const { visit } = await readForm(patient, 'd1')
    await voidVisit(nurse, 'live', visit?.id ?? '', { version: visit?.version ?? 0, reason: 'did not come' })
    expect(await readForm(patient, 'd1')).toMatchObject({
      entry: null,
      visit: { doneOn: null },
      record: { signature: null, entries: [] },
    })
    expect(await listNotices(patient)).toHaveLength(1)
    const done = { doneOn: daysAgo(1), doneTime: null, mode: 'telephone' } as const
    const { id } = await addUnscheduledVisit(nurse, 'live', patient.enrolmentId, done)
    await voidVisit(nurse, 'live', id, { version: 1, reason: 'twice' })
    await addUnscheduledVisit(nurse, 'live', patient.enrolmentId, done)
    const { visits } = await getCourse(nurse, 'live', patient.enrolmentId)
    expect(visits.map(({ code }) => code).filter((code) => code.startsWith('U'))).toEqual(['U2'])
  })
})
