import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Call } from '@/lib/records/call'
import { prepareLists } from '@/lib/records/allocations/prepare-lists'
import { randomise } from '@/lib/records/allocations/randomise'
import { unblind } from '@/lib/records/allocations/unblind'
import { getCourse } from '@/lib/records/enrolments/course'
import { listMatrix } from '@/lib/records/enrolments/matrix'
import { addOperation } from '@/lib/records/enrolments/operations'
import { voidOperation } from '@/lib/records/enrolments/void-operation'
import { moveEntry } from '@/lib/records/entries/move-entry'
import { listMoveOptions } from '@/lib/records/entries/move-options'
import { saveEntry } from '@/lib/records/entries/save-entry'
import { voidEntry } from '@/lib/records/entries/void-entry'
import { moveToVersion } from '@/lib/records/instruments/move-versions'
import { countSecond, getSecond, listSecond } from '@/lib/records/quality/list-second'
import { resolveSecond, typeSecond, waiveSecond } from '@/lib/records/quality/second-entries'
import { addVerification } from '@/lib/records/quality/verifications'
import { countOpenQueries, listQueries } from '@/lib/records/queries/list-queries'
import { raiseQuery, updateQuery } from '@/lib/records/queries/queries'
import { newOperation } from '../support/patient'
import { daysAgo, openRegistry, type Registry } from '../support/registry'
import { makeTrial, TWO_ARMS, type Trial } from '../support/trial'

/* A form that one arm alone is asked says the arm: for who must not know it, it does not exist anywhere. */

const label = (text: string) => ({ zh: text, en: text })

let registry: Registry
let trial: Trial
let ward: Call
/** May do everything below, and judges outcomes: that keeps the arm away. */
let blind: Call
let enrolmentId: string
let visitId: string
let telling: string
let harmless: string
let query: string
let code: string

beforeAll(async () => {
  registry = await openRegistry()
  trial = await makeTrial(registry, {
    arms: [
      { code: 'snrb', label: label('vertebroplasty'), technique: 'PVP' },
      { code: 'plain', label: label('endoscopy'), technique: 'PELD' },
    ],
    randomisation: { ...TWO_ARMS, kind: 'list', bySite: false },
    blinding: 'single',
    blinded: ['nurse'],
    doubleEntry: 1,
  })
  ward = await trial.callOf(['clinician'], 'NORTH')
  blind = await trial.callOf(['clinician', 'monitor', 'assessor'], 'NORTH')
  const list = 'number,severity,arm\nR1,mild,plain'
  await prepareLists(await trial.callOf(['admin']), trial.slug, { list })
  enrolmentId = await trial.enrol(ward)
  await randomise(ward, trial.slug, enrolmentId, { version: 1, strata: { severity: 'mild' } })
  await addOperation(ward, trial.slug, enrolmentId, newOperation(daysAgo(1), ['L4'], 'PELD'))
  const course = await getCourse(ward, trial.slug, enrolmentId)
  code = course.patient.code
  visitId = course.visits.find((visit) => visit.code === 'm3')?.id ?? ''
  telling = await save('macnab', {}, true)
  harmless = await save('pain', { vas_back_rest: 3 }, false)
  query = await raise(ward, telling, 'macnab')
  await raise(ward, harmless, 'vas_back_rest')
})
afterAll(() => registry.close())

async function save(instrument: string, values: object, first: boolean): Promise<string> {
  const visit = first ? { doneOn: daysAgo(0), doneTime: null, mode: 'in_person' as const } : null
  const place = { enrolmentId, visitId, instrument, repeatKey: '' }
  return (await saveEntry(ward, trial.slug, { ...place, version: 0, values, reasons: {}, visit })).id
}

const raise = async (call: Call, entryId: string, item: string) =>
  (await raiseQuery(call, trial.slug, { entryId, item, text: 'sure?' })).id

const notThere = (work: Promise<unknown>) => expect(work).rejects.toMatchObject({ code: 'not_found' })

const instrumentsOf = ({ rows }: { rows: readonly { instrument: string | null }[] }) =>
  rows.map(({ instrument }) => instrument).sort()

async function secondOf(entryId: string): Promise<string> {
  const rows = await registry.asSuper<{ id: string }>('select id from second_entry where entry_id = $1', [
    entryId,
  ])
  return rows[0]?.id ?? ''
}

describe('a form that says the arm', () => {
  it('is in no list of second typings of who must not know it, and cannot be typed, waived or resolved', async () => {
    const { slug } = trial
    expect(instrumentsOf(await listSecond(ward, slug, { page: 1 }))).toEqual(['macnab', 'pain'])
    expect(await countSecond(ward, slug)).toBe(2)
    const seen = await listSecond(blind, slug, { page: 1 })
    expect([instrumentsOf(seen), seen.total, await countSecond(blind, slug)]).toEqual([['pain'], 1, 1])
    const id = await secondOf(telling)
    const input = { version: 1, reason: 'none' }
    await getSecond(ward, slug, id)
    await notThere(getSecond(blind, slug, id))
    await notThere(typeSecond(blind, slug, id, { version: 1, values: {} }))
    await notThere(waiveSecond(blind, slug, id, input))
    await notThere(resolveSecond(blind, slug, id, { ...input, entryVersion: 1, choices: {} }))
    await getSecond(blind, slug, await secondOf(harmless))
  })

  it('is asked back about by nobody who must not know it, and its queries are not listed or counted', async () => {
    const { slug } = trial
    const countIn = async (call: Call) =>
      (await listMatrix(call, slug, { page: 1 })).rows[0]?.cells.find((cell) => cell.code === 'm3')?.queries
    expect(instrumentsOf(await listQueries(ward, slug, { page: 1 }))).toEqual(['macnab', 'pain'])
    expect([await countOpenQueries(ward, slug), await countIn(ward)]).toEqual([2, 2])
    expect(instrumentsOf(await listQueries(blind, slug, { page: 1 }))).toEqual(['pain'])
    expect([await countOpenQueries(blind, slug), await countIn(blind)]).toEqual([1, 1])
    await notThere(raise(blind, telling, 'macnab'))
    await notThere(updateQuery(blind, slug, query, { version: 1, act: 'answer', text: 'yes' }))
  })

  it('is not compared with its source, moved, or voided by who must not know it', async () => {
    const { slug } = trial
    const input = { version: 1, reason: 'none' }
    await notThere(addVerification(blind, slug, { entryId: telling, version: 1, items: null }))
    await notThere(moveToVersion(blind, slug, 'macnab', { ...input, entryId: telling, to: 1 }))
    await notThere(listMoveOptions(blind, slug, telling, code))
    const target = { enrolmentId, visitId, repeatKey: '' }
    await notThere(moveEntry(blind, slug, telling, { ...input, target }))
    await notThere(voidEntry(blind, slug, telling, input))
    await addVerification(blind, slug, { entryId: harmless, version: 1, items: null })
    await listMoveOptions(ward, slug, telling, code)
  })
})

describe('why an operation was voided', () => {
  it('is empty on the course of who must not know the arm', async () => {
    const { slug } = trial
    const id = await trial.enrol(ward)
    const operation = await addOperation(ward, slug, id, newOperation(daysAgo(1), ['L4'], 'PVP'))
    await voidOperation(ward, slug, operation.id, { version: 1, reason: 'it was the endoscopy' })
    const reasonFor = async (call: Call) => (await getCourse(call, slug, id)).voidedOperations[0]?.reason
    expect([await reasonFor(ward), await reasonFor(blind)]).toEqual(['it was the endoscopy', ''])
  })
})

describe('an arm that was opened in an emergency', () => {
  it('lets the ward list the forms of this patient again', async () => {
    const { slug } = trial
    const hidden = await trial.callOf(['clinician', 'nurse'], 'NORTH')
    expect(instrumentsOf(await listQueries(hidden, slug, { page: 1 }))).toEqual(['pain'])
    await unblind(hidden, slug, enrolmentId, { reason: 'anaphylaxis', urgent: true })
    expect(instrumentsOf(await listQueries(hidden, slug, { page: 1 }))).toEqual(['macnab', 'pain'])
    expect(instrumentsOf(await listQueries(blind, slug, { page: 1 }))).toEqual(['pain'])
  })
})
