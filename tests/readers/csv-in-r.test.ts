// debian: r-base-core
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { makePlan } from '@/lib/analysis/plan'
import type { ComparisonResult } from '@/lib/analysis/result'
import { runComparison } from '@/lib/tasks/compare'
import { runExtract } from '@/lib/tasks/extract'
import { importCohort } from '@/lib/tasks/import/import-cohort'
import type { Call } from '@/lib/records/call'
import { openRegistry, type Registry } from '../support/registry'

const DEMO = join(import.meta.dirname, '../../prisma/demo')
const COLUMNS = ['complication_cement_leakage', 'sex', 'age', 'bmd_g_cm2', 'cement_ml'] as const

let registry: Registry
let researcher: Call
let folder: string

beforeAll(async () => {
  registry = await openRegistry()
  researcher = await registry.callAs('researcher')
  folder = mkdtempSync(join(tmpdir(), 'suivi-r-'))
  const readFile = (name: string) => new Uint8Array(readFileSync(join(DEMO, name)))
  const mapping: unknown = JSON.parse(readFileSync(join(DEMO, 'ovcf.mapping.json'), 'utf8'))
  await importCohort(registry.cli, 'ovcf', readFile('study-ovcf-wide.csv'), mapping, {
    dryRun: false,
    fileName: 'study-ovcf-wide.csv',
    readFile,
  })
}, 120_000)
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true })
  await registry.close()
})

async function takeExtract(part: 'data' | 'codebook'): Promise<string> {
  const request = { shape: 'wide', format: 'csv', part, purpose: 'read in R' } as const
  // Ages of 90 and more leave grouped otherwise, and a comparison's do not.
  const scope = { level: 'no-identifiers', dates: 'real' } as const
  const { stream } = await runExtract(registry.cli, 'ovcf', request, scope)
  const path = join(folder, `${part}.csv`)
  writeFileSync(path, Buffer.from(await new Response(stream).arrayBuffer()))
  return path
}

function runR(script: string): string[] {
  return execFileSync('Rscript', ['--vanilla', '-e', script], { encoding: 'utf8' }).trim().split('\n')
}

async function compare(): Promise<ComparisonResult> {
  const plan = makePlan({
    study: 'ovcf',
    group: { variable: 'arm' },
    rows: COLUMNS.map((variable) => ({ variable })),
  })
  return (await runComparison(researcher, 'ovcf', plan)).result
}

it('R reads the extract and finds the numbers the comparison printed', async () => {
  const path = await takeExtract('data')
  const script = `
    d <- read.csv(${JSON.stringify(path)}, fileEncoding = "UTF-8-BOM")
    say <- function(x) cat(sprintf("%.17g", x), "\\n")
    say(nrow(d))
    for (v in c("complication_cement_leakage", "sex")) say(chisq.test(table(d$arm, d[[v]]), correct = FALSE)$p.value)
    for (v in c("age", "bmd_g_cm2", "cement_ml")) say(t.test(d[[v]] ~ d$arm, var.equal = TRUE)$p.value)`
  const [rows, ...told] = runR(script).map(Number)
  const { n, rows: results } = await compare()
  expect(rows).toBe(n)
  for (const [index, { test }] of results.entries()) {
    if (test.status !== 'ok') throw new Error(`${COLUMNS[index]}: ${test.status}`)
    expect(Math.abs(test.p / (told[index] ?? NaN) - 1), COLUMNS[index]).toBeLessThan(1e-9)
  }
}, 120_000)

it('R reads the codebook with its Chinese labels', async () => {
  const path = await takeExtract('codebook')
  const script = `
    d <- read.csv(${JSON.stringify(path)}, fileEncoding = "UTF-8-BOM")
    cat(nrow(d), "\\n")
    cat(utf8ToInt(substr(enc2utf8(as.character(d[d[[1]] == "age", grep("zh", names(d))[1]])), 1, 1)), "\\n")`
  const [rows, first] = runR(script).map((line) => line.trim())
  expect(Number(rows)).toBeGreaterThan(40)
  // 年
  expect(Number(first)).toBe('年'.codePointAt(0))
}, 120_000)
