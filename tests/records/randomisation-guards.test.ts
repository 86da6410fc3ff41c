import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Protocol, Randomisation } from '@/lib/protocol/protocol'
import { listAllocations } from '@/lib/records/allocations/list-allocations'
import { prepareLists } from '@/lib/records/allocations/prepare-lists'
import { getAllocationOf, randomise } from '@/lib/records/allocations/randomise'
import type { Call } from '@/lib/records/call'
import { enrolPatient } from '@/lib/records/enrolments/enrolments'
import { addOperation } from '@/lib/records/enrolments/operations'
import { voidEnrolment } from '@/lib/records/enrolments/void-enrolment'
import { getProtocolEditor, saveProtocolDraft } from '@/lib/records/studies/protocol-drafts'
import { getProtocolVersion, publishProtocol } from '@/lib/records/studies/publish-protocol'
import { getProtocol, getStudy } from '@/lib/records/studies/studies'
import { newOperation } from '../support/patient'
import { daysAgo, openRegistry, type Registry } from '../support/registry'
import { makeTrial, TWO_ARMS, type Trial } from '../support/trial'

let registry: Registry
let trial: Trial
let nurse: Call
let admin: Call

beforeAll(async () => {
  registry = await openRegistry()
  trial = await makeTrial(registry)
  nurse = await trial.callOf(['nurse'], 'NORTH')
  admin = await trial.callOf(['admin'])
  await prepareLists(admin, trial.slug, { list: null })
})
afterAll(() => registry.close())

const mild = { severity: 'mild' }
const give = (id: string, strata: Record<string, string> = mild, version = 1) =>
  randomise(nurse, trial.slug, id, { version, strata })

describe('a randomisation', () => {
  it('keeps who was randomised: no second enrolment draws a second arm', async () => {
    const clinician = await trial.callOf(['clinician'], 'NORTH')
    const id = await trial.enrol(nurse)
    await give(id, { severity: 'severe' })
    const remove = (version: number) => voidEnrolment(clinician, trial.slug, id, { version, reason: 'twice' })
    await expect(remove(2)).rejects.toMatchObject({ reason: 'randomised_stays' })
    // One that was voided before this was refused.
    await registry.asSuper(
      `select set_config('app.actor', 'test', false), set_config('app.verb', 'test', false)`,
    )
    await registry.asSuper(
      `update enrolment set voided_at = now(), void_reason = 'twice', void_seq = ordinal where id = $1`,
      [id],
    )
    const [row] = await registry.asSuper<{ patient: string }>(
      'select patient_id as patient from enrolment where id = $1',
      [id],
    )
    const enrolledOn = daysAgo(1)
    const again = await enrolPatient(nurse, trial.slug, {
      patientId: row?.patient ?? '',
      enrolledOn,
      plannedArm: null,
      eligibility: { adult: true, infection: false },
      consent: { version: '1.0', on: enrolledOn, by: 'patient', relation: null },
    })
    await expect(give(again.id, { severity: 'severe' })).rejects.toMatchObject({
      reason: 'already_randomised',
    })
    const next = await trial.enrol(nurse)
    await give(next, { severity: 'severe' })
    expect(await getAllocationOf(nurse, trial.slug, next)).toMatchObject({ number: '2-002' })
  })

  it('randomises nobody who was operated on or treated already', async () => {
    const clinician = await trial.callOf(['clinician'], 'NORTH')
    const id = await trial.enrol(nurse)
    await addOperation(clinician, trial.slug, id, newOperation(daysAgo(1), ['L4']))
    const [row] = await registry.asSuper<{ version: number }>('select version from enrolment where id = $1', [
      id,
    ])
    await expect(give(id, mild, row?.version ?? 0)).rejects.toMatchObject({ reason: 'already_treated' })
  })

  it('lets who administers one site make no lists: they are of every site', async () => {
    const own = await makeTrial(registry)
    const north = await own.callOf(['admin'], 'NORTH')
    await expect(prepareLists(north, own.slug, { list: null })).rejects.toMatchObject({ code: 'forbidden' })
    await prepareLists(await own.callOf(['admin']), own.slug, { list: null })
  })

  it('shows the lengths of blocks to administrators alone', async () => {
    const sizesFor = async (call: Call) => {
      const { protocol } = await getProtocolVersion(call, trial.slug, undefined)
      return protocol.randomisation?.blockSizes
    }
    expect(await sizesFor(admin)).toEqual([4, 6, 8])
    expect(await sizesFor(nurse)).toEqual([])
    const { protocol } = await listAllocations(nurse, trial.slug, { page: 1 })
    expect(protocol.randomisation?.blockSizes).toEqual([])
    expect((await getProtocol(nurse, trial.slug)).randomisation?.blockSizes).toEqual([])
    expect((await getStudy(nurse, trial.slug)).protocol.randomisation?.blockSizes).toEqual([])
  })

  it('goes on by its lists: an amendment of what they are drawn by is refused once they are made', async () => {
    const own = await makeTrial(registry)
    const boss = await own.callOf(['admin'])
    const publish = async (randomisation: Randomisation, more: Partial<Protocol> = {}) => {
      const definition = { ...own.protocol, ...more, randomisation }
      const { draftVersion: version, number: basedOn } = await getProtocolEditor(boss, own.slug)
      const saved = await saveProtocolDraft(boss, own.slug, { version, basedOn, definition })
      return publishProtocol(boss, own.slug, { version: saved.version, reason: 'amended' })
    }
    const sized = { ...TWO_ARMS, blockSizes: [6, 12] }
    await publish({ ...sized, ratio: { snrb: 2, plain: 1 } })
    await prepareLists(boss, own.slug, { list: null })
    await expect(publish({ ...sized, strata: [], kind: 'list' })).rejects.toMatchObject({
      fields: [
        { field: 'randomisation.kind', code: 'lists_made' },
        { field: 'randomisation.ratio', code: 'lists_made' },
        { field: 'randomisation.strata', code: 'lists_made' },
      ],
    })
    await publish({ ...sized, ratio: { plain: 1, snrb: 2 } }, { sampleSize: 77 })
  })
})
