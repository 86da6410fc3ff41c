// debian: r-base-core
import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { compareGroups } from '@/lib/analysis/compare'
import { makePlan, type Plan, type RowPlan } from '@/lib/analysis/plan'
import type { ComparisonResult, TestOutcome } from '@/lib/analysis/result'
import { columnsOfPlan, writeRScript } from '@/lib/analysis/r-script'
import type { Dataset } from '@/lib/codebook/dataset'
import { readCsv } from '@/lib/exchange/csv-read'
import { writeCsv } from '@/lib/exchange/csv-write'
import { readStudy } from '../analysis/study'

const PLANS = 24

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'suivi-r-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** Every row a study can have: what stands at several visits by its visit, once with the change from the first. */
function listRows(dataset: Dataset, baseline: string): RowPlan[] {
  const names = new Set(dataset.columns.map(({ variable }) => variable.name))
  return dataset.columns.flatMap(({ kind, variable: { name } }): RowPlan[] => {
    const [, stem = '', visit = ''] = /^(.+)_([a-z0-9]+)$/.exec(name) ?? []
    if (!names.has(`${stem}_${baseline}`)) return [{ variable: name }]
    const at = { variable: stem, visit }
    if (visit === baseline || kind !== 'number') return [at]
    return [at, { ...at, as: 'change' }, { ...at, as: 'percent' }]
  })
}

const STUDIES = {
  ovcf: { group: 'group', order: ['obs', 'ctl'], baseline: 'pre', filter: 'sex', keys: ['F'] },
  snrb: { group: 'group', order: ['S', 'P'], baseline: 'adm', filter: 'sex', keys: ['M'] },
} as const

function drawPlans(study: keyof typeof STUDIES, dataset: Dataset): Plan[] {
  const { group, order, baseline, filter, keys } = STUDIES[study]
  const rows = listRows(dataset, baseline).filter(({ variable }) => variable !== group)
  const others = dataset.columns.filter(
    ({ kind, variable }) => kind === 'code' && (variable.codes?.length ?? 0) > 2,
  )
  const plan = fc.record({
    rows: fc.uniqueArray(fc.constantFrom(...rows), { minLength: 4, maxLength: 12 }),
    rule: fc.constantFrom('cn-textbook' as const, 'welch-first' as const),
    within: fc.boolean(),
    quartiles: fc.constantFrom(6 as const, 7 as const),
    filtered: fc.boolean(),
    many: fc.boolean(),
  })
  return fc
    .sample(plan, { numRuns: PLANS, seed: 20_261_120 })
    .map(({ rows: chosen, filtered, many, ...rest }, i) => {
      const other = others[i % others.length]?.variable.name
      const several = many && other !== undefined
      return makePlan({
        ...rest,
        study,
        baseline,
        group: several ? { variable: other } : { variable: group, order: [...order] },
        rows: chosen.filter(({ variable }) => variable !== other),
        population: filtered ? [{ variable: filter, in: [...keys] }] : [],
      })
    })
}

function runInR(name: string, plan: Plan, dataset: Dataset, result: ComparisonResult) {
  const place = join(folder, name)
  mkdirSync(place)
  const used = { ...dataset, columns: columnsOfPlan(plan, dataset) }
  writeFileSync(join(place, 'data.csv'), [...writeCsv(used)].join(''))
  writeFileSync(join(place, 'comparison.R'), writeRScript(result, dataset, 'data.csv'))
  execFileSync('Rscript', ['--vanilla', 'comparison.R'], {
    cwd: place,
    stdio: 'pipe',
    env: { ...process.env, LC_ALL: 'C.UTF-8' },
  })
  const read = (file: string) => {
    const { header, rows } = readCsv(new Uint8Array(readFileSync(join(place, file))))
    return rows.map((row) => Object.fromEntries(header.map((key, at) => [key, row[at] ?? ''])))
  }
  return { cells: read('results-groups.csv'), tests: read('results-tests.csv') }
}

/** Equal to ten digits, or to 1e-12 near zero. */
function expectClose(found: string | undefined, expected: number | null, what: string): void {
  if (expected === null || Number.isNaN(expected))
    return expect(found, what).toMatch(/^(NA|NaN)?$/) as unknown as void
  const value = Number(found)
  expect(
    Math.abs(value - expected) <= Math.max(1e-12, 1e-8 * Math.abs(expected)),
    `${what}: R ${found}, ours ${expected}`,
  ).toBe(true)
}

function expectTest(told: Record<string, string> | undefined, outcome: TestOutcome, what: string): void {
  if (outcome.status !== 'ok') return expect(told?.['test'], what).toBe('none') as unknown as void
  expect(told?.['test'], what).toBe(outcome.test)
  expectClose(told?.['statistic'], outcome.statistic, `${what} statistic`)
  const df = (told?.['df'] ?? '').trim().split(/\s+/)
  if (outcome.df.length > 0) outcome.df.forEach((one, at) => expectClose(df[at], one, `${what} df`))
  // A P by random tables is another sample in R.
  if (outcome.draws === undefined) expectClose(told?.['p'], outcome.p, `${what} P`)
}

describe.each(['ovcf', 'snrb'] as const)('%s', (study) => {
  const dataset = readStudy(study)
  const seen = new Set<string>()
  it.each(drawPlans(study, dataset).map((plan, at) => [at + 1, plan] as const))(
    'plan %i: R prints the same numbers',
    (at, plan) => {
      const result = compareGroups(plan, dataset)
      const { cells, tests } = runInR(`${study}-${at}`, plan, dataset, result)
      let cell = 0
      let test = 0
      for (const row of result.rows) {
        for (const own of row.cells) {
          const told = cells[cell++]
          const what = `${row.variable} ${told?.['group']}`
          expect(Number(told?.['n']), what).toBe(own.n)
          if (row.levels.length > 0) expect(told?.['counts'], what).toBe(own.counts.join(' '))
          else
            for (const key of ['mean', 'sd', 'median', 'q1', 'q3'] as const)
              expectClose(told?.[key], own[key], `${what} ${key}`)
        }
        expectTest(tests[test++], row.test, `${row.variable} ${row.test.test}`)
        seen.add(row.test.test)
        for (const [place, own] of (row.within?.groups ?? []).entries()) {
          expectTest(tests[test++], own.test, `${row.variable} group ${place} ${own.test.test}`)
          seen.add(own.test.test)
        }
      }
      expect([cell, test]).toEqual([cells.length, tests.length])
    },
  )
  it('the plans asked for many tests', () => {
    expect([...seen].length).toBeGreaterThan(study === 'ovcf' ? 6 : 8)
  })
})
