import { Gzip } from 'fflate'
import type { Dataset } from '@/lib/codebook/dataset'
import { layFrame, type FrameColumn } from './rds-layout'
import type { LabelledOptions } from './labelled'
import { RdsSink } from './rds-sink'

export const RDS_TYPE = 'application/x-r-data'

const CHUNK = 65_536

/**
 * A data set as R's `readRDS` takes it: a data.frame of numbers, factors (ordered where the measure is), Dates and
 * text in UTF-8, each with its label in the attribute `label`. R has one missing value; a reason stands in a factor
 * `<name>__missing` behind the column, where one occurs. The attribute `notes` says what is known of the whole. Chunks
 * as they come; the same data set is the same bytes.
 *
 * Source: R Internals, "Serialization Formats" (version 2, XDR, compressed by gzip).
 */
export function* writeRds(dataset: Dataset, options: LabelledOptions): Generator<Uint8Array> {
  const ready: Uint8Array[] = []
  const gzip = new Gzip({ level: 6, mtime: 0 }, (chunk) => ready.push(chunk))
  for (const chunk of serialise(dataset, options)) {
    gzip.push(chunk)
    yield* ready.splice(0)
  }
  gzip.push(new Uint8Array(), true)
  yield* ready.splice(0)
}

function* serialise(dataset: Dataset, options: LabelledOptions): Generator<Uint8Array> {
  const { rows } = dataset
  const columns = layFrame(dataset, options)
  const sink = new RdsSink()
  sink.begin()
  sink.openList(columns.length, true)
  for (const column of columns) {
    yield* writeColumn(sink, column, rows)
    yield sink.take()
  }
  sink.attribute('names').texts(columns.map(({ name }) => name))
  sink.attribute('row.names').integers([NaN, -rows])
  sink.attribute('class').texts(['data.frame'])
  if (options.title !== undefined) sink.attribute('title').texts([options.title])
  if (options.notes) sink.attribute('notes').texts(options.notes)
  sink.closeAttributes()
  yield sink.take()
}

function* writeColumn(sink: RdsSink, column: FrameColumn, rows: number): Generator<Uint8Array> {
  sink.openVector(column.kind, rows, column.classes.length > 0)
  for (let row = 0; row < rows; row += 1) {
    if (column.kind === 'text') sink.text(column.read(row))
    else if (column.kind === 'factor') sink.integer(column.read(row))
    else sink.double(column.read(row))
    if (sink.length >= CHUNK) yield sink.take()
  }
  sink.attribute('label').texts([column.label])
  if (column.kind === 'factor') sink.attribute('levels').texts(column.levels)
  if (column.classes.length > 0) sink.attribute('class').texts(column.classes)
  sink.closeAttributes()
}
