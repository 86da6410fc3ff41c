import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Call } from '@/lib/records/call'
import { findPatients, getPatient } from '@/lib/records/patients/patients'
import { listAccess } from '@/lib/records/trail/access'
import { listTrail, PAGE_SIZE, type TrailFilter } from '@/lib/records/trail/trail'
import { verifyTrail } from '@/lib/records/trail/verify'
import { makePatient, saveForm, type MadePatient } from '../support/patient'
import { daysAgo, openRegistry, TODAY, type Registry } from '../support/registry'

let registry: Registry
let admin: Call
let nurse: Call
let patient: MadePatient
let other: MadePatient

beforeAll(async () => {
  registry = await openRegistry()
  admin = await registry.callAs('admin')
  nurse = await registry.callAs('nurse')
  const identity = { name: '轨例人', phone: '13900001111' }
  patient = await makePatient(nurse, { identity, operatedDaysAgo: 3 })
  other = await makePatient(await registry.callAs('nurse.south'), { operatedDaysAgo: 3 })
  await saveForm(nurse, patient, 'd1', 'pain', { vas_back_rest: 3 }, { doneDaysAgo: 2 })
  await saveForm(nurse, patient, 'd1', 'pain', { vas_back_rest: 7 }, { doneDaysAgo: 2, version: 1 })
})
afterAll(() => registry.close())

const find = async (filter: TrailFilter) => (await listTrail(admin, filter)).rows

describe('the trail', () => {
  it('of a patient is everything that hangs under the code, and nothing of others', async () => {
    const rows = await find({ patient: patient.code.toLowerCase() })
    expect([...new Set(rows.map((row) => row.table))]).toEqual(
      expect.arrayContaining(['patient', 'patient_identity', 'enrolment', 'operation', 'visit', 'entry']),
    )
    expect(new Set(rows.map((row) => row.patient))).toEqual(new Set([patient.code]))
    expect(await find({ patient: 'LV-999' })).toEqual([])
  })

  it('says old and new of what was entered, by the name the form gives it', async () => {
    const [row] = await find({ patient: patient.code, table: 'entry' })
    const change = row?.changes?.find((one) => one.name === 'values.vas_back_rest')
    expect(change).toMatchObject({ before: '3', after: '7', sealed: false })
    expect(change?.label?.zh).toMatch(/腰/)
  })

  it('shows no identity: neither its text nor its ciphertext', async () => {
    const rows = await find({ patient: patient.code })
    const sealed = rows.filter((row) => /^patient_(identity|token)$/.test(row.table))
    expect(sealed.length).toBeGreaterThan(1)
    const changes = sealed.flatMap((row) => row.changes ?? [])
    expect(changes.length).toBeGreaterThan(2)
    for (const change of changes) expect(change).toMatchObject({ before: null, after: null, sealed: true })
    expect(JSON.stringify(rows)).not.toMatch(/轨例人|13900001111|"v1\./)
  })

  it('is narrowed by person, act, study, site and days', async () => {
    expect(new Set((await find({ person: '李例敏' })).map((row) => row.actorName))).toEqual(
      new Set(['李例敏（护士，北院）']),
    )
    expect((await find({ person: 'NURSE.south' })).length).toBeGreaterThan(0)
    expect(await find({ person: '100%' })).toEqual([])
    expect(new Set((await find({ verb: 'entry.save' })).map((row) => row.verb))).toEqual(
      new Set(['entry.save']),
    )
    expect(new Set((await find({ site: 'SOUTH' })).map((row) => row.site))).toEqual(new Set(['SOUTH']))
    expect(await find({ study: 'ovcf', table: 'enrolment' })).toEqual([])
    expect((await find({ from: TODAY, to: TODAY })).length).toBeGreaterThan(0)
    expect(await find({ to: daysAgo(1) })).toEqual([])
  })

  it('goes on from where a page ended, with no row twice and none left out', async () => {
    const [count] = await registry.asSuper<{ n: number }>('select count(*)::int as n from trail')
    const seen: string[] = []
    let after: string | undefined
    do {
      const page = await listTrail(admin, { after })
      expect(page.rows.length).toBeLessThanOrEqual(PAGE_SIZE)
      seen.push(...page.rows.map((row) => `${row.chain}:${row.seq}`))
      after = page.next ?? undefined
    } while (after)
    expect(seen).toHaveLength(count?.n ?? 0)
    expect(new Set(seen).size).toBe(seen.length)
  })
})

describe('who looked at whom', () => {
  it('is told by patient and person, with codes and without names', async () => {
    await getPatient(nurse, 'live', patient.patientId)
    const { rows } = await listAccess(admin, { patient: patient.code })
    expect(rows[0]).toMatchObject({ actorName: '李例敏（护士，北院）', patient: patient.code, site: 'NORTH' })
    expect(rows.every((row) => row.patient === patient.code)).toBe(true)
    expect((await listAccess(admin, { patient: other.code })).rows.every((row) => row.site === 'SOUTH')).toBe(
      true,
    )
    expect(JSON.stringify(rows)).not.toContain('轨例人')
    await expect(listAccess(nurse, {})).rejects.toMatchObject({ status: 403 })
  })

  it('tells a search that found nobody, and not what was typed', async () => {
    await findPatients(nurse, 'live', '查无此人')
    const [last] = (await listAccess(admin, {})).rows
    expect(last).toMatchObject({ verb: 'patient.search', patient: null, found: false })
    const kept = JSON.stringify(await registry.asSuper('select * from access_event'))
    expect(kept).not.toContain('查无此人')
  })

  it('goes on from where a page ended', async () => {
    for (let n = 0; n < 55; n += 1) await getPatient(nurse, 'live', patient.patientId)
    const first = await listAccess(admin, {})
    const second = await listAccess(admin, { after: first.next ?? undefined })
    const ids = [...first.rows, ...second.rows].map((row) => row.id)
    const [count] = await registry.asSuper<{ n: number }>('select count(*)::int as n from access_event')
    expect(new Set(ids).size).toBe(count?.n)
  })
})

describe('verification', () => {
  const faults = async () =>
    (await verifyTrail(registry.cli)).flatMap((report) => report.faults.map(({ fault }) => fault))
  const bypass = async (sql: string) => {
    await registry.asSuper(`set session_replication_role = 'replica'`)
    await registry.asSuper(sql)
    await registry.asSuper(`set session_replication_role = 'origin'`)
  }

  it('finds rows that were changed, removed or added beside the trail', async () => {
    expect(await faults()).toEqual([])
    await bypass(
      `update entry set values = '{"vas_back_rest": 0}' where enrolment_id = '${patient.enrolmentId}'`,
    )
    expect(await faults()).toEqual([expect.stringMatching(/^entry \S+ says other than its last change$/)])
    await bypass(`delete from entry`)
    expect(await faults()).toEqual([expect.stringMatching(/^entry \S+ is gone$/)])
    await bypass(`insert into study_site (id, study_id, site_id) select gen_random_uuid(), t.id, s.id
      from study t, site s where t.slug = 'ovcf' and s.code = 'SOUTH'`)
    expect(await faults()).toHaveLength(2)
  })
})
