import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { findColumn } from '@/lib/codebook/dataset-build'
import type { Call } from '@/lib/records/call'
import { reading } from '@/lib/records/change'
import { extractDataset } from '@/lib/records/data/extract'
import { getComparison, recordComparison } from '@/lib/records/data/receipts'
import { endEnrolment } from '@/lib/records/enrolments/end-enrolment'
import type { Tx } from '@/lib/records/transaction'
import { makePatient, saveForm, type MadePatient } from '../support/patient'
import { daysAgo, openRegistry, TODAY, type Registry } from '../support/registry'

let registry: Registry
let researcher: Call
let nurse: Call
const patients: MadePatient[] = []

beforeAll(async () => {
  registry = await openRegistry()
  researcher = await registry.callAs('researcher')
  nurse = await registry.callAs('nurse')
  for (const username of ['nurse', 'nurse', 'nurse.south']) {
    const call = await registry.callAs(username)
    const patient = await makePatient(call, {
      operatedDaysAgo: 9,
      identity: { name: '例无名', birthDate: '1944-05-06' },
    })
    await saveForm(call, patient, 'd1', 'pain', { vas_back_rest: 3 }, { doneDaysAgo: 8 })
    await saveForm(call, patient, 'd3', 'discharge', { discharge_date: daysAgo(5) }, { doneDaysAgo: 5 })
    patients.push(patient)
  }
})
afterAll(() => registry.close())

const within = <T>(call: Call, work: (tx: Tx) => Promise<T>) =>
  reading(call, 'comparison.run', { study: 'live' }, work, { deidentified: true })

describe('a de-identified transaction', () => {
  it('reads none of the tables under the views', async () => {
    const tables = [
      'patient',
      'patient_identity',
      'patient_token',
      'enrolment',
      'visit',
      'entry',
      'operation',
    ]
    const others = [
      'complication',
      'alert',
      'draft',
      'person',
      'session',
      'trail',
      'trail_payload',
      'access_event',
    ]
    for (const table of [...tables, ...others]) {
      const read = within(researcher, (tx) => tx.db.$queryRawUnsafe(`select 1 from "${table}"`))
      await expect(read, table).rejects.toThrow(/permission denied/)
    }
  })

  it('writes nothing, and does not turn back into the application', async () => {
    const attempts = [
      `update study set title_en = 'x'`,
      `insert into site (id, code, name_zh, name_en) values (gen_random_uuid(), 'XX', 'x', 'x')`,
      `select next_enrolment_ordinal('${registry.studies.live}')`,
      `delete from deid.entry`,
    ]
    for (const sql of attempts) {
      await expect(
        within(researcher, (tx) => tx.db.$executeRawUnsafe(sql)),
        sql,
      ).rejects.toThrow(/denied|cannot/)
    }
  })

  it('sees the sites of the person alone', async () => {
    const count = async (call: Call) => {
      const [row] = await within(
        call,
        (tx) => tx.db.$queryRaw<{ n: number }[]>`select count(*)::int as n from deid.enrolment`,
      )
      return row?.n
    }
    expect(await count(researcher)).toBe(3)
    expect(await count(await registry.callAs('clinician'))).toBe(2)
    expect(await count(await registry.callAs('clinician.south'))).toBe(1)
  })

  it('shows no date and no text of an entry', async () => {
    const rows = await within(
      researcher,
      (tx) => tx.db.$queryRaw<{ row: string }[]>`
      select to_jsonb(t)::text as row from deid.entry t union all select to_jsonb(t)::text from deid.visit t
      union all select to_jsonb(t)::text from deid.enrolment t union all select to_jsonb(t)::text from deid.operation t`,
    )
    const text = rows.map(({ row }) => row).join()
    expect(text).toContain('vas_back_rest')
    expect(text).not.toMatch(/\d{4}-\d{2}-\d{2}|LV-0/)
  })
})

describe('a data set', () => {
  it('counts a complication among those it can follow, and has its column before the first one', async () => {
    await makePatient(nurse)
    await makePatient(nurse, { arm: 'peld', operatedDaysAgo: 1 })
    const data = await extractDataset(researcher, 'extract.run', 'live', 'patient')
    const count = (name: string) => {
      const column = findColumn(data, name)
      const tally = { no: 0, empty: 0, notApplicable: 0 }
      for (let row = 0; row < data.rows; row += 1) {
        if (column.values[row] === 0) tally.no += 1
        else if (column.reasons?.[row]) tally.notApplicable += 1
        else tally.empty += 1
      }
      return tally
    }
    // Three were operated with cement and one through an endoscope; one waits for the operation.
    expect(count('complication_cement_leakage')).toEqual({ no: 3, empty: 1, notApplicable: 1 })
    expect(count('complication_recurrent_pain')).toEqual({ no: 4, empty: 1, notApplicable: 0 })
  })

  it('leaves out who has withdrawn their data, and what was voided', async () => {
    const rows = async () => (await extractDataset(researcher, 'extract.run', 'live', 'visit')).rows
    expect(await rows()).toBe(6)
    const end = { version: 2, endedOn: TODAY, note: null } as const
    const [gone, stays] = patients
    const [{ version } = { version: 0 }] = await registry.asSuper<{ version: number }>(
      'select version from enrolment where id = $1',
      [gone?.enrolmentId],
    )
    await endEnrolment(nurse, 'live', gone?.enrolmentId ?? '', { ...end, version, reason: 'withdrawn_data' })
    expect(await rows()).toBe(4)
    await endEnrolment(nurse, 'live', stays?.enrolmentId ?? '', {
      ...end,
      version,
      reason: 'withdrawn_follow_up',
    })
    expect(await rows()).toBe(4)
  })
})

it('a comparison over every site opens to those who reach every site, and to who asked it', async () => {
  const receipt = { plan: {}, planHash: 'p', datasetHash: 'd', engine: 'e', result: {} }
  const clinician = await registry.callAs('clinician')
  const wide = (await recordComparison(researcher, 'live', receipt)).id
  const own = (await recordComparison(clinician, 'live', receipt)).id
  expect(await getComparison(researcher, 'live', wide)).toMatchObject({ id: wide })
  expect(await getComparison(researcher, 'live', own)).toMatchObject({ id: own })
  expect(await getComparison(clinician, 'live', own)).toMatchObject({ id: own })
  const refused = { status: 404 }
  await expect(getComparison(clinician, 'live', wide)).rejects.toMatchObject(refused)
  await expect(getComparison(await registry.callAs('clinician.south'), 'live', own)).rejects.toMatchObject(
    refused,
  )
})
