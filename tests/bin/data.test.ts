import { createHash } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { makePlan } from '@/lib/analysis/plan'
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
  const refused = command('export', [], { level: 'full', shape: 'wide', out })
  await expect(runData(refused)).rejects.toThrow('--level')

  const plan = join(folder, 'plan.json')
  const rows = [{ variable: 'complication_cement_leakage' }]
  writeFileSync(plan, JSON.stringify(makePlan({ study: 'ovcf', group: { variable: 'arm' }, rows })))
  const { result } = (await runCompare(command(plan, [], {}))) as { result: { rows: { test: unknown }[] } }
  expect(result.rows[0]?.test).toMatchObject({ status: 'ok', test: 'pearson' })
}, 120_000)
