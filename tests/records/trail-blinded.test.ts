import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Call } from '@/lib/records/call'
import { prepareLists } from '@/lib/records/allocations/prepare-lists'
import { randomise } from '@/lib/records/allocations/randomise'
import { getCourse } from '@/lib/records/enrolments/course'
import { addOperation, type OperationInput } from '@/lib/records/enrolments/operations'
import { voidOperation } from '@/lib/records/enrolments/void-operation'
import { saveEntry } from '@/lib/records/entries/save-entry'
import { raiseQuery } from '@/lib/records/queries/queries'
import { listTrail } from '@/lib/records/trail/trail'
import { newOperation } from '../support/patient'
import { daysAgo, openRegistry, type Registry } from '../support/registry'
import { makeTrial, TWO_ARMS, type Trial } from '../support/trial'

/* A double-blind trial keeps its administrators from the arms: the trail must not tell them either. */

const label = (text: string) => ({ zh: text, en: text })

let registry: Registry
let trial: Trial
let ward: Call
let admin: Call
let enrolmentId: string

beforeAll(async () => {
  registry = await openRegistry()
  trial = await makeTrial(registry, {
    arms: [
      { code: 'snrb', label: label('vertebroplasty'), technique: 'PVP' },
      { code: 'plain', label: label('endoscopy'), technique: 'PELD' },
    ],
    randomisation: { ...TWO_ARMS, kind: 'list', bySite: false },
    blinding: 'double',
  })
  ward = await trial.callOf(['clinician'], 'NORTH')
  admin = await trial.callOf(['admin'])
  await prepareLists(admin, trial.slug, { list: 'number,severity,arm\nR1,mild,plain' })
  enrolmentId = await trial.enrol(ward)
  await randomise(ward, trial.slug, enrolmentId, { version: 1, strata: { severity: 'mild' } })
  await operate('PELD', {})
  const wrong = await operate('PVP', { relation: 'same_level', cause: 'the needle of the vertebroplasty' })
  await voidOperation(ward, trial.slug, wrong, { version: 1, reason: 'mistaken for vertebroplasty' })
  const { visits } = await getCourse(ward, trial.slug, enrolmentId)
  const visitId = visits.find(({ code }) => code === 'm3')?.id ?? ''
  const save = async (instrument: string, values: object, doneOn: string | null) =>
    saveEntry(ward, trial.slug, {
      ...{ enrolmentId, visitId, instrument, repeatKey: '', version: 0, values, reasons: {} },
      visit: doneOn ? { doneOn, doneTime: null, mode: 'in_person' } : null,
    })
  const telling = await save('macnab', { macnab: 1 }, daysAgo(0))
  const harmless = await save('pain', { vas_back_rest: 3 }, null)
  await raiseQuery(ward, trial.slug, { entryId: telling.id, item: 'macnab', text: 'macnab is good?' })
  await raiseQuery(ward, trial.slug, { entryId: harmless.id, item: 'vas_back_rest', text: 'three?' })
})
afterAll(() => registry.close())

async function operate(technique: 'PVP' | 'PELD', more: Partial<OperationInput>): Promise<string> {
  const operation = { ...newOperation(daysAgo(1), ['L4'], technique), ...more }
  return (await addOperation(ward, trial.slug, enrolmentId, operation)).id
}

async function readTrail(call: Call) {
  const { rows } = await listTrail(call, { study: trial.slug })
  return rows.filter(({ table }) => !/^(study|protocol_version|allocation_list)$/.test(table))
}

async function lockData(): Promise<void> {
  await registry.asSuper('set session_replication_role = replica')
  await registry.asSuper(`update study set follow_up_closed = true where id = $1`, [trial.id])
  await registry.asSuper('set session_replication_role = origin')
}

describe('the trail of a double-blind trial', () => {
  it('keeps from the administrator forms of one arm, what is said of them, and the words of operations', async () => {
    const rows = await readTrail(admin)
    expect(rows.map(({ table }) => table)).toEqual(
      expect.arrayContaining(['operation', 'entry', 'data_query', 'data_query_message', 'enrolment']),
    )
    expect(JSON.stringify(rows)).not.toMatch(/macnab|vertebroplasty|PELD|PVP|plain/i)
    const sealed = rows.flatMap(({ changes }) => (changes ?? []).filter((change) => change.sealed))
    const names = new Set(sealed.map(({ name }) => name))
    for (const name of ['values', 'instrument', 'text', 'item', 'cause', 'void_reason', 'planned_arm'])
      expect(names).toContain(name)
  })

  it('shows the forms that every arm is asked', async () => {
    const text = JSON.stringify(await readTrail(admin))
    expect(text).toContain('"name":"values.vas_back_rest"')
    expect(text).toContain('three?')
  })

  it('shows all of it once the data are locked', async () => {
    await lockData()
    const text = JSON.stringify(await readTrail(admin))
    for (const word of ['values.macnab', 'macnab is good?', 'mistaken for vertebroplasty', 'the needle of'])
      expect(text).toContain(word)
  })
})
