import { createHash } from 'node:crypto'
import { setImmediate } from 'node:timers/promises'
import { hashDataset } from '@/lib/codebook/canonical'
import type { Dataset, Grain } from '@/lib/codebook/dataset'
import { describeDataset } from '@/lib/codebook/describe'
import { codebookSheet, notesSheet, writeCodebook } from '@/lib/exchange/codebook-table'
import { writeCsv } from '@/lib/exchange/csv-write'
import { describeExtract, type ExtractNote } from '@/lib/exchange/extract-notes'
import {
  hasCodebook,
  hasLabelsInside,
  isOfRecords,
  type ExtractFormat,
  type RecordFormat,
  type TableFormat,
} from '@/lib/contracts/data'
import { DATASET_JSON_TYPE, writeDatasetJson } from '@/lib/exchange/dataset-json-write'
import { DTA_TYPE, writeDta } from '@/lib/exchange/dta-write'
import { PARQUET_TYPE, writeParquet } from '@/lib/exchange/parquet-write'
import { RDS_TYPE, writeRds } from '@/lib/exchange/rds-write'
import { SAV_TYPE, writeSav } from '@/lib/exchange/sav-write'
import { layTable, rowsOf, type TableOptions } from '@/lib/exchange/table'
import { XLSX_TYPE } from '@/lib/exchange/xlsx-parts'
import { writeXlsx, type Sheet } from '@/lib/exchange/xlsx-write'
import { XPT_TYPE, writeXpt } from '@/lib/exchange/xpt-write'
import type { Shelf } from '@/lib/instruments/shelf'
import { invalidField } from '@/lib/problem'
import type { Call } from '@/lib/records/call'
import { extractDataset, type Scope } from '@/lib/records/data/extract'
import { getShelf } from '@/lib/records/instruments/get-shelf'
import { recordExtract } from '@/lib/records/data/receipts'
import { RECORD_TYPES, takeRecords } from './extract-records'

const TYPES = {
  csv: 'text/csv; charset=utf-8',
  xlsx: XLSX_TYPE,
  sav: SAV_TYPE,
  dta: DTA_TYPE,
  xpt: XPT_TYPE,
  rds: RDS_TYPE,
  parquet: PARQUET_TYPE,
  json: DATASET_JSON_TYPE,
} as const satisfies Record<TableFormat, string>

const LABELLED = { sav: writeSav, dta: writeDta, xpt: writeXpt, rds: writeRds }

/** The same data are the same bytes at every time; when a file was taken stands in the trail. */
const NO_TIME = new Date(Date.UTC(1980, 0, 1))

export interface ExtractRequest extends TableOptions {
  readonly shape: 'long' | 'wide'
  /** What a row of the long shape is; a visit when nothing is said. */
  readonly per?: Exclude<Grain, 'patient'>
  /**
   * Files with labels inside hold them in Chinese unless `choices` is en, and reasons as missing values of their own
   * unless `missing` is empty.
   */
  readonly format: ExtractFormat
  /** A workbook of data has the codebook in it; files with labels inside are data only. */
  readonly part?: 'data' | 'codebook'
  readonly purpose: string
}

export interface ExtractFile {
  readonly name: string
  readonly type: string
  readonly rows: number
  /** Of the bytes of the file. */
  readonly sha256: string
  readonly stream: ReadableStream<Uint8Array>
}

/** A data set that was frozen, in place of the study as it stands. */
export interface Frozen {
  readonly name: string
  readonly dataset: Dataset
}

/** A file of the study's data, its row count and hash in the trail before the first byte leaves. */
export async function runExtract(
  call: Call,
  study: string,
  request: ExtractRequest,
  scope: Scope = { level: 'deidentified', dates: 'days' },
  frozen?: Frozen,
): Promise<ExtractFile> {
  const { shape, per = 'visit', format, part = 'data', purpose } = request
  if (!hasCodebook(format) && part === 'codebook') throw invalidField('part', 'labels_inside')
  if (frozen && isOfRecords(format)) throw invalidField('format', 'frozen_table')
  const asked = scope.level === 'deidentified' ? 'extract.run' : 'extract.run_coded'
  const verb = frozen ? 'freeze.read' : asked
  const { choices, missing } = optionsOf(request)
  const taken = isOfRecords(format)
    ? await takeForms(call, asked, study, { ...request, format }, scope)
    : await takeTable(call, asked, study, { ...request, format }, scope, frozen)
  const sha256 = await hashChunks(encode(taken.write()))
  await recordExtract(call, verb, study, {
    ...{ level: scope.level, format, shape, rows: taken.rows, sha256, purpose },
    filter: { part, per, dates: scope.dates, choices, missing, ...(frozen ? { freeze: frozen.name } : {}) },
  })
  return {
    name: `${study}-${taken.name}${frozen ? '-frozen' : ''}.${taken.ending}`,
    type: taken.type,
    rows: taken.rows,
    sha256,
    stream: toStream(encode(taken.write())),
  }
}

/** What leaves, ready to be written as often as need be. */
interface Taken {
  readonly name: string
  readonly ending: string
  readonly type: string
  readonly rows: number
  readonly write: () => Iterable<string | Uint8Array>
}

type AskedVerb = 'extract.run' | 'extract.run_coded'

async function takeTable(
  call: Call,
  verb: AskedVerb,
  study: string,
  request: ExtractRequest & { readonly format: TableFormat },
  scope: Scope,
  frozen: Frozen | undefined,
): Promise<Taken> {
  const { shape, per = 'visit', format, part = 'data' } = request
  const options = optionsOf(request)
  const grain = shape === 'wide' ? 'patient' : per
  const dataset = frozen ? frozen.dataset : await extractDataset(call, verb, study, grain, scope)
  const { rows } = dataset
  const notes = describeExtract({
    ...{ study, grain, rows, dataset: hashDataset(dataset), ...options, armsClosed: hasNoArm(dataset) },
    ...scope,
  })
  const table = shape === 'wide' ? 'wide' : per === 'visit' ? 'long' : per
  const about = { notes, study, table, shelf: await getShelf(call, study) }
  return {
    name: `${table}-${part}`,
    ending: format,
    type: TYPES[format],
    rows: part === 'data' ? rows : dataset.columns.length,
    write: () => writeFile(dataset, about, { format, part, ...options }),
  }
}

async function takeForms(
  call: Call,
  verb: AskedVerb,
  study: string,
  request: ExtractRequest & { readonly format: RecordFormat },
  scope: Scope,
): Promise<Taken> {
  const { format } = request
  const records = await takeRecords(call, verb, study, format, scope)
  const options = optionsOf(request)
  const notes = describeExtract({
    ...{ study, grain: 'form', rows: records.count, dataset: records.hashes, ...options },
    armsClosed: records.armsClosed,
    ...scope,
  })
  const language = options.choices === 'en' ? 'en' : 'zh'
  return {
    ...RECORD_TYPES[format],
    name: `${format}-forms`,
    rows: records.count,
    write: () => records.write(notes, language, NO_TIME),
  }
}

/** The arm stands in every table unless it is closed. */
function hasNoArm({ columns }: Dataset): boolean {
  return !columns.some(({ variable }) => variable.name === 'arm')
}

/** What stands in the file, which is less than what can be asked where labels are inside. */
function optionsOf({ format, choices = 'code', missing = 'column' }: ExtractRequest): Required<TableOptions> {
  if (isOfRecords(format)) return { choices: choices === 'en' ? 'en' : 'zh', missing: 'code' }
  if (!hasLabelsInside(format)) return { choices, missing }
  return { choices: choices === 'en' ? 'en' : 'zh', missing: missing === 'empty' ? 'empty' : 'column' }
}

interface About {
  readonly notes: readonly ExtractNote[]
  readonly study: string
  readonly table: string
  readonly shelf: Shelf
}

function writeFile(
  dataset: Dataset,
  { notes, study, table, shelf }: About,
  {
    format,
    part,
    ...options
  }: Required<TableOptions & Pick<ExtractRequest, 'part'>> & { readonly format: TableFormat },
): Iterable<string | Uint8Array> {
  const title = `${study} ${table}`
  if (hasLabelsInside(format)) {
    const language = options.choices === 'en' ? 'en' : 'zh'
    const missing = options.missing === 'empty' ? 'empty' : 'declared'
    const labelled = { language, missing, title, notes: tellNotes(notes, language), now: NO_TIME } as const
    return LABELLED[format](dataset, labelled)
  }
  const codebook = describeDataset(dataset, shelf.find)
  if (format === 'csv') return part === 'data' ? writeCsv(dataset, options) : writeCodebook(codebook, notes)
  if (format === 'parquet') return writeParquet(dataset, { ...options, notes: tellNotes(notes, 'en') })
  if (format === 'json') {
    const language = options.choices === 'zh' ? 'zh' : 'en'
    return writeDatasetJson(dataset, { ...options, study, name: table, title, language, now: NO_TIME })
  }
  const about = [codebookSheet(codebook), notesSheet(notes)]
  return writeXlsx(part === 'data' ? [dataSheet(dataset, options), ...about] : about)
}

/** How cells are written is told by the labels. */
function tellNotes(notes: readonly ExtractNote[], language: 'zh' | 'en'): string[] {
  return notes
    .filter(({ key }) => key !== 'choices' && !key.startsWith('missing'))
    .map(({ key, value, text }) => `${value === '' ? key : `${key} = ${value}`}: ${text[language]}`)
}

function dataSheet(dataset: Dataset, options: TableOptions): Sheet {
  const columns = layTable(dataset, options)
  return {
    name: 'data',
    columns,
    frozen: dataset.keys.length,
    count: dataset.rows,
    rows: rowsOf(columns, dataset.rows),
  }
}

function* encode(chunks: Iterable<string | Uint8Array>): Generator<Uint8Array> {
  const encoder = new TextEncoder()
  for (const chunk of chunks) yield typeof chunk === 'string' ? encoder.encode(chunk) : chunk
}

/** Others are served between the chunks. */
async function hashChunks(chunks: Iterable<Uint8Array>): Promise<string> {
  const hash = createHash('sha256')
  for (const chunk of chunks) {
    hash.update(chunk)
    await setImmediate()
  }
  return hash.digest('hex')
}

function toStream(chunks: Iterator<Uint8Array>): ReadableStream<Uint8Array> {
  return new ReadableStream({
    pull(controller) {
      const next = chunks.next()
      if (next.done) controller.close()
      else controller.enqueue(next.value)
    },
  })
}
