/**
 * The canonical bytes of a Dataset and their SHA-256 (decision 23). Equal data have equal bytes on every machine:
 * numbers are little-endian IEEE 754 with one NaN and no negative zero, texts are length and UTF-8, the head is JSON
 * with sorted keys. Order of rows and columns counts. Server only (node:crypto).
 */
import { createHash } from 'node:crypto'
import type { Column, Dataset } from './dataset'

export const FORMAT = 'suivi-dataset/1'

/** The bytes, a column at a time. */
export function* canonicalChunks(dataset: Dataset): Generator<Uint8Array> {
  const columns = [...dataset.keys, ...dataset.columns]
  yield frame(
    sortedJson({
      format: FORMAT,
      grain: dataset.grain,
      rows: dataset.rows,
      keys: dataset.keys.length,
      columns: columns.map(({ kind, variable }) => ({ kind, variable })),
    }),
  )
  for (const column of columns) {
    if (column.values.length !== dataset.rows) {
      throw new Error(`${column.variable.name}: ${column.values.length} values in ${dataset.rows} rows`)
    }
    yield* columnChunks(column)
    yield column.reasons ?? new Uint8Array(dataset.rows)
  }
}

/** SHA-256 of the canonical bytes, in hex. */
export function hashDataset(dataset: Dataset): string {
  const hash = createHash('sha256')
  for (const chunk of canonicalChunks(dataset)) hash.update(chunk)
  return hash.digest('hex')
}

function* columnChunks(column: Column): Generator<Uint8Array> {
  if (column.kind === 'number') {
    const view = new DataView(new ArrayBuffer(column.values.length * 8))
    // NaN has many bit patterns and zero two; adding 0 makes −0 plain.
    column.values.forEach((value, row) =>
      view.setFloat64(row * 8, Number.isNaN(value) ? NaN : value + 0, true),
    )
    yield new Uint8Array(view.buffer)
  } else if (column.kind === 'code') {
    const view = new DataView(new ArrayBuffer(column.values.length * 4))
    column.values.forEach((value, row) => view.setInt32(row * 4, value, true))
    yield new Uint8Array(view.buffer)
  } else {
    for (const value of column.values) yield value === null ? NO_TEXT : frame(value)
  }
}

/** Length 2³² − 1: no text is that long. */
const NO_TEXT = Uint8Array.of(255, 255, 255, 255)
const encoder = new TextEncoder()

function frame(text: string): Uint8Array {
  const bytes = encoder.encode(text)
  const framed = new Uint8Array(4 + bytes.length)
  new DataView(framed.buffer).setUint32(0, bytes.length, true)
  framed.set(bytes, 4)
  return framed
}

/** JSON with the keys of every object in code-unit order. */
export function sortedJson(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) => {
    if (typeof part !== 'object' || part === null || Array.isArray(part)) return part
    const object = part as Record<string, unknown>
    return Object.fromEntries(
      Object.keys(object)
        .sort()
        .map((key) => [key, object[key]]),
    )
  })
}
