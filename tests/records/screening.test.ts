import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Call } from '@/lib/records/call'
import { reading } from '@/lib/records/change'
import { countScreening } from '@/lib/records/screening/count-screening'
import { voidEnrolment } from '@/lib/records/enrolments/void-enrolment'
import {
  addScreening,
  listScreening,
  updateScreening,
  voidScreening,
  type ScreeningInput,
} from '@/lib/records/screening/screening'
import { daysAgo, openRegistry, TODAY, withKey, type Registry } from '../support/registry'
import { makeTrial, type Trial } from '../support/trial'

let registry: Registry
let trial: Trial
let nurse: Call
let south: Call
let admin: Call

beforeAll(async () => {
  registry = await openRegistry()
  trial = await makeTrial(registry)
  nurse = await trial.callOf(['nurse'], 'NORTH')
  south = await trial.callOf(['nurse'], 'SOUTH')
  admin = await trial.callOf(['admin'])
})
afterAll(() => registry.close())

const line: ScreeningInput = {
  screenedOn: TODAY,
  sex: 'M',
  age: 45,
  outcome: 'excluded',
  criteria: ['infection'],
  reason: null,
  patient: null,
}
const add = (call: Call, more: Partial<ScreeningInput> = {}) =>
  addScreening(call, trial.slug, { ...line, ...more })
const count = (call: Call, filter = {}) =>
  reading(call, 'screening.list', { study: trial.slug }, (tx) => countScreening(tx, filter))

describe('the screening log', () => {
  it('counts everybody assessed, by outcome, criterion and reason, within reach', async () => {
    await add(nurse)
    await add(nurse, { criteria: ['infection', 'adult'], age: 17 })
    await add(nurse, { outcome: 'declined', criteria: [] })
    await add(nurse, { outcome: 'other', criteria: [], reason: 'lives abroad' })
    await add(south, { outcome: 'other', criteria: [], reason: 'lives abroad' })
    await trial.enrol(nurse)
    expect(await count(nurse)).toEqual({
      assessed: 5,
      enrolled: 1,
      excluded: 2,
      declined: 1,
      other: 1,
      byCriterion: [
        { criterion: 'infection', count: 2 },
        { criterion: 'adult', count: 1 },
      ],
      byReason: [{ reason: 'lives abroad', count: 1 }],
    })
    expect(await count(admin)).toMatchObject({ assessed: 6, other: 2 })
    expect(await count(admin, { site: 'SOUTH' })).toMatchObject({ assessed: 1, enrolled: 0, other: 1 })
  })

  it('gives each line the next number of the study, and the enrolled one writes itself', async () => {
    const { rows, total } = await listScreening(admin, trial.slug, { page: 1 })
    expect(total).toBe(6)
    expect(rows.map(({ number }) => number)).toEqual([6, 5, 4, 3, 2, 1])
    expect(rows[0]).toMatchObject({ outcome: 'enrolled', sex: 'F', patient: 'TR1-001' })
    const own = await listScreening(south, trial.slug, { page: 1 })
    expect(own.rows.map(({ site }) => site)).toEqual(['SOUTH'])
    const filtered = await listScreening(nurse, trial.slug, { page: 1, outcome: 'declined' })
    expect(filtered.rows).toHaveLength(1)
  })

  it('holds no identity: the table has no column for one', async () => {
    const columns = await registry.asSuper<{ name: string }>(
      `select column_name as name from information_schema.columns where table_name = 'screening'`,
    )
    expect(columns.map(({ name }) => name).sort()).toEqual([
      'age',
      'created_at',
      'criteria',
      'enrolment_id',
      'id',
      'number',
      'outcome',
      'reason',
      'screened_on',
      'sex',
      'site_id',
      'study_id',
      'version',
      'void_reason',
      'void_seq',
      'voided_at',
    ])
  })

  it.each<[string, Partial<ScreeningInput>, string, string]>([
    ['an exclusion without a criterion', { criteria: [] }, 'criteria', 'required'],
    ['a criterion that the protocol has not', { criteria: ['made_up'] }, 'criteria', 'unknown'],
    ['another reason without one', { outcome: 'other', criteria: [] }, 'reason', 'required'],
    ['an enrolled person without a code', { outcome: 'enrolled', criteria: [] }, 'patient', 'required'],
    ['an unknown code', { outcome: 'enrolled', criteria: [], patient: 'TR1-999' }, 'patient', 'unknown'],
    [
      'a patient who has a line',
      { outcome: 'enrolled', criteria: [], patient: 'TR1-001' },
      'patient',
      'taken',
    ],
    ['tomorrow', { screenedOn: daysAgo(-1) }, 'screenedOn', 'in_future'],
    ['a site out of reach', { site: 'SOUTH' }, 'site', 'unknown'],
  ])('refuses %s', async (_, more, field, code) => {
    await expect(add(nurse, more)).rejects.toMatchObject({ fields: [{ field, code }] })
  })

  it('corrects and voids a line by its version, once, and never gives its number again', async () => {
    const { id } = await add(nurse)
    const before = await count(nurse)
    const call = withKey(nurse)
    const change = { ...line, version: 1, age: 46 }
    await updateScreening(call, trial.slug, id, change)
    expect(await updateScreening(call, trial.slug, id, change)).toMatchObject({ replayed: true })
    await expect(updateScreening(nurse, trial.slug, id, change)).rejects.toMatchObject({ code: 'conflict' })
    await expect(updateScreening(south, trial.slug, id, { ...change, version: 2 })).rejects.toMatchObject({
      code: 'not_found',
    })
    await voidScreening(nurse, trial.slug, id, { version: 2, reason: 'twice' })
    expect((await count(nurse)).excluded).toBe(before.excluded - 1)
    const { id: next } = await add(nurse)
    const numbers = await registry.asSuper<{ number: number }>(
      'select number from screening where id = any ($1) order by number',
      [[id, next]],
    )
    expect((numbers[1]?.number ?? 0) - (numbers[0]?.number ?? 0)).toBe(1)
  })

  it('keeps who is enrolled among the enrolled while the enrolment stands', async () => {
    const enrolment = await trial.enrol(nurse)
    const { rows } = await listScreening(nurse, trial.slug, { page: 1 })
    const [own] = rows
    if (!own?.patient) throw new Error('no line')
    const declined = { ...line, version: 1, outcome: 'declined' as const, criteria: [] }
    await expect(updateScreening(nurse, trial.slug, own.id, declined)).rejects.toMatchObject({
      reason: 'screened_enrolled',
    })
    await expect(
      voidScreening(nurse, trial.slug, own.id, { version: 1, reason: 'twice' }),
    ).rejects.toMatchObject({ reason: 'screened_enrolled' })
    const same = { ...declined, outcome: 'enrolled' as const, patient: own.patient, age: 67 }
    await updateScreening(nurse, trial.slug, own.id, same)
    const clinician = await trial.callOf(['clinician'], 'NORTH')
    await voidEnrolment(clinician, trial.slug, enrolment, { version: 1, reason: 'another person' })
    await updateScreening(nurse, trial.slug, own.id, { ...declined, version: 2 })
  })
})
