import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Call } from '@/lib/records/call'
import { getComparison, listExtracts, recordComparison, recordExtract } from '@/lib/records/data/receipts'
import { discardDraft, saveDraft } from '@/lib/records/entries/drafts'
import { makePatient, saveForm } from '../support/patient'
import { openRegistry, type Registry } from '../support/registry'

let registry: Registry
let nurse: Call
let researcher: Call

beforeAll(async () => {
  registry = await openRegistry()
  nurse = await registry.callAs('nurse')
  researcher = await registry.callAs('researcher')
})
afterAll(() => registry.close())

describe('a receipt', () => {
  it('says that the data have changed since it was made, and not that somebody typed or compared', async () => {
    const patient = await makePatient(nurse, { operatedDaysAgo: 5 })
    const { id } = await recordComparison(researcher, 'live', {
      plan: {},
      planHash: 'p',
      datasetHash: 'd',
      engine: 'e',
      result: {},
    })
    await recordExtract(researcher, 'extract.run', 'live', {
      level: 'deidentified',
      format: 'csv',
      shape: 'wide',
      filter: {},
      rows: 0,
      sha256: 's',
      purpose: 'p',
    })
    const readStale = async () => [
      (await getComparison(researcher, 'live', id)).stale,
      (await listExtracts(researcher, 'live', 1)).rows.map(({ stale }) => stale),
    ]
    const place = {
      enrolmentId: patient.enrolmentId,
      visitId: patient.visits.d1 ?? '',
      instrument: 'pain',
      repeatKey: '',
    }
    await saveDraft(nurse, 'live', place, { baseVersion: 0, texts: { vas_back_rest: '3' } })
    await discardDraft(nurse, 'live', place)
    expect(await readStale()).toEqual([false, [false]])
    await saveForm(nurse, patient, 'd1', 'pain', { vas_back_rest: 3 }, { doneDaysAgo: 4 })
    expect(await readStale()).toEqual([true, [true]])
  })
})
