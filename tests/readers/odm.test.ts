// debian: libxml2-utils
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { runExtract } from '@/lib/tasks/extract'
import { importDemoCohort } from '../support/cohort'
import { openRegistry, type Registry } from '../support/registry'

let registry: Registry
let folder: string

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'suivi-odm-'))
  registry = await openRegistry()
  for (const study of ['snrb', 'ovcf'] as const) await importDemoCohort(registry.cli, study)
}, 240_000)
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true })
  await registry.close()
})

function lint(path: string): string {
  // CDISC's own schema where there is one: its address is not ours to keep. Without it, well-formed is what can be said.
  const schema = process.env['ODM_XSD'] ? ['--schema', process.env['ODM_XSD']] : []
  const { status, stderr } = spawnSync('xmllint', ['--nonet', '--noout', ...schema, path], {
    encoding: 'utf8',
  })
  return status === 0 ? '' : stderr.slice(0, 2000)
}

it.each(['snrb', 'ovcf'] as const)('xmllint accepts %s as ODM 1.3.2', async (study) => {
  const { stream } = await runExtract(
    registry.cli,
    study,
    { shape: 'long', format: 'odm', purpose: 'read back' },
    { level: 'no-identifiers', dates: 'real' },
  )
  const path = join(folder, `${study}.xml`)
  const text = await new Response(stream).text()
  writeFileSync(path, text)
  expect(lint(path)).toBe('')
  writeFileSync(path, text.replace('<SubjectData SubjectKey=', '<SubjectData Key='))
  if (process.env['ODM_XSD']) expect(lint(path)).toContain('Key')
})
