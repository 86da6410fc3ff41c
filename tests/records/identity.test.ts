import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Call } from '@/lib/records/call'
import { getCourse } from '@/lib/records/enrolments/course'
import { getEntryForm } from '@/lib/records/entries/entry-form'
import type { Identity } from '@/lib/records/patients/identity'
import { findPatients, getPatient, registerPatient } from '@/lib/records/patients/patients'
import { CANARIES } from '../support/canaries'
import { makePatient, type MadePatient } from '../support/patient'
import { openRegistry, type Registry } from '../support/registry'

let registry: Registry
let nurse: Call
const patients: MadePatient[] = []

beforeAll(async () => {
  registry = await openRegistry()
  nurse = await registry.callAs('nurse')
  for (const identity of CANARIES.slice(0, 20)) {
    patients.push(await makePatient(nurse, { identity, operatedDaysAgo: 2 }))
  }
})
afterAll(() => registry.close())

const codesFound = async (query: string, call = nurse) =>
  (await findPatients(call, 'live', query)).map((row) => row.code)

describe('a search', () => {
  it('finds by exact name, full pinyin, phone, numbers and study code, however typed', async () => {
    const [code] = [patients[0]?.code]
    const queries = [
      '欧阳例明霞',
      ' 欧阳 例明霞 ',
      'ouyanglimingxia',
      'Ouyang Li Mingxia',
      '13900864210',
      '139 0086 4210',
      '+86 139-0086-4210',
      '１３９００８６４２１０',
      CANARIES[0]?.idNumber ?? '',
      'zy-2026-7700',
      'LV-001',
      'lv-001',
    ]
    for (const query of queries) expect(await codesFound(query), query).toEqual([code])
  })

  it('finds everybody with the same initials', async () => {
    const found = await codesFound('oylmx')
    expect(found).toContain('LV-001')
  })

  it('finds nothing by a part, a pattern or a statement', async () => {
    const queries = [
      '欧阳',
      '例明霞',
      '欧阳例明',
      '1390086',
      '864210',
      'ouyang',
      '%',
      '_',
      "' or true --",
      '欧阳%',
      '',
    ]
    for (const query of queries) expect(await codesFound(query), query).toEqual([])
  })

  it('is no other site’s: the same phone there is another token', async () => {
    const south = await registry.callAs('nurse.south')
    expect(await codesFound(CANARIES[0]?.phone ?? '', south)).toEqual([])
    await makePatient(south, { identity: { phone: CANARIES[0]?.phone ?? '' } })
    expect(await codesFound(CANARIES[0]?.phone ?? '', south)).toHaveLength(1)
    const tokens = await registry.asSuper<{ n: number }>(
      `select count(*)::int as n from patient_token where kind = 'phone' group by token having count(*) > 1`,
    )
    expect(tokens).toEqual([])
  })
})

it('nobody is registered with a telephone that is not one number', async () => {
  for (const [phone, code] of [
    ['明天再问', 'not_a_phone'],
    ['13900001234 13900005678', 'one_phone_only'],
  ] as const) {
    const input = { identity: { name: '例号码', phone }, notDuplicate: true }
    const refused = await registerPatient(nurse, 'live', input).catch((error: unknown) => error)
    expect(refused, phone).toMatchObject({ code: 'invalid', fields: [{ field: 'identity.phone', code }] })
  }
  expect(await codesFound('例号码')).toEqual([])
})

describe('a likely duplicate', () => {
  const register = (call: Call, identity: Identity, notDuplicate = false) =>
    registerPatient(call, 'live', { identity, notDuplicate }).catch((error: unknown) => error)

  it('is shown with its candidates, recorded as seen, and registered when it is somebody else', async () => {
    const [first] = CANARIES
    const before = await countAccess('patient.search')
    const shown = await register(nurse, { name: first?.name ?? '' })
    expect(shown).toMatchObject({
      code: 'conflict',
      reason: 'duplicate',
      extra: { candidates: [{ code: 'LV-001', name: first?.name, birthYear: '1930' }] },
    })
    expect(await countAccess('patient.search')).toBe(before + 1)
    expect(await register(nurse, { name: '无人叫此例名' })).toMatchObject({ version: 1 })
    expect(await register(nurse, { hospitalNumber: first?.hospitalNumber ?? '' })).toMatchObject({
      status: 409,
    })
    expect(await register(nurse, { name: first?.name ?? '' }, true)).toMatchObject({ version: 1 })
  })

  it('is looked for at the same site only', async () => {
    const south = await registry.callAs('nurse.south')
    expect(await register(south, { name: CANARIES[7]?.name ?? '' })).toMatchObject({ version: 1 })
  })
})

async function countAccess(verb: string): Promise<number> {
  const [row] = await registry.asSuper<{ n: number }>(
    'select count(*)::int as n from access_event where verb = $1 and actor = $2',
    [verb, nurse.actor.id],
  )
  return row?.n ?? -1
}

describe('looking at an identity', () => {
  it('is recorded each time: search with or without a hit, patient, course, form', async () => {
    const patient = patients[5]
    if (!patient) throw new Error('no patient')
    const place = {
      enrolmentId: patient.enrolmentId,
      visitId: patient.visits.d1 ?? '',
      instrument: 'pain',
      repeatKey: '',
    }
    const looks: [string, () => Promise<unknown>][] = [
      ['patient.search', () => findPatients(nurse, 'live', CANARIES[5]?.phone ?? '')],
      ['patient.search', () => findPatients(nurse, 'live', '10000000000')],
      ['patient.read', () => getPatient(nurse, 'live', patient.patientId)],
      ['patient.read', () => getCourse(nurse, 'live', patient.code)],
      ['patient.read', () => getEntryForm(nurse, 'live', place)],
    ]
    for (const [verb, look] of looks) {
      const before = await countAccess(verb)
      await look()
      expect((await countAccess(verb)) - before, look.toString()).toBe(1)
    }
  })

  it('is not the command line’s: it decrypts nothing', async () => {
    const [row] = await findPatients(registry.cli, 'live', 'LV-001')
    expect(row).toMatchObject({ code: 'LV-001', name: null, sex: null, birthYear: null })
    const { identity } = await getPatient(registry.cli, 'live', patients[0]?.patientId ?? '')
    expect(identity).toEqual({})
    const course = await getCourse(registry.cli, 'live', 'LV-001')
    expect(course.patient).toMatchObject({ name: null, phone: null })
  })
})

describe('ciphertext', () => {
  const tamper = async (sql: string, n: number) => {
    const id = patients[n]?.patientId ?? ''
    await registry.asSuper(`set session_replication_role = 'replica'`)
    await registry.asSuper(sql, [id, patients[n + 1]?.patientId])
    await registry.asSuper(`set session_replication_role = 'origin'`)
    return getPatient(nurse, 'live', id)
  }
  const other = '(select %s from patient_identity where patient_id = $2)'
  it.each([
    [
      10,
      'of another patient',
      `update patient_identity set name = ${other.replace('%s', 'name')} where patient_id = $1`,
    ],
    [
      12,
      'of another patient with its key',
      `update patient_identity set name = ${other.replace('%s', 'name')},
         data_key = ${other.replace('%s', 'data_key')} where patient_id = $1`,
    ],
    [
      14,
      'of another column',
      `update patient_identity set name = address where patient_id = $1 and $2::uuid is not null`,
    ],
    [
      16,
      'of another site',
      `update patient_identity set site_id = (select id from site where code = 'SOUTH') where patient_id = $1
         and $2::uuid is not null`,
    ],
    [
      18,
      'cut short',
      `update patient_identity set name = left(name, -4) where patient_id = $1 and $2::uuid is not null`,
    ],
    [
      20,
      'without its key',
      `update patient_identity set data_key = '' where patient_id = $1 and $2::uuid is not null`,
    ],
  ] as const)('%i: %s does not open', async (n, what, sql) => {
    if (what === 'of another site') {
      // Nobody finds it at either site: the patient is at one and its identity at the other.
      expect((await tamper(sql, n)).identity).toEqual({})
    } else await expect(tamper(sql, n)).rejects.toThrow()
  })
})
