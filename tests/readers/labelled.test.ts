// debian: r-base-core r-cran-haven r-cran-jsonlite pspp readstat
import { execFileSync, spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { MISSING_CODES, MISSING_REASONS } from '@/lib/codebook/item'
import { readCsv } from '@/lib/exchange/csv-read'
import { writeDta } from '@/lib/exchange/dta-write'
import { writeSav } from '@/lib/exchange/sav-write'
import { runExtract, type ExtractRequest } from '@/lib/tasks/extract'
import { importCohort } from '@/lib/tasks/import/import-cohort'
import { columnsOf, restoreColumns, type ReadCell, type ReadFile } from '../support/labelled-file'
import { randomDataset } from '../support/random-dataset'
import { readDta } from '../support/read-dta'
import { readSav } from '../support/read-sav'
import { openRegistry, type Registry } from '../support/registry'

const DEMO = join(import.meta.dirname, '../../prisma/demo')
const RANDOM = 200
const now = new Date('2026-11-20T08:09:10Z')
const WRITERS = { sav: writeSav, dta: writeDta }
const OURS = { sav: readSav, dta: readDta }

let registry: Registry
let folder: string

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'suivi-labelled-'))
  registry = await openRegistry()
  for (const study of ['snrb', 'ovcf']) {
    const readFile = (name: string) => new Uint8Array(readFileSync(join(DEMO, name)))
    const mapping: unknown = JSON.parse(readFileSync(join(DEMO, `${study}.mapping.json`), 'utf8'))
    const fileName = `study-${study}-wide.csv`
    await importCohort(registry.cli, study, readFile(fileName), mapping, {
      dryRun: false,
      fileName,
      readFile,
    })
  }
}, 240_000)
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true })
  await registry.close()
})

/**
 * Every file of a folder as haven reads it: a cell is a letter for its kind and its text, numbers to 17 digits. haven
 * gives the missing values of a date as dates before SPSS's calendar begins, so they are counted back to their code.
 */
const SCRIPT = `
  suppressMessages(library(haven))
  args <- commandArgs(TRUE)
  digits <- function(x) sprintf("%.17g", x)
  for (path in list.files(args[1], full.names = TRUE)) {
    sav <- grepl("sav$", path)
    d <- if (sav) read_sav(path, user_na = TRUE) else read_dta(path)
    plain <- if (sav) read_sav(path) else d
    variables <- lapply(names(d), function(name) {
      x <- d[[name]]
      range <- attr(x, "na_range")
      labels <- attr(x, "labels")
      format <- paste0(attr(plain[[name]], "format.spss"), attr(plain[[name]], "format.stata"))
      date <- inherits(plain[[name]], "Date")
      cells <- if (is.character(x)) ifelse(x == "", "-", paste0("s", x)) else {
        v <- as.numeric(unclass(x))
        code <- if (sav && date) round((v + 141428) * 86400) else v
        reason <- if (sav) (if (is.null(range)) rep(FALSE, length(v)) else !is.na(v) & code >= range[1] & code <= range[2]) else is_tagged_na(v)
        told <- if (date) paste0("s", as.character(as.Date(round(v), origin = "1970-01-01"))) else paste0("n", digits(v))
        # What is missing here must be missing to who does not ask for reasons.
        stopifnot(identical(as.vector(is.na(plain[[name]])), as.vector(is.na(v) | reason)))
        ifelse(reason, paste0("m", if (sav) digits(code) else na_tag(v)), ifelse(is.na(v), "-", told))
      }
      keys <- if (is.null(labels)) character() else if (sav) digits(as.numeric(labels)) else ifelse(is.na(labels), na_tag(as.numeric(labels)), digits(as.numeric(labels)))
      label <- attr(x, "label")
      list(name = name, label = if (is.null(label)) "" else label, format = format, date = date,
           declared = !is.null(range), cells = I(as.character(cells)), keys = I(as.character(keys)), texts = I(as.character(names(labels))))
    })
    writeLines(jsonlite::toJSON(variables, auto_unbox = TRUE), file.path(args[2], paste0(basename(path), ".json")), useBytes = TRUE)
  }`

interface Told {
  readonly name: string
  readonly label: string
  readonly declared: boolean
  readonly cells: readonly string[]
  readonly keys: readonly string[]
  readonly texts: readonly string[]
}

function readInR(files: ReadonlyMap<string, Uint8Array>): Map<string, ReadFile> {
  const [from, to] = ['in', 'out'].map((name) => join(mkdtempSync(join(folder, 'r-')), name)) as [
    string,
    string,
  ]
  mkdirSync(from)
  mkdirSync(to)
  for (const [name, bytes] of files) writeFileSync(join(from, name), bytes)
  writeFileSync(join(folder, 'read.R'), SCRIPT)
  const options = { stdio: 'pipe', env: { ...process.env, LC_ALL: 'C.UTF-8' } } as const
  execFileSync('Rscript', ['--vanilla', join(folder, 'read.R'), from, to], options)
  return new Map(
    [...files.keys()].map((name) => {
      const told = JSON.parse(readFileSync(join(to, `${name}.json`), 'utf8')) as Told[]
      return [name, { notes: [], variables: told.map(understand) }]
    }),
  )
}

function understand({ name, label, declared, cells, keys, texts }: Told): ReadFile['variables'][number] {
  const named = keys.map((key, index) => [
    declared ? (reasonOf(key) ?? key) : (tagOf(key) ?? key),
    texts[index] ?? '',
  ])
  return {
    name,
    label,
    labels: Object.fromEntries(named) as Record<string, string>,
    cells: cells.map(readTold),
  }
}

function readTold(cell: string): ReadCell {
  const rest = cell.slice(1)
  if (cell.startsWith('s')) return rest
  if (cell.startsWith('n')) return Number(rest)
  return cell === '-' ? null : { missing: reasonOf(rest) ?? tagOf(rest) ?? rest }
}

function reasonOf(code: string): string | undefined {
  return MISSING_REASONS.find((reason) => MISSING_CODES[reason] === Number(code))
}

function tagOf(tag: string): string | undefined {
  return MISSING_REASONS['abcd'.indexOf(tag)]
}

function writeRandom(): { files: Map<string, Uint8Array>; expected: Map<string, Map<string, ReadCell[]>> } {
  const datasets = fc.sample(randomDataset, { numRuns: RANDOM, seed: 20_261_120 })
  const files = new Map<string, Uint8Array>()
  const expected = new Map<string, Map<string, ReadCell[]>>()
  for (const [index, dataset] of datasets.entries()) {
    for (const format of ['sav', 'dta'] as const) {
      const name = `${index}.${format}`
      const language = index % 2 === 0 ? 'zh' : 'en'
      files.set(name, Buffer.concat([...WRITERS[format](dataset, { language, now, title: 'random' })]))
      expected.set(name, columnsOf(dataset))
    }
  }
  return { files, expected }
}

function labelsOfFile({ variables }: ReadFile) {
  return variables.map(({ name, label, labels }) => ({ name, label, labels }))
}

/** What PSPP has read, written by it again. */
function passThroughPspp(name: string, bytes: Uint8Array): Uint8Array {
  const path = join(folder, name)
  writeFileSync(path, bytes)
  const { status, stderr, stdout } = spawnSync('pspp-convert', [path, `${path}.out.sav`], {
    encoding: 'utf8',
  })
  if (status !== 0 || stderr + stdout !== '') throw new Error(`${name}: ${stderr}${stdout}`)
  return readFileSync(`${path}.out.sav`)
}

describe(`${RANDOM} random data sets`, () => {
  it('R’s haven reads every value, label, reason and date, of SPSS’s file and of Stata’s', () => {
    const { files, expected } = writeRandom()
    const read = readInR(files)
    for (const [name, bytes] of files) {
      const found = read.get(name) ?? { variables: [], notes: [] }
      expect(restoreColumns(found), name).toEqual(expected.get(name))
      const ours = name.endsWith('sav') ? readSav(bytes) : readDta(bytes)
      expect(labelsOfFile(found), name).toEqual(labelsOfFile(ours))
    }
  }, 300_000)

  it('PSPP reads them without a word, and what it writes is what it was given', () => {
    const { files, expected } = writeRandom()
    for (const [name, bytes] of files) {
      if (!name.endsWith('sav')) continue
      const [given, found] = [readSav(bytes), readSav(passThroughPspp(name, bytes))]
      expect(restoreColumns(found), name).toEqual(expected.get(name))
      expect(labelsOfFile(found), name).toEqual(labelsOfFile(given))
      expect(found.formats, name).toEqual(given.formats)
    }
  }, 300_000)
})

describe('the demo studies', () => {
  async function take(study: string, request: Omit<ExtractRequest, 'purpose'>): Promise<Uint8Array> {
    const scope = { level: 'no-identifiers', dates: 'real' } as const
    const { stream } = await runExtract(registry.cli, study, { ...request, purpose: 'read back' }, scope)
    return new Uint8Array(await new Response(stream).arrayBuffer())
  }

  /** The cells of the CSV file as text, the reasons put back in their place. */
  async function readTwin(study: string, request: Omit<ExtractRequest, 'purpose' | 'format'>) {
    const { header, rows } = readCsv(await take(study, { ...request, format: 'csv', missing: 'column' }), {
      maxColumns: 20_000,
    })
    const twin = new Map<string, ReadCell[]>()
    for (const [place, name] of header.entries()) {
      const cells = rows.map((row) => row[place] ?? '')
      const known = twin.get(name.replace(/__missing$/, ''))
      if (!known)
        twin.set(
          name,
          cells.map((cell) => cell || null),
        )
      else for (const [row, cell] of cells.entries()) if (cell !== '') known[row] = { missing: cell }
    }
    return twin
  }

  function asText(cell: ReadCell): ReadCell {
    return typeof cell === 'number' ? String(cell) : cell
  }

  it.each([
    { study: 'snrb', shape: 'wide' },
    { study: 'snrb', shape: 'long' },
    { study: 'ovcf', shape: 'wide' },
    { study: 'ovcf', shape: 'long', per: 'operation' },
  ] as const)(
    'haven and PSPP read of $study $shape what the CSV file says',
    async ({ study, ...request }) => {
      const twin = await readTwin(study, request)
      const sav = await take(study, { ...request, format: 'sav' })
      const dta = await take(study, { ...request, format: 'dta', choices: 'en' })
      const read = readInR(
        new Map([
          ['a.sav', sav],
          ['a.dta', dta],
        ]),
      )
      const found = [read.get('a.sav'), read.get('a.dta'), readSav(passThroughPspp('a.sav', sav))]
      expect(twin.get('patient')?.length).toBeGreaterThan(70)
      for (const file of found) {
        const columns = restoreColumns(file ?? { variables: [], notes: [] })
        const texts = new Map([...columns].map(([name, cells]) => [name, cells.map(asText)]))
        // Stata's names are at most 32 characters: the order is the same.
        expect([...texts.values()]).toEqual([...twin.values()])
        expect([...texts.keys()].filter((name) => name.length < 32)).toEqual(
          [...twin.keys()].filter((name) => texts.has(name) && name.length < 32),
        )
      }
      const arm = (file: ReadFile | undefined) => file?.variables.find(({ name }) => name === 'arm')?.labels
      expect(Object.keys(arm(found[0]) ?? {}).length).toBeGreaterThan(1)
      expect(Object.keys(arm(found[1]) ?? {})).toEqual(Object.keys(arm(found[0]) ?? {}))
      expect(readSav(sav).notes.join('')).toContain(`study = ${study}`)
    },
    240_000,
  )

  it('ReadStat converts both without loss of a row or a variable', async () => {
    for (const format of ['sav', 'dta'] as const) {
      const bytes = await take('snrb', { shape: 'wide', format })
      const { variables } = OURS[format](bytes)
      writeFileSync(join(folder, `r.${format}`), bytes)
      const out = join(folder, `${format}.csv`)
      const { stdout, stderr } = spawnSync('readstat', [join(folder, `r.${format}`), out], {
        encoding: 'utf8',
      })
      expect(stdout + stderr).toContain(
        `${variables.length} variables and ${variables[0]?.cells.length} rows`,
      )
    }
  }, 120_000)
})
