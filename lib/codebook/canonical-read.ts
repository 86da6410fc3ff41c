/** Reads the canonical bytes of a Dataset (canonical.ts) back: what was frozen is written in any format again. */
import type { Column, Dataset, Grain, TextColumn, Variable } from './dataset'
import { FORMAT } from './canonical'

interface Head {
  readonly format: string
  readonly grain: Grain
  readonly rows: number
  readonly keys: number
  readonly columns: readonly { readonly kind: Column['kind']; readonly variable: Variable }[]
}

const NO_TEXT = 2 ** 32 - 1

/**
 * The data set whose canonical bytes these are; writing it again gives the same bytes.
 * @throws Error when the bytes are of another format, end early, or go on after the last column
 */
export function readCanonical(bytes: Uint8Array): Dataset {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const decoder = new TextDecoder('utf-8', { fatal: true })
  let at = 0

  function take(length: number): number {
    const from = at
    at += length
    if (at > bytes.byteLength) throw new Error('the bytes end before the data set does')
    return from
  }
  function readText(): string | null {
    const length = view.getUint32(take(4), true)
    if (length === NO_TEXT) return null
    const from = take(length)
    return decoder.decode(bytes.subarray(from, from + length))
  }
  function readReasons(rows: number): { reasons?: Uint8Array } {
    const from = take(rows)
    const reasons = bytes.slice(from, from + rows)
    return reasons.some((reason) => reason !== 0) ? { reasons } : {}
  }
  function readColumn({ kind, variable }: Head['columns'][number], rows: number): Column {
    if (kind === 'number') {
      const from = take(rows * 8)
      const values = Float64Array.from({ length: rows }, (_, row) => view.getFloat64(from + row * 8, true))
      return { kind, variable, values, ...readReasons(rows) }
    }
    if (kind === 'code') {
      const from = take(rows * 4)
      const values = Int32Array.from({ length: rows }, (_, row) => view.getInt32(from + row * 4, true))
      return { kind, variable, values, ...readReasons(rows) }
    }
    const values = Array.from({ length: rows }, readText)
    return { kind, variable, values, ...readReasons(rows) }
  }

  const head = JSON.parse(readText() ?? 'null') as Head | null
  if (head?.format !== FORMAT) throw new Error(`not ${FORMAT}`)
  const columns = head.columns.map((column) => readColumn(column, head.rows))
  if (at !== bytes.byteLength) throw new Error('the bytes go on after the data set')
  return {
    grain: head.grain,
    rows: head.rows,
    keys: columns.slice(0, head.keys) as TextColumn[],
    columns: columns.slice(head.keys),
  }
}
