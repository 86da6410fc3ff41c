import { createHash } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { makePlan } from '@/lib/analysis/plan'
import { readCsv } from '@/lib/exchange/csv-read'
import type { Command } from '../../bin/cli/command'
import { runCompare, runData } from '../../bin/cli/data'
import { openRegistry, type Registry } from '../support/registry'

const DEMO = join(import.meta.dirname, '../../prisma/demo')

let registry: Registry
let folder: string

beforeAll(async () => {
  registry = await openRegistry()
  folder = mkdtempSync(join(tmpdir(), 'suivi-cli-'))
})
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true })
  await registry.close()
})

const command = (verb: string, rest: readonly string[], options: Record<string, string>): Command => ({
  noun: '',
  verb,
  rest,
  options: new Map(Object.entries({ study: 'ovcf', ...options })),
  json: true,
  call: registry.cli,
  say: () => {},
  readFile: (path) => new Uint8Array(readFileSync(path)),
})

it('imports with the mapping beside the file, exports de-identified by default, compares by a plan', async () => {
  const file = join(DEMO, 'study-ovcf-wide.csv')
  expect(await runData(command('import', [file], {}))).toMatchObject({ patients: 114, dryRun: false })

  const out = join(folder, 'ovcf.csv')
  const taken = await runData(command('export', [], { format: 'csv', shape: 'wide', out }))
  const sha256 = createHash('sha256').update(readFileSync(out)).digest('hex')
  expect(taken).toMatchObject({ rows: 114, sha256 })
  expect(readFileSync(out, 'utf8')).not.toMatch(/OV-\d|2017-/)
  for (const wrong of [
    { level: 'named' },
    { format: 'doc' },
    { labels: 'de' },
    { level: 'full', dates: 'shifted' },
  ]) {
    const [option = ''] = Object.keys(wrong).slice(-1)
    await expect(runData(command('export', [], { ...wrong, out })), option).rejects.toThrow(`--${option}`)
  }
  // No file is overwritten.
  await expect(runData(command('export', [], { shape: 'wide', out }))).rejects.toThrow('EEXIST')

  const coded = join(folder, 'coded.csv')
  await runData(command('export', [], { level: 'no-identifiers', shape: 'wide', labels: 'key', out: coded }))
  const { header, rows: patients } = readCsv(new Uint8Array(readFileSync(coded)))
  const first = Object.fromEntries(header.map((name, index) => [name, patients[0]?.[index]]))
  expect(first).toMatchObject({
    ...{
      patient: 'OV-001',
      arm: 'ctl',
      sex: 'F',
      age: '58',
      levels: 'T11;T12',
      n_levels: '2',
      vas_pre: '6.4',
    },
    ...{ index_operation_on: '2017-02-09', visit_on_pre: '2017-02-07', visit_on_m1: '', vas_m1: '' },
    ...{ complication_cement_leakage: 'yes', complication_cement_leakage_visit: 'm3' },
    ...{ complication_cement_leakage_on: '2017-05-05' },
  })

  const plan = join(folder, 'plan.json')
  const rows = [{ variable: 'complication_cement_leakage' }]
  writeFileSync(plan, JSON.stringify(makePlan({ study: 'ovcf', group: { variable: 'arm' }, rows })))
  const { result } = (await runCompare(command(plan, [], {}))) as { result: { rows: { test: unknown }[] } }
  expect(result.rows[0]?.test).toMatchObject({ status: 'ok', test: 'pearson' })
}, 120_000)
