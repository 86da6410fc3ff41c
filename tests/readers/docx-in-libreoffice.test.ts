// debian: libreoffice-writer-nogui libreoffice-calc-nogui libxml2-utils poppler-utils
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { unzipSync } from 'fflate'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readCsv } from '@/lib/exchange/csv-read'
import { textOfCell } from '@/lib/analysis/table-parts'
import { writeDocx } from '@/lib/exchange/docx-write'
import { packSheets } from '@/lib/exchange/pack-sheets'
import type { PaperPack } from '@/lib/exchange/paper-pack'
import { writeXlsx } from '@/lib/exchange/xlsx-write'
import { makePack, NOW, type PackPlan } from '../exchange/pack'

const BASELINE: PackPlan = {
  study: 'ovcf',
  title: 'χ² < 1 & “引号”',
  rows: ['sex', 'age', 'course_y', 'bmd_g_cm2', 'compression', 'puncture_min', 'leak'].map((variable) => ({
    variable,
  })),
}
const PLANS: Readonly<Record<string, PackPlan>> = {
  baseline: BASELINE,
  turned: { ...BASELINE, layout: 'groups' },
  course: { study: 'ovcf', rows: [{ variable: 'vas', visit: 'm12' }], baseline: 'pre', within: true },
}
const CASES = Object.keys(PLANS).flatMap((name) =>
  (['zh-CN', 'en'] as const).map((locale) => ({ name, locale })),
)

let folder: string

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'suivi-docx-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

function convert(file: string, bytes: Uint8Array, format: string): void {
  writeFileSync(join(folder, file), bytes)
  const profile = `-env:UserInstallation=file://${join(folder, 'profile')}`
  const args = [profile, '--headless', '--convert-to', format, '--outdir', folder, join(folder, file)]
  execFileSync('soffice', args, { stdio: 'pipe', timeout: 110_000, env: { ...process.env, HOME: folder } })
}

/** Every number of a table, as it is printed. */
function numbersOf({ tables }: PaperPack): string[] {
  return tables
    .flatMap(({ layout }) => layout.body.flatMap(({ cells }) => cells.slice(1)))
    .flatMap((cell) => textOfCell(cell).match(/[−<]?\d+\.\d+/g) ?? [])
}

function countOf(all: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>()
  for (const one of all) counts.set(one, (counts.get(one) ?? 0) + 1)
  return counts
}

describe('LibreOffice', () => {
  it.each(CASES)('prints every number of the Word document: $name $locale', async ({ name, locale }) => {
    const pack = makePack(locale, PLANS[name] ?? BASELINE)
    convert(`${name}-${locale}.docx`, await writeDocx(pack, NOW), 'pdf')
    const pdf = join(folder, `${name}-${locale}.pdf`)
    const text = execFileSync('pdftotext', ['-layout', pdf, '-'], { encoding: 'utf8' })
    const printed = countOf(text.match(/[−<]?\d+\.\d+/g) ?? [])
    const wanted = countOf(numbersOf(pack))
    expect(wanted.size).toBeGreaterThan(10)
    for (const [number, times] of wanted)
      expect(printed.get(number) ?? 0, number).toBeGreaterThanOrEqual(times)
    expect(text).toContain(pack.tables[0]?.number)
    expect(text).toContain(pack.methods.heading)
    expect(text).toContain('b2'.repeat(32))
    const fonts = execFileSync('pdfinfo', [pdf], { encoding: 'utf8' })
    expect(fonts).toMatch(/\(A4\)/)
  })

  it('reads of the workbook what is printed', () => {
    const pack = makePack('zh-CN', BASELINE)
    const filter = 'csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,1'
    convert('pack.xlsx', new Uint8Array(Buffer.concat([...writeXlsx(packSheets(pack))])), filter)
    const { header, rows } = readCsv(
      new Uint8Array(readFileSync(join(folder, `pack-${pack.tables[0]?.number}.csv`))),
    )
    const layout = pack.tables[0]?.layout
    expect(header).toEqual(layout?.head.cells.map(textOfCell))
    for (const [at, { cells }] of (layout?.body ?? []).entries())
      for (const [column, cell] of cells.entries())
        expect(rows[at]?.[column]?.trim().replace(/ \[[a-z]\]$/, '')).toBe(textOfCell(cell))
  })
})

it.each(CASES)('each part of the document is well formed: $name $locale', async ({ name, locale }) => {
  const parts = unzipSync(await writeDocx(makePack(locale, PLANS[name] ?? BASELINE), NOW))
  expect(Object.keys(parts)).toContain('word/document.xml')
  for (const [part, bytes] of Object.entries(parts)) {
    if (!/\.(xml|rels)$/.test(part)) continue
    execFileSync('xmllint', ['--noout', '-'], { input: bytes, stdio: ['pipe', 'pipe', 'pipe'] })
  }
})
