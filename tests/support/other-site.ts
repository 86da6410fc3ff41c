import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Call } from '@/lib/records/call'
import { listAlerts } from '@/lib/records/complications/alerts'
import { listComplications } from '@/lib/records/complications/complications'
import { listMatrix } from '@/lib/records/enrolments/matrix'
import { getEntryForm } from '@/lib/records/entries/entry-form'
import { findPatients } from '@/lib/records/patients/patients'
import { listWork } from '@/lib/records/visits/work-list'
import { makePatient } from './patient'
import { listProbes, makeTarget, type Target } from './probes'
import { openRegistry, type Registry } from './registry'

const NAMES = Object.keys(
  listProbes(...([{}, {}, '', { visits: {}, entries: [] }] as unknown as Parameters<typeof listProbes>)),
)

/** What somebody of another site, or in another study, finds of a patient: nothing. */
export function describeOtherSite(prepare: (registry: Registry) => Promise<void> = async () => {}): void {
  let registry: Registry
  let target: Target
  let own: Target
  let nurse: Call
  let south: Call
  let clinicianSouth: Call

  beforeAll(async () => {
    registry = await openRegistry()
    nurse = await registry.callAs('nurse')
    south = await registry.callAs('nurse.south')
    clinicianSouth = await registry.callAs('clinician.south')
    target = await makeTarget(nurse, registry.asSuper)
    own = await makeTarget(south, registry.asSuper)
    // Not operated: their pre-operative visit is open.
    await makePatient(nurse)
    await makePatient(south)
    await prepare(registry)
  })
  afterAll(() => registry.close())

  const countTrail = async () => registry.asSuper('select count(*)::int as n from trail')

  describe.each(NAMES)('%s', (name) => {
    it('does not find the other site’s id, and leaves no trace there', async () => {
      const before = await countTrail()
      const probe = listProbes(south, clinicianSouth, 'live', target)[name]
      await expect(probe?.()).rejects.toMatchObject({ code: 'not_found', status: 404 })
      expect(await countTrail()).toEqual(before)
    })

    it('does not find another study’s id at one’s own site', async () => {
      const before = await countTrail()
      const probe = listProbes(nurse, await registry.callAs('clinician'), 'ovcf', target)[name]
      // A site's patient may be enrolled in its other studies (second-study.test.ts), not in a finished cohort.
      const code = name === 'enrolPatient' ? 'not_now' : 'not_found'
      await expect(probe?.()).rejects.toMatchObject({ code })
      expect(await countTrail()).toEqual(before)
    })
  })

  it('lists hold one’s own rows, whatever is asked of them', async () => {
    const filter = { page: 1, enrolmentId: target.enrolmentId }
    expect((await listComplications(south, 'live', filter)).rows).toEqual([])
    expect((await listAlerts(south, 'live', filter)).rows).toEqual([])
    expect((await listComplications(south, 'live', { page: 1 })).rows.map((row) => row.site)).toEqual([
      'SOUTH',
    ])
    expect((await listAlerts(south, 'live', { page: 1 })).rows.map((row) => row.site)).toEqual(['SOUTH'])
    expect((await listMatrix(south, 'live', { page: 1 })).rows.map((row) => row.site)).toEqual([
      'SOUTH',
      'SOUTH',
    ])
    expect(await listMatrix(south, 'live', { page: 1, site: 'NORTH' })).toEqual({ rows: [], total: 0 })
    const work = await listWork(south, 'live', { page: 1 })
    expect(new Set(work.rows.map((row) => row.site))).toEqual(new Set(['SOUTH']))
    const { open, late, incomplete } = work.counts
    expect(open + late + incomplete).toBe(work.total)
  })

  it('a search finds neither code nor phone of the other site', async () => {
    expect(await findPatients(south, 'live', target.code)).toEqual([])
    const found = await findPatients(south, 'live', '13911112222')
    expect(found.map((row) => row.code)).toEqual([own.code])
  })

  it('one’s own patient with the other site’s visit is not found', async () => {
    const place = { enrolmentId: own.enrolmentId, instrument: 'pain', repeatKey: '' }
    for (const visitId of [target.visits.d1 ?? '']) {
      await expect(getEntryForm(south, 'live', { ...place, visitId })).rejects.toMatchObject({ status: 404 })
    }
    const form = await getEntryForm(south, 'live', { ...place, visitId: own.visits.d1 ?? '' })
    expect(form.patient.code).toBe(own.code)
  })
}
