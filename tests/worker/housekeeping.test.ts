import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { saveDraft } from '@/lib/records/entries/drafts'
import { listJobs } from '@/lib/records/studies/jobs'
import { verifyTrail } from '@/lib/records/trail/verify'
import { makePatient, saveForm, type MadePatient } from '../support/patient'
import { openRegistry, type Registry } from '../support/registry'
import { keepHouse } from '../../worker/housekeeping'

let registry: Registry
let patient: MadePatient

beforeAll(async () => {
  registry = await openRegistry()
  patient = await makePatient(await registry.callAs('nurse'), { operatedDaysAgo: 3 })
})
afterAll(() => registry.close())

const jobOf = async (task: string) => (await listJobs()).find((job) => job.task === task)

async function keepDraft(visit: string): Promise<void> {
  const place = {
    enrolmentId: patient.enrolmentId,
    visitId: patient.visits[visit] ?? null,
    instrument: 'pain',
    repeatKey: '',
  }
  const texts = { vas_back_rest: '4' }
  await saveDraft(await registry.callAs('nurse'), 'live', place, { baseVersion: 0, texts })
}

describe('the housekeeper', () => {
  it('throws away drafts of more than 14 days, and no others', async () => {
    await keepDraft('pre')
    await keepDraft('d1')
    await registry.asSuper(
      `update draft set saved_at = now() - case visit_id when $1 then interval '15 days' else '13 days' end`,
      [patient.visits.pre],
    )
    expect(await keepHouse()).toEqual({ troubles: [] })
    expect(await registry.asSuper('select visit_id from draft')).toEqual([{ visit_id: patient.visits.d1 }])
    expect(await jobOf('draft.purge')).toMatchObject({ ok: true, detail: { purged: 1 } })
    await keepHouse()
    expect(await jobOf('draft.purge')).toMatchObject({ detail: { purged: 0 } })
  })

  it('finds the trail whole while people save', async () => {
    const nurse = await registry.callAs('nurse')
    let saving = true
    const work = (async () => {
      for (let version = 0; saving; version += 1) {
        await saveForm(
          nurse,
          patient,
          'd1',
          'pain',
          { vas_back_rest: version % 10 },
          { version, doneDaysAgo: 2 },
        )
      }
    })()
    const reports = []
    for (let i = 0; i < 25; i += 1) reports.push(...(await verifyTrail(registry.cli)))
    saving = false
    await work
    const rows = reports.filter(({ chain }) => chain === registry.sites.NORTH).map((report) => report.rows)
    expect(new Set(rows).size, 'saves went on meanwhile').toBeGreaterThan(5)
    expect(reports.flatMap(({ faults }) => faults)).toEqual([])
  })

  it('keeps and tells that the trail is not whole', async () => {
    await keepHouse()
    expect(await jobOf('trail.verify')).toMatchObject({ ok: true, detail: { chains: 2, faults: 0 } })
    await registry.asSuper('alter table trail_payload disable trigger keep')
    await registry.asSuper(
      `update trail_payload set payload = payload || ' ' where chain = 'system' and seq = 2`,
    )
    const { troubles } = await keepHouse()
    expect(troubles).toEqual([expect.stringContaining('The trail is not whole: 1 faults')])
    expect(await jobOf('trail.verify')).toMatchObject({
      ok: false,
      detail: { faults: 1, first: [{ chain: 'system', seq: 2, fault: 'the payload was changed' }] },
    })
    expect(await jobOf('draft.purge')).toMatchObject({ ok: true })
  })
})
