import type { Dataset } from '@/lib/codebook/dataset'
import { Problem } from '@/lib/problem'
import { ByteSink } from './byte-sink'
import { EPOCH, layRows, NUMBER_TYPES, type DtaVariable, type NumberType } from './dta-layout'
import { writeDescriptions, writeHeader, writeValueLabels } from './dta-sections'
import { layLabelled, type LabelledOptions } from './labelled'

export const DTA_TYPE = 'application/x-stata-dta'

const CHUNK = 65_536
/** First two bytes of a double that is missing; the third says which of the 27. */
const MISSING_DOUBLE = 0x7fe0

/**
 * A data set as a Stata file of format 118 (Stata 14 and later): UTF-8, labels of variables and values in one
 * language, dates as %td, numbers as doubles, texts over 2,045 bytes as strL. A missing value with a reason is .a (not
 * done), .b (refused), .c (unknown) or .d (not applicable), labelled; one not entered is `.`. Names of more than 32
 * characters are cut and stand whole in the characteristic `name`. Chunks as they come; the same data set and `now`
 * are the same bytes.
 *
 * Source: Stata, `help dta`, "Description of .dta file format 118".
 * @throws Problem `too_large` for more than 32,767 variables or a number of 2^1023 and more, which Stata takes for none
 */
export function* writeDta(dataset: Dataset, options: LabelledOptions): Generator<Uint8Array> {
  const { rows } = dataset
  const variables = layRows(layLabelled(dataset, { ...options, inBand: false }), rows)
  const before = [
    writeHeader(variables.length, rows, options),
    ...writeDescriptions(variables, options.notes ?? []).map(([name, bytes]) => wrap(name, bytes)),
  ]
  const labels = wrap('value_labels', writeValueLabels(variables))
  const width = variables.reduce((sum, { bytes }) => sum + bytes, 0)
  const [header = new Uint8Array(), ...descriptions] = before
  const data = sizeOfSection('data', rows * width)
  const strls = sizeOfSection('strls', measureTexts(variables, rows))
  yield header
  yield writeMap(header.length, [...descriptions.map(({ length }) => length), data, strls, labels.length])
  yield* descriptions
  yield new ByteSink().text('<data>').take()
  yield* writeRows(variables, rows, width)
  yield new ByteSink().text('</data><strls>').take()
  yield* writeTexts(variables, rows)
  yield new ByteSink().text('</strls>').raw(labels).text('</stata_dta>').take()
}

function wrap(name: string, bytes: Uint8Array): Uint8Array {
  return new ByteSink().text(`<${name}>`).raw(bytes).text(`</${name}>`).take()
}

function sizeOfSection(name: string, content: number): number {
  return content + 2 * name.length + '<></>'.length
}

/** Where each section begins: the file, the map itself, what follows it, the closing mark, the end. */
function writeMap(start: number, sizes: readonly number[]): Uint8Array {
  const places = [0, start]
  let next = start + sizeOfSection('map', 14 * 8)
  for (const size of sizes) {
    places.push(next)
    next += size
  }
  places.push(next, next + '</stata_dta>'.length)
  return wrap('map', new ByteSink().int64(...places).take())
}

function* writeRows(variables: readonly DtaVariable[], rows: number, width: number): Generator<Uint8Array> {
  const sink = new ByteSink(CHUNK + width)
  const columns = variables.map((variable, index) => openColumn(sink, variable, index))
  for (let row = 0; row < rows; row += 1) {
    for (const column of columns) column(row)
    if (sink.length >= CHUNK) yield sink.take()
  }
  yield sink.take()
}

function openColumn(sink: ByteSink, of: DtaVariable, index: number): (row: number) => void {
  if (of.stored === 'str') {
    const { variable, bytes } = of
    return (row) => {
      const text = variable.read(row)
      const end = sink.length + (text === '' ? 0 : sink.bytes.write(text, sink.length))
      sink.length += bytes
      sink.bytes.fill(0, end, sink.length)
    }
  }
  if (of.stored === 'strL') {
    const { variable } = of
    return (row) => {
      const empty = variable.read(row) === ''
      sink.bytes.writeUInt16LE(empty ? 0 : index + 1, sink.length)
      sink.bytes.writeUIntLE(empty ? 0 : row + 1, sink.length + 2, 6)
      sink.length += 8
    }
  }
  const { variable, stored } = of
  const { read, reason, kind } = variable
  const shift = kind === 'date' ? EPOCH : 0
  const put = stored === 'double' ? putDouble : openPut(stored)
  return (row) => put(sink, read(row) + shift, reason(row))
}

const { low, high } = NUMBER_TYPES.double

function putDouble(sink: ByteSink, value: number, reason: number): void {
  if (Number.isNaN(value)) {
    sink.view.setFloat64(sink.length, 0, true)
    sink.bytes[sink.length + 5] = reason
    sink.view.setUint16(sink.length + 6, MISSING_DOUBLE, true)
  } else {
    if (value > high || value < low) throw new Problem('too_large')
    sink.view.setFloat64(sink.length, value, true)
  }
  sink.length += 8
}

function openPut(stored: Exclude<NumberType, 'double'>) {
  const { bytes, missing } = NUMBER_TYPES[stored]
  return (sink: ByteSink, value: number, reason: number): void => {
    sink.bytes.writeIntLE(Number.isNaN(value) ? missing + reason : value, sink.length, bytes)
    sink.length += bytes
  }
}

/** "GSO", variable, row, kind of text, length, text and a zero. */
const TEXT_HEAD = 3 + 4 + 8 + 1 + 4

function* readTexts(
  variables: readonly DtaVariable[],
  rows: number,
): Generator<{ row: number; index: number; text: string }> {
  const long = variables.flatMap((of, index) =>
    of.stored === 'strL' ? [{ index, read: of.variable.read }] : [],
  )
  if (long.length === 0) return
  for (let row = 0; row < rows; row += 1) {
    for (const { index, read } of long) {
      const text = read(row)
      if (text !== '') yield { row, index, text }
    }
  }
}

function measureTexts(variables: readonly DtaVariable[], rows: number): number {
  let size = 0
  for (const { text } of readTexts(variables, rows)) size += TEXT_HEAD + Buffer.byteLength(text) + 1
  return size
}

function* writeTexts(variables: readonly DtaVariable[], rows: number): Generator<Uint8Array> {
  const sink = new ByteSink(CHUNK)
  for (const { row, index, text } of readTexts(variables, rows)) {
    sink
      .text('GSO')
      .int32(index + 1)
      .int64(row + 1)
      .byte(130)
    sink
      .int32(Buffer.byteLength(text) + 1)
      .text(text)
      .byte(0)
    if (sink.length >= CHUNK) yield sink.take()
  }
  yield sink.take()
}
