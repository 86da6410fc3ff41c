// debian: libreoffice-calc-nogui r-base-core r-cran-readxl
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { MISSING_CODES } from '@/lib/codebook/item'
import { readCsv } from '@/lib/exchange/csv-read'
import { writeXlsx } from '@/lib/exchange/xlsx-write'
import { importCohort } from '@/lib/tasks/import/import-cohort'
import { runExtract, type ExtractRequest } from '@/lib/tasks/extract'
import { openRegistry, type Registry } from '../support/registry'

const DEMO = join(import.meta.dirname, '../../prisma/demo')

let registry: Registry
let folder: string

beforeAll(async () => {
  registry = await openRegistry()
  folder = mkdtempSync(join(tmpdir(), 'suivi-xlsx-'))
  const readFile = (name: string) => new Uint8Array(readFileSync(join(DEMO, name)))
  const mapping: unknown = JSON.parse(readFileSync(join(DEMO, 'ovcf.mapping.json'), 'utf8'))
  await importCohort(registry.cli, 'ovcf', readFile('study-ovcf-wide.csv'), mapping, {
    dryRun: false,
    fileName: 'study-ovcf-wide.csv',
    readFile,
  })
}, 240_000)
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true })
  await registry.close()
})

async function take(request: Omit<ExtractRequest, 'purpose'>): Promise<Uint8Array> {
  const scope = { level: 'no-identifiers', dates: 'real' } as const
  const { stream } = await runExtract(registry.cli, 'ovcf', { ...request, purpose: 'read back' }, scope)
  return new Uint8Array(await new Response(stream).arrayBuffer())
}

/** The sheets of a workbook as LibreOffice reads them, values as stored and not as shown. */
function readSheets(name: string, bytes: Uint8Array): (sheet: string) => string[][] {
  writeFileSync(join(folder, `${name}.xlsx`), bytes)
  const filter = 'csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1'
  const profile = `-env:UserInstallation=file://${join(folder, 'profile')}`
  const options = { stdio: 'pipe', timeout: 110_000, env: { ...process.env, HOME: folder } } as const
  const args = [
    profile,
    '--headless',
    '--convert-to',
    filter,
    '--outdir',
    folder,
    join(folder, `${name}.xlsx`),
  ]
  execFileSync('soffice', args, options)
  return (sheet) => {
    const bytes = readFileSync(join(folder, `${name}-${sheet}.csv`))
    const { header, rows } = readCsv(new Uint8Array(bytes), { maxColumns: 20_000 })
    return [[...header], ...rows.map((row) => [...row])]
  }
}

/** Cells as text, numbers by their value: one program writes 0.5, another .5 or 5E-1. */
function normalise(rows: readonly (readonly string[])[]): string[][] {
  return rows.map((row) =>
    row.map((cell) => (/^-?\d*\.?\d+(E[+-]?\d+)?$/i.test(cell) ? String(Number(cell)) : cell)),
  )
}

describe('LibreOffice', () => {
  it.each([
    { shape: 'wide', choices: 'code', missing: 'column' },
    { shape: 'long', per: 'visit', choices: 'zh', missing: 'code' },
    { shape: 'long', per: 'operation', choices: 'key', missing: 'empty' },
  ] as const)(
    'reads of a workbook what the CSV file says: $shape $choices $missing',
    async (request) => {
      const csv = readCsv(await take({ ...request, format: 'csv' }), { maxColumns: 2000 })
      const sheet = readSheets(
        `${request.shape}-${request.choices}`,
        await take({ ...request, format: 'xlsx' }),
      )
      const data = sheet('data')
      expect(data.length).toBeGreaterThan(100)
      expect(normalise(data)).toEqual(normalise([csv.header, ...csv.rows]))

      const codebook = await take({ ...request, format: 'csv', part: 'codebook' })
      const { header, rows } = readCsv(codebook)
      const variables = rows.filter((row) => row[header.indexOf('kind')] !== 'note')
      expect(normalise(sheet('codebook'))).toEqual(normalise([header, ...variables]))
      const notes = sheet('notes')
      expect(notes.find(([option]) => option === 'missing:refused')?.[1]).toBe(String(MISSING_CODES.refused))
    },
    240_000,
  )

  it('gives back what is hard to write: formulas, control characters, emoji, line ends, leading zeros', () => {
    const texts = [
      '=1+1',
      '+1',
      '-1',
      '@x',
      '007',
      '1e5',
      '2026-03-05',
      'TRUE',
      "'a",
      ' a ',
      '_x0041_',
      'a"b,c',
      '👩‍⚕️𠮷腰椎',
      'a\nb',
      'a\tb',
      'a\u0001b',
      '<&>',
    ]
    const columns = [{ name: 'text', kind: 'text', width: 10 } as const]
    const rows = texts.map((text) => [text])
    const bytes = Buffer.concat([...writeXlsx([{ name: 'data', columns, count: texts.length, rows }])])
    const read = readSheets('hard', new Uint8Array(bytes))('data')
    expect(read.slice(1).map(([cell]) => cell)).toEqual(texts)
  }, 120_000)
})

it('R’s readxl reads the same table with types: numbers, dates and text', async () => {
  const request = { shape: 'wide', choices: 'zh' } as const
  writeFileSync(join(folder, 'r.xlsx'), await take({ ...request, format: 'xlsx' }))
  const { header, rows } = readCsv(await take({ ...request, format: 'csv' }), { maxColumns: 2000 })
  const script = `
    d <- readxl::read_excel(${JSON.stringify(join(folder, 'r.xlsx'))}, sheet = "data", guess_max = 1000)
    cat(nrow(d), ncol(d), "\\n")
    cat(class(d$index_operation_on)[1], class(d$cement_ml), class(d$sex), "\\n")
    cat(format(d$index_operation_on[1], "%Y-%m-%d"), sprintf("%.17g", sum(d$cement_ml)), sum(is.na(d$vas_m1)), "\\n")
    cat(utf8ToInt(enc2utf8(d$sex[1])), paste(readxl::excel_sheets(${JSON.stringify(join(folder, 'r.xlsx'))})), "\\n")`
  const lines = execFileSync('Rscript', ['--vanilla', '-e', script], { encoding: 'utf8' }).trim().split('\n')
  const [size, classes, values, last] = lines.map((line) => line.trim().split(/\s+/))
  expect(size).toEqual([String(rows.length), String(header.length)])
  expect(classes).toEqual(['POSIXct', 'numeric', 'character'])
  const column = (name: string) => rows.map((row) => row[header.indexOf(name)] ?? '')
  expect(values?.[0]).toBe(column('index_operation_on')[0])
  const cement = column('cement_ml').reduce((sum, cell) => sum + Number(cell), 0)
  expect(Number(values?.[1])).toBeCloseTo(cement, 9)
  expect(values?.[2]).toBe(String(column('vas_m1').filter((cell) => cell === '').length))
  expect(last).toEqual([String('女'.codePointAt(0)), 'data', 'codebook', 'notes'])
}, 120_000)
