import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { strFromU8, unzipSync } from 'fflate'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { formatP } from '@/lib/analysis/format'
import { makePlan, type Plan } from '@/lib/analysis/plan'
import type { Locale } from '@/lib/i18n/locale'
import type { Call } from '@/lib/records/call'
import { runComparison } from '@/lib/tasks/compare'
import { importCohort } from '@/lib/tasks/import/import-cohort'
import { makePaperPack, type PackRequest } from '@/lib/tasks/paper-pack'
import { expected } from '../analysis/oracle'
import { openRegistry, type Registry } from '../support/registry'

const DEMO = join(import.meta.dirname, '../../prisma/demo')
const COMPLICATIONS = {
  complication_residual_back_pain: 'residual_lbp',
  complication_recurrent_pain: 'recurrent_pain',
  complication_early_reherniation: 'relapse',
} as const

let registry: Registry
let researcher: Call

beforeAll(async () => {
  registry = await openRegistry()
  researcher = await registry.callAs('researcher')
  const readFile = (name: string) => new Uint8Array(readFileSync(join(DEMO, name)))
  const mapping: unknown = JSON.parse(readFileSync(join(DEMO, 'snrb.mapping.json'), 'utf8'))
  const fileName = 'study-snrb-wide.csv'
  await importCohort(registry.cli, 'snrb', readFile(fileName), mapping, { dryRun: false, fileName, readFile })
}, 240_000)
afterAll(() => registry.close())

async function run(rows: Plan['rows'], more: Partial<Plan> = {}): Promise<string> {
  const plan = makePlan({ study: 'snrb', group: { variable: 'arm' }, rows, ...more })
  return (await runComparison(researcher, 'snrb', plan)).id
}

const ask = (id: string, request: PackRequest) => makePaperPack(researcher, 'snrb', id, request)

/** The words of a part of an archive, a paragraph or a cell a line. */
function wordsOf(bytes: Uint8Array, part: string): string {
  return strFromU8(unzipSync(bytes)[part] ?? new Uint8Array())
    .replaceAll(/<\/w:p>|<\/c>/g, '\n')
    .replaceAll(/<[^>]+>/g, '')
    .replaceAll('&lt;', '<')
    .replaceAll('\u00a0', ' ')
}

it.each(['zh-CN', 'en'] as const)(
  'the complications of the trial are on paper what R computed, in %s',
  async (locale) => {
    const rows = Object.keys(COMPLICATIONS).map((variable) => ({ variable }))
    const id = await run(rows)
    const document = wordsOf((await ask(id, { format: 'docx', locale })).bytes, 'word/document.xml')
    const sheet = wordsOf((await ask(id, { format: 'xlsx', locale })).bytes, 'xl/worksheets/sheet1.xml')
    for (const column of Object.values(COMPLICATIONS)) {
      const p = formatP(Number(expected('fisher', `snrb/table4/${column}`, 'p')), 0.05)
      const fisher = locale === 'en' ? 'Fisher’s exact test' : 'Fisher 确切概率法'
      for (const words of [document, sheet]) expect(words, column).toContain(`${p} (${fisher})`)
    }
  },
)

it('a table has the names of its page, its visit among them, and the hashes of its receipt', async () => {
  const id = await run([{ variable: 'joa', visit: 'm3' }], { baseline: 'adm', within: true })
  const told = {
    'zh-CN': ['表 1', '表 2', '术后 3 个月', '统计学方法'],
    en: ['Table 1', 'Table 2', '3 months', 'Statistical methods'],
  }
  const [row] = await registry.asSuper<{ plan_hash: string; dataset_hash: string }>(
    'select plan_hash, dataset_hash from comparison where id = $1',
    [id],
  )
  for (const [locale, words] of Object.entries(told)) {
    const { bytes, name } = await ask(id, { format: 'docx', locale: locale as Locale })
    const document = wordsOf(bytes, 'word/document.xml')
    for (const word of [...words, row?.plan_hash ?? '?', row?.dataset_hash ?? '?'])
      expect(document).toContain(word)
    expect(name).toMatch(/^snrb-[0-9a-f]{8}-(zh|en)\.docx$/)
  }
})

it('the other layout has the same numbers, and the same request the same bytes', async () => {
  const id = await run([{ variable: 'age' }])
  const plain = await ask(id, { format: 'docx', locale: 'en' })
  expect((await ask(id, { format: 'docx', locale: 'en' })).bytes).toEqual(plain.bytes)
  const turned = await ask(id, { format: 'docx', locale: 'en', layout: 'groups' })
  expect(turned.name).toMatch(/-groups-en\.docx$/)
  const numbers = (bytes: Uint8Array) =>
    [...(wordsOf(bytes, 'word/document.xml').split('Notes')[0] ?? '').matchAll(/\d+\.\d+/g)]
      .map(String)
      .sort()
  expect(numbers(turned.bytes)).toEqual(numbers(plain.bytes))
  expect(numbers(plain.bytes).length).toBeGreaterThan(5)
})

it('nothing of it goes to who may not see the comparison', async () => {
  const id = await run([{ variable: 'age' }])
  const request = { format: 'docx', locale: 'en' } as const
  await expect(makePaperPack(await registry.callAs('nurse'), 'live', id, request)).rejects.toMatchObject({
    status: 403,
  })
  await expect(makePaperPack(researcher, 'live', id, request)).rejects.toMatchObject({ status: 404 })
})
