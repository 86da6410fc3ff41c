import type { Dataset } from '@/lib/codebook/dataset'
import { MISSING_REASONS } from '@/lib/codebook/item'
import { cutText } from './byte-sink'
import { putIbm } from './ibm-float'
import { layLabelled, type LabelledOptions } from './labelled'
import { cutParts, layTransport, type XptVariable } from './xpt-layout'

export const XPT_TYPE = 'application/x-sas-xport'

const RECORD = 80
const CHUNK = 65_536
/** Days from 1960-01-01, where SAS begins to count, to 1970-01-01. */
const EPOCH = 3653
const SYSTEM = 'SAS     SAS     SASLIB  9.4     Linux   '
const MONTHS = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC']
/** `.`, then the missing values with a reason: .A not done, .B refused, .C unknown, .D not applicable. */
const MISSING_BYTES = [0x2e, ...MISSING_REASONS.map((_, index) => 0x41 + index)]

/**
 * A data set as a SAS transport file of version 5: text in UTF-8, dates with format YYMMDD10., a missing value with a
 * reason as .A (not done), .B (refused), .C (unknown) or .D (not applicable). Names have eight letters and labels forty
 * bytes; the format knows no labels of values, which stand in the codebook. Chunks as they come; the same data set and
 * `now` are the same bytes.
 *
 * Source: SAS Technical Support TS-140, "The record layout of a data set in SAS transport (XPORT) format".
 * @throws Problem `too_large` for more than 9,999 variables, or a number beyond 16^63 or below 16^−65
 */
export function* writeXpt(dataset: Dataset, options: LabelledOptions): Generator<Uint8Array> {
  const { rows } = dataset
  const variables = layTransport(layLabelled(dataset, { ...options, inBand: false }), rows)
  yield writeHead(variables, options)
  yield* writeRows(variables, rows)
}

/** The name of the data set inside. */
const MEMBER = 'SUIVI'

function writeHead(variables: readonly XptVariable[], { now, title = '' }: LabelledOptions): Uint8Array {
  const time = sayTime(now)
  const count = String(variables.length).padStart(4, '0')
  const records = [
    'HEADER RECORD*******LIBRARY HEADER RECORD!!!!!!!000000000000000000000000000000  ',
    `${SYSTEM}${' '.repeat(24)}${time}`,
    time,
    'HEADER RECORD*******MEMBER  HEADER RECORD!!!!!!!000000000000000001600000000140  ',
    'HEADER RECORD*******DSCRPTR HEADER RECORD!!!!!!!000000000000000000000000000000  ',
    `SAS     ${MEMBER.padEnd(8)}SASDATA 9.4     Linux   ${' '.repeat(24)}${time}`,
  ].map((text) => fillText(text, RECORD))
  const about = [fillText(time, 32), fillText(title, 40), fillText('', 8)]
  const names = fillText(
    `HEADER RECORD*******NAMESTR HEADER RECORD!!!!!!!000000${count}00000000000000000000  `,
    RECORD,
  )
  const described = Buffer.concat(variables.map(describe))
  const rest = Buffer.alloc((RECORD - (described.length % RECORD)) % RECORD, ' ')
  const observations = fillText(
    'HEADER RECORD*******OBS     HEADER RECORD!!!!!!!000000000000000000000000000000  ',
    RECORD,
  )
  return Buffer.concat([...records, ...about, names, described, rest, observations])
}

/** The 140 bytes of a NAMESTR record. */
function describe(of: XptVariable, index: number): Buffer {
  const record = Buffer.alloc(140)
  const { kind, variable, bytes, name, label, place } = of
  record.writeInt16BE(kind === 'number' ? 1 : 2, 0)
  record.writeInt16BE(bytes, 4)
  record.writeInt16BE(index + 1, 6)
  fillText(name, 8).copy(record, 8)
  fillText(label, 40).copy(record, 16)
  const date = variable.kind === 'date'
  fillText(date ? 'YYMMDD' : '', 8).copy(record, 56)
  if (date) record.writeInt16BE(10, 64)
  else if (kind === 'number' && of.variable.decimals > 0) {
    record.writeInt16BE(12, 64)
    record.writeInt16BE(Math.min(of.variable.decimals, 10), 66)
  }
  fillText('', 8).copy(record, 72)
  record.writeInt32BE(place, 84)
  return record
}

function* writeRows(variables: readonly XptVariable[], rows: number): Generator<Uint8Array> {
  const width = variables.reduce((sum, { bytes }) => sum + bytes, 0)
  const perChunk = Math.max(1, Math.floor(CHUNK / Math.max(1, width)))
  for (let first = 0; first < rows; first += perChunk) {
    const count = Math.min(perChunk, rows - first)
    const last = first + count === rows
    const total = rows * width
    const rest = last ? (RECORD - (total % RECORD)) % RECORD : 0
    const chunk = Buffer.alloc(count * width + rest, ' ')
    const view = new DataView(chunk.buffer, chunk.byteOffset, chunk.length)
    for (let row = 0; row < count; row += 1)
      for (const of of variables) putValue(chunk, view, row * width + of.place, of, first + row)
    yield chunk
  }
}

function putValue(chunk: Buffer, view: DataView, at: number, of: XptVariable, row: number): void {
  if (of.kind === 'text') {
    const text = of.variable.read(row)
    const part = of.variable.bytes === of.bytes ? text : (cutParts(text)[of.part] ?? '')
    chunk.write(part, at, of.bytes)
    return
  }
  const value = of.variable.read(row) + (of.variable.kind === 'date' ? EPOCH : 0)
  if (!Number.isNaN(value)) return putIbm(view, at, value)
  chunk.fill(0, at, at + 8)
  chunk[at] = MISSING_BYTES[of.variable.reason(row)] ?? 0x2e
}

function fillText(text: string, width: number): Buffer {
  const bytes = Buffer.alloc(width, ' ')
  bytes.write(cutText(text, width))
  return bytes
}

/** 20NOV26:08:09:10 */
function sayTime(now: Date): string {
  const iso = now.toISOString()
  return `${iso.slice(8, 10)}${MONTHS[now.getUTCMonth()]}${iso.slice(2, 4)}:${iso.slice(11, 19)}`
}
