// debian: r-base-core r-cran-haven r-cran-jsonlite
import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { MISSING_REASONS } from '@/lib/codebook/item'
import type { Dataset } from '@/lib/codebook/dataset'
import { MISSING_LABELS } from '@/lib/exchange/extract-notes'
import { layLabelled } from '@/lib/exchange/labelled'
import { writeRds } from '@/lib/exchange/rds-write'
import { layTransport } from '@/lib/exchange/xpt-layout'
import { writeXpt } from '@/lib/exchange/xpt-write'
import { cellsOf, type ReadCell } from '../support/labelled-file'
import { randomSasDataset } from '../support/random-dataset'

const RANDOM = 200
const now = new Date('2026-11-20T08:09:10Z')

/** Every file of a folder: a cell is a letter for its kind and its text, numbers to 17 digits. */
const SCRIPT = `
  suppressMessages(library(haven))
  args <- commandArgs(TRUE)
  digits <- function(x) sprintf("%.17g", x)
  for (path in list.files(args[1], full.names = TRUE)) {
    d <- if (grepl("xpt$", path)) read_xpt(path) else readRDS(path)
    stopifnot(is.data.frame(d))
    variables <- lapply(names(d), function(name) {
      x <- d[[name]]
      label <- attr(x, "label")
      cells <- if (is.character(x)) ifelse(is.na(x) | x == "", "-", paste0("s", x))
        else if (is.factor(x)) ifelse(is.na(x), "-", paste0("f", as.character(x)))
        else {
          v <- as.numeric(unclass(x))
          told <- if (inherits(x, "Date")) paste0("s", as.character(as.Date(v, origin = "1970-01-01"))) else paste0("n", digits(v))
          ifelse(is_tagged_na(v), paste0("m", na_tag(v)), ifelse(is.na(v), "-", told))
        }
      list(name = name, label = if (is.null(label)) "" else label, ordered = is.ordered(x),
           levels = I(if (is.factor(x)) levels(x) else character()), cells = I(as.character(cells)))
    })
    writeLines(jsonlite::toJSON(variables, auto_unbox = TRUE), file.path(args[2], paste0(basename(path), ".json")), useBytes = TRUE)
  }`

interface Told {
  readonly name: string
  readonly label: string
  readonly ordered: boolean
  readonly levels: readonly string[]
  readonly cells: readonly string[]
}

let folder: string
let datasets: readonly Dataset[]
let told: ReadonlyMap<string, readonly Told[]>

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'suivi-sas-'))
  datasets = fc.sample(randomSasDataset, { numRuns: RANDOM, seed: 20_261_120 })
  const [from, to] = [join(folder, 'in'), join(folder, 'out')]
  mkdirSync(from)
  mkdirSync(to)
  for (const [index, dataset] of datasets.entries()) {
    const options = { language: index % 2 === 0 ? ('zh' as const) : ('en' as const), now, title: 'random' }
    writeFileSync(join(from, `${index}.xpt`), Buffer.concat([...writeXpt(dataset, options)]))
    writeFileSync(join(from, `${index}.rds`), Buffer.concat([...writeRds(dataset, options)]))
  }
  writeFileSync(join(folder, 'read.R'), SCRIPT)
  const options = { stdio: 'pipe', env: { ...process.env, LC_ALL: 'C.UTF-8' } } as const
  execFileSync('Rscript', ['--vanilla', join(folder, 'read.R'), from, to], options)
  const names = datasets.flatMap((_, index) => [`${index}.xpt`, `${index}.rds`])
  told = new Map(
    names.map((name) => [name, JSON.parse(readFileSync(join(to, `${name}.json`), 'utf8')) as Told[]]),
  )
}, 240_000)
afterAll(() => rmSync(folder, { recursive: true, force: true }))

function readTold(cell: string): ReadCell {
  const rest = cell.slice(1)
  if (cell.startsWith('n')) return Number(rest)
  if (cell === '-') return null
  if (cell.startsWith('m')) return { missing: MISSING_REASONS['abcd'.indexOf(rest.toLowerCase())] ?? rest }
  return rest
}

/** What stands beside a column put back: reasons and incomplete dates; the rest of a text that stands in parts. */
function restore(
  columns: readonly { name: string; cells: readonly string[] }[],
  reasonOf: (text: string) => string,
) {
  const found = new Map<string, ReadCell[]>()
  for (const { name, cells } of columns) {
    const [, of = name, beside = ''] = /^(.+)__(missing|partial|\d+)$/.exec(name) ?? []
    const known = found.get(of)
    if (!known || beside === '') found.set(name, cells.map(readTold))
    else
      for (const [row, cell] of cells.entries()) {
        if (cell === '-') continue
        if (beside === 'missing') known[row] = { missing: reasonOf(cell.slice(1)) }
        else if (beside === 'partial') known[row] = cell.slice(1)
        else known[row] = String(known[row] ?? '') + cell.slice(1)
      }
  }
  return found
}

it(`haven reads ${RANDOM} transport files: every value, reason and date`, () => {
  for (const [index, dataset] of datasets.entries()) {
    const columns = told.get(`${index}.xpt`) ?? []
    for (const { name } of columns) expect(name).toMatch(/^[A-Z][A-Z0-9_]{0,7}$/)
    const language = index % 2 === 0 ? 'zh' : 'en'
    const labelled = layLabelled(dataset, { language, now, inBand: false })
    const whole = layTransport(labelled, dataset.rows).map(({ whole }) => whole)
    expect(columns.length).toBe(whole.length)
    const named = columns.map(({ cells }, place) => ({ name: whole[place] ?? '', cells }))
    const code = (text: string) => MISSING_REASONS[-9991 - Number(text)] ?? text
    const found = restore(named, code)
    for (const column of [...dataset.keys, ...dataset.columns])
      expect(found.get(column.variable.name), `${index} ${column.variable.name}`).toEqual(cellsOf(column))
  }
})

it(`R reads ${RANDOM} .rds files: numbers, factors with their levels, Dates, text and reasons`, () => {
  for (const [index, dataset] of datasets.entries()) {
    const language = index % 2 === 0 ? 'zh' : 'en'
    const columns = told.get(`${index}.rds`) ?? []
    const reasonOf = (text: string) =>
      MISSING_REASONS.find((one) => MISSING_LABELS[one][language] === text) ?? text
    const found = restore(columns, reasonOf)
    for (const column of [...dataset.keys, ...dataset.columns]) {
      const { name, label, codes = [], measure } = column.variable
      const frame = columns.find((one) => one.name === name)
      expect(frame?.label.startsWith(label[language]), name).toBe(true)
      const expected = cellsOf(column)
      if (column.kind === 'code') {
        expect(frame?.ordered).toBe(measure === 'ordinal')
        const levels = frame?.levels ?? []
        expect(new Set(levels).size).toBe(codes.length)
        const ascending = codes.map(({ code }) => code)
        expect(
          found.get(name)?.map((cell) => (typeof cell === 'string' ? ascending[levels.indexOf(cell)] : cell)),
        ).toEqual(expected)
      } else expect(found.get(name), `${index} ${name}`).toEqual(expected)
    }
  }
})
