import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Brake } from '@/lib/protocol/protocol'
import type { Call } from '@/lib/records/call'
import { endEnrolment } from '@/lib/records/enrolments/end-enrolment'
import { applyBrake, releaseBrake } from '@/lib/records/follow-up/brake'
import { readFollowUp } from '@/lib/records/follow-up/follow-up-page'
import { compareLostToFollowUp } from '@/lib/tasks/lost-panel'
import { makePatient, saveForm } from '../support/patient'
import { daysAgo, openRegistry, type Registry } from '../support/registry'

let registry: Registry
let nurse: Call
let admin: Call

const brake: Brake = { visit: 'm3', below: 0.5, least: 3 }

beforeAll(async () => {
  registry = await openRegistry()
  nurse = await registry.callAs('nurse')
  admin = await registry.callAs('admin')
  // As a protocol published with a brake would be; nothing has read it yet.
  await registry.asSuper(
    `select set_config('app.actor', 'test', false), set_config('app.verb', 'test', false)`,
  )
  await registry.asSuper(
    `update protocol_version set definition = jsonb_set(definition, '{brake}', $1::jsonb)
     where study_id = $2`,
    [JSON.stringify(brake), registry.studies.live],
  )
})
afterAll(() => registry.close())

const operated = { operatedDaysAgo: 160 }
const standing = async () =>
  (await readFollowUp(nurse, 'live')).brake?.sites.find(({ site }) => site === 'NORTH')

describe('the enrolment brake', () => {
  it('stops a site whose follow-up fell behind, not another, until an administrator says why it goes on', async () => {
    const attended = await makePatient(nurse, operated)
    await saveForm(nurse, attended, 'm3', 'residual_pain', { residual_pain: 0 }, { doneDaysAgo: 60 })
    await makePatient(nurse, operated)
    expect(await standing()).toMatchObject({ expected: 2, expectedDone: 1, braked: false })
    await makePatient(nurse, operated)
    expect(await standing()).toMatchObject({ expected: 3, expectedDone: 1, braked: true, release: null })
    await expect(makePatient(nurse)).rejects.toMatchObject({
      code: 'not_now',
      reason: 'enrolment_braked',
      extra: { visit: 'm3', below: 0.5, expected: 3, done: 1 },
    })
    await makePatient(await registry.callAs('nurse.south'))

    const release = (untilOn: string) =>
      releaseBrake(admin, 'live', { site: 'NORTH', untilOn, reason: 'a nurse begins on Monday' })
    for (const [untilOn, code] of [
      [daysAgo(1), 'in_past'],
      [daysAgo(-93), 'too_far'],
    ] as const)
      await expect(release(untilOn)).rejects.toMatchObject({ fields: [{ field: 'untilOn', code }] })
    await expect(
      releaseBrake(nurse, 'live', { site: 'NORTH', untilOn: daysAgo(-7), reason: 'x' }),
    ).rejects.toMatchObject({ code: 'forbidden' })
    const { id } = await release(daysAgo(-7))
    await makePatient(nurse)
    const [row] = await registry.asSuper(
      `select verb, reason, actor from trail where row_id = $1 and table_name = 'brake_release'`,
      [id],
    )
    expect(row).toEqual({
      verb: 'brake.release',
      reason: 'a nurse begins on Monday',
      actor: admin.actor.id,
    })
    await applyBrake(admin, 'live', id, { version: 1, reason: 'she did not come' })
    await expect(makePatient(nurse)).rejects.toMatchObject({ reason: 'enrolment_braked' })
  })
})

describe('where everybody is', () => {
  it('adds up to all enrolled, and says who came against the rest without a name, date or code', async () => {
    const counts = await readFollowUp(nurse, 'live')
    const of = (visit: string) => counts.fates.filter((one) => one.visit === visit)
    const all = (visit: string) => of(visit).reduce((sum, { count }) => sum + count, 0)
    const enrolled = counts.arms.reduce((sum, { allocated }) => sum + allocated, 0)
    expect(counts.screening.enrolled).toBe(enrolled)
    for (const visit of ['pre', 'd1', 'm3', 'm12']) expect(all(visit)).toBe(enrolled)
    expect(of('m3').find(({ fate }) => fate === 'done')?.count).toBe(1)
    const text = JSON.stringify(counts)
    expect(text).not.toMatch(/LV-\d/)

    const researcher = await registry.callAs('researcher')
    const panel = await compareLostToFollowUp(researcher, 'live', 'm3')
    // The two whose window passed; who may still come, and the south’s, are in neither.
    expect(panel).toMatchObject({ came: 1, rest: 2 })
    expect(JSON.stringify(panel)).not.toMatch(/LV-\d|\d{4}-\d{2}-\d{2}/)
    await expect(compareLostToFollowUp(nurse, 'live', 'm3')).rejects.toMatchObject({ code: 'forbidden' })
    await expect(compareLostToFollowUp(researcher, 'live', 'nowhere')).rejects.toMatchObject({
      code: 'not_found',
    })
  })

  it('leaves whoever withdrew the use of data out of completeness, and counts them in the flow', async () => {
    const before = await readFollowUp(nurse, 'live')
    const [first] = await registry.asSuper<{ id: string; version: number }>(
      `select id, version from enrolment where site_id = $1 and index_operation_on is not null order by ordinal limit 1`,
      [registry.sites.NORTH],
    )
    await endEnrolment(nurse, 'live', first?.id ?? '', {
      version: first?.version ?? 0,
      endedOn: daysAgo(0),
      reason: 'withdrawn_data',
      note: null,
    })
    const after = await readFollowUp(nurse, 'live')
    const enrolled = (counts: typeof before) =>
      counts.reached.rows.find(({ visit }) => visit === 'm3')?.enrolled
    expect(enrolled(after)).toBe((enrolled(before) ?? 0) - 1)
    expect(after.arms[0]?.allocated).toBe(before.arms[0]?.allocated)
    expect(after.arms[0]?.withdrawnData).toBe(1)
  })
})
