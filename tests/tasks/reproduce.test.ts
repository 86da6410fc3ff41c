/** A comparison leaves with what makes it again; it is an extract, and nobody without that right takes it. */
import { strFromU8, unzipSync } from 'fflate'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { makePlan } from '@/lib/analysis/plan'
import type { ComparisonResult } from '@/lib/analysis/result'
import { readCsv } from '@/lib/exchange/csv-read'
import { listExtracts } from '@/lib/records/data/receipts'
import { runComparison } from '@/lib/tasks/compare'
import { makeReproduction } from '@/lib/tasks/reproduce'
import { importDemoCohort } from '../support/cohort'
import { openRegistry, type Registry } from '../support/registry'

let registry: Registry
beforeAll(async () => {
  registry = await openRegistry()
  await importDemoCohort(registry.cli, 'snrb')
}, 240_000)
afterAll(() => registry.close())

const plan = makePlan({
  study: 'snrb',
  group: { variable: 'arm', order: ['S', 'P'] },
  baseline: 'adm',
  within: true,
  rows: [{ variable: 'age' }, { variable: 'vas', visit: 'd3' }, { variable: 'macnab_cn' }],
})

it('holds its columns alone, programs, plan and result, and stands among the extracts', async () => {
  const researcher = await registry.callAs('researcher')
  const { id, result } = await runComparison(researcher, 'snrb', plan)
  const { bytes, rows, sha256 } = await makeReproduction(researcher, 'snrb', id)
  const files = unzipSync(bytes)
  expect(Object.keys(files).sort()).toEqual(
    [
      'about.json',
      'comparison.R',
      'comparison.sps',
      'data.csv',
      'data.sav',
      'plan.json',
      'result.json',
    ].sort(),
  )
  const read = (name: string) => strFromU8(files[name] ?? new Uint8Array())
  const { header } = readCsv(files['data.csv'] ?? new Uint8Array())
  expect(header.filter((name) => !name.endsWith('__missing'))).toEqual(
    expect.arrayContaining(['patient', 'arm', 'age', 'vas_adm', 'vas_d3']),
  )
  expect(header.length).toBeLessThan(12)
  const again = JSON.parse(read('result.json')) as ComparisonResult
  expect(again.rows.map(({ test }) => test)).toEqual(result.rows.map(({ test }) => test))
  expect(read('comparison.R')).toContain('run_test')
  expect(read('comparison.sps')).toContain("GET FILE='data.sav'.")
  const {
    rows: [newest],
  } = await listExtracts(researcher, 'snrb', 1)
  expect(newest).toMatchObject({ sha256, rows, format: 'programs', filter: { comparison: id } })
})

it('is refused to who may compare but not take data out', async () => {
  const clinician = await registry.callAs('clinician')
  const { id } = await runComparison(clinician, 'snrb', plan)
  await expect(makeReproduction(clinician, 'snrb', id)).rejects.toMatchObject({ code: 'forbidden' })
})
