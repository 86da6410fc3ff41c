import type { Dataset } from '@/lib/codebook/dataset'
import { MISSING_CODES, MISSING_REASONS } from '@/lib/codebook/item'
import { Problem } from '@/lib/problem'
import { ByteSink } from './byte-sink'
import { layLabelled, type LabelledOptions } from './labelled'
import { BIAS, SYSTEM_MISSING, writeDictionary } from './sav-dictionary'
import { ELEMENT, layCases, SEGMENT_TEXT, type SavVariable } from './sav-layout'

export const SAV_TYPE = 'application/x-spss-sav'

const CHUNK = 65_536
/** PSPP Developers Guide, "Data Record": what a byte of a compressed case says. */
const COMMAND = { end: 252, literal: 253, blanks: 254, missing: 255 } as const
/** Days from 1582-10-14, where SPSS begins to count, to 1970-01-01. */
const EPOCH = 141_428
const DAY_SECONDS = 86_400
const REASON_CODES = MISSING_REASONS.map((reason) => MISSING_CODES[reason])
const SPACE = 0x20

/**
 * A data set as an SPSS system file (.sav): UTF-8, labels of variables and values in one language, level of
 * measurement, dates as SDATE, texts up to 32,767 bytes, numbers to the last bit, compressed by bytes. Missing values
 * are −9991 … −9994, declared missing and labelled; see layLabelled for what stands in variables of its own. Chunks as
 * they come; the same data set and `now` are the same bytes. Spaces at the end of a text are lost, as the format
 * cannot tell them from its filling.
 *
 * Source: PSPP Developers Guide, "System File Format" (GNU PSPP 1.6).
 * @throws Problem `too_large` for a text of more than 32,767 bytes or more than 32,767 variables, and for
 *   the largest negative number there is, which SPSS takes for none
 */
export function* writeSav(dataset: Dataset, options: LabelledOptions): Generator<Uint8Array> {
  const variables = layCases(layLabelled(dataset, { ...options, inBand: true }))
  yield writeDictionary(variables, dataset.rows, options)
  const cases = new CaseWriter(variables)
  for (let row = 0; row < dataset.rows; row += 1) {
    const full = cases.put(row)
    if (full) yield full
  }
  yield cases.end()
}

/** Eight commands of a byte each, then the eight bytes of every one that asks for them. */
class CaseWriter {
  private readonly sink: ByteSink
  private readonly room: number
  private readonly scratch: Buffer
  private readonly columns: readonly ((row: number) => void)[]
  private block = 0
  private used = 8

  constructor(variables: readonly SavVariable[]) {
    const elements = variables.reduce((sum, variable) => sum + variable.elements, 0)
    this.room = elements * 9 + 16
    this.sink = new ByteSink(CHUNK + 2 * this.room)
    this.scratch = Buffer.alloc(Math.max(0, ...variables.map(({ width }) => width)) + 2 * SEGMENT_TEXT)
    this.columns = variables.map((variable) => this.openColumn(variable))
  }

  /** Writes a case; answers what can leave, once that is enough. */
  put(row: number): Uint8Array | undefined {
    this.sink.reserve(this.room)
    for (const column of this.columns) column(row)
    if (this.sink.length < CHUNK) return undefined
    // The last block may still want commands.
    const taken = this.sink.take(this.block)
    this.block = 0
    return taken
  }

  end(): Uint8Array {
    this.sink.reserve(ELEMENT)
    this.command(COMMAND.end)
    return this.sink.take()
  }

  private openColumn({ variable, segments, elements }: SavVariable): (row: number) => void {
    if (variable.kind === 'text') {
      const { read } = variable
      return segments.length === 1
        ? (row) => this.putText(read(row), elements)
        : (row) => this.putLongText(read(row), elements)
    }
    const { read, reason, declared } = variable
    const scaled = variable.kind === 'date' ? (row: number) => (read(row) + EPOCH) * DAY_SECONDS : read
    if (declared.length === 0) return (row) => this.putNumber(scaled(row))
    return (row) => this.putNumber(REASON_CODES[reason(row) - 1] ?? scaled(row))
  }

  private command(code: number): void {
    const { sink } = this
    if (this.used === 8) {
      this.block = sink.length
      this.used = 0
      sink.bytes.fill(0, sink.length, sink.length + ELEMENT)
      sink.length += ELEMENT
    }
    sink.bytes[this.block + this.used++] = code
  }

  private putNumber(value: number): void {
    if (Number.isNaN(value)) return this.command(COMMAND.missing)
    if (value > -BIAS && value < COMMAND.end - BIAS && Number.isInteger(value))
      return this.command(value + BIAS)
    if (value === SYSTEM_MISSING) throw new Problem('too_large')
    this.command(COMMAND.literal)
    this.sink.view.setFloat64(this.sink.length, value, true)
    this.sink.length += ELEMENT
  }

  private putText(text: string, elements: number): void {
    const length = text === '' ? 0 : this.scratch.write(text)
    this.putElements(0, length, elements)
  }

  /** The text runs on every 255 bytes; the byte after them is filling. */
  private putLongText(text: string, elements: number): void {
    const length = this.scratch.write(text)
    for (let left = elements, start = 0; left > 0; left -= 32, start += SEGMENT_TEXT) {
      this.putElements(start, Math.min(SEGMENT_TEXT, Math.max(0, length - start)), Math.min(32, left))
    }
  }

  /** `length` bytes of the scratch from `start`, filled up with spaces. */
  private putElements(start: number, length: number, elements: number): void {
    const { sink, scratch } = this
    const filled = Math.ceil(length / ELEMENT)
    for (let element = 0; element < filled; element += 1) {
      this.command(COMMAND.literal)
      const from = element * ELEMENT
      for (let place = from; place < from + ELEMENT; place += 1) {
        sink.bytes[sink.length++] = place < length ? (scratch[start + place] ?? SPACE) : SPACE
      }
    }
    for (let element = filled; element < elements; element += 1) this.command(COMMAND.blanks)
  }
}
