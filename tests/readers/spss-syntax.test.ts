// debian: pspp
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { compareGroups } from '@/lib/analysis/compare'
import { makePlan, type Plan } from '@/lib/analysis/plan'
import { columnsOfPlan } from '@/lib/analysis/r-script'
import { writeSpssScript } from '@/lib/analysis/spss-script'
import { writeSav } from '@/lib/exchange/sav-write'
import { readStudy } from '../analysis/study'

const now = new Date('2026-11-20T00:00:00Z')
const dataset = readStudy('snrb')
let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'suivi-sps-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** What PSPP prints, as CSV. */
function runInPspp(plan: Plan): string {
  const result = compareGroups(plan, dataset)
  const data = { ...dataset, columns: columnsOfPlan(plan, dataset) }
  writeFileSync(join(folder, 'data.sav'), Buffer.concat([...writeSav(data, { language: 'en', now })]))
  writeFileSync(join(folder, 'comparison.sps'), writeSpssScript(result, dataset, 'data.sav'))
  const { status, stdout, stderr } = spawnSync('pspp', ['-O', 'format=csv', 'comparison.sps'], {
    cwd: folder,
    encoding: 'utf8',
    env: { ...process.env, LC_ALL: 'C.UTF-8' },
  })
  if (status !== 0 || /(^|: )(error|warning):/m.test(stdout + stderr)) throw new Error(stdout + stderr)
  return stdout
}

const group = { variable: 'group', order: ['S', 'P'] }
const rows: Plan['rows'] = [
  { variable: 'age' },
  { variable: 'sex' },
  { variable: 'pfirrmann' },
  { variable: 'op_minutes', test: 'welch_t' },
  { variable: 'vas', visit: 'd3', test: 'mann_whitney' },
  { variable: 'vas', visit: 'm3', as: 'change' },
  { variable: 'odi', visit: 'm3', as: 'percent' },
  { variable: 'macnab' },
  { variable: 'relapse' },
]

it.each([
  { name: 'two groups', plan: makePlan({ study: 'snrb', group, rows, baseline: 'adm', within: true }) },
  {
    name: 'four groups of some patients',
    plan: makePlan({
      study: 'snrb',
      group: { variable: 'segment' },
      population: [
        { variable: 'sex', in: ['M', 'F'] },
        { variable: 'age', min: 20, max: 90, present: true },
      ],
      rows: [
        { variable: 'age', test: 'anova' },
        { variable: 'vas', visit: 'd3', test: 'kruskal' },
        { variable: 'numbness' },
      ],
    }),
  },
])('PSPP runs the syntax of $name without a word', ({ plan }) => {
  expect(runInPspp(plan).length).toBeGreaterThan(500)
})

it('PSPP’s numbers are those of the comparison', () => {
  const plan = makePlan({
    study: 'snrb',
    group,
    rows: [
      { variable: 'age', test: 'student_t' },
      { variable: 'vas', visit: 'd3', test: 'mann_whitney' },
      { variable: 'sex', test: 'pearson' },
    ],
  })
  const printed = runInPspp(plan)
  for (const { test, cells } of compareGroups(plan, dataset).rows) {
    if (test.status !== 'ok' || test.statistic === null) throw new Error('no statistic')
    // PSPP prints two decimals, and Mann-Whitney's Z without its sign rule.
    const [statistic] = [Math.abs(test.statistic).toFixed(2).replace(/^0/, '')]
    expect(printed, `${test.test} ${statistic}`).toContain(statistic)
    for (const { n } of cells) expect(printed).toContain(String(n))
  }
})
