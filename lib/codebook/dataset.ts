/**
 * Dataset: the columnar table that leaves the registry (decision 23). Built only by `records/extract`;
 * read by analysis and by every writer of exchange.
 */
import type { Bilingual, Code, Measure } from './item'

export type Grain = 'patient' | 'visit' | 'level' | 'operation'

/** What a column is: name as exported, labels, unit, codes, and where it comes from. */
export interface Variable {
  /** Unique in the data set: `item`, or in the wide form `item_visit[_level]`. */
  readonly name: string
  readonly label: Bilingual
  readonly measure: Measure
  readonly unit?: string
  readonly decimals?: number
  readonly codes?: readonly Code[]
  /** Instrument and item it came from; absent for keys, arms and dates of the protocol. */
  readonly origin?: { readonly instrument: string; readonly version: number; readonly item: string }
  /** Formula id and version of a derived value, e.g. "odi-percent/1". */
  readonly formula?: string
  readonly visit?: string
}

/** Reason array beside a column: 0 = value present or not entered, 1.. = MISSING_REASONS[i - 1]. */
export type Reasons = Uint8Array

/** Real-valued column; NaN = missing. */
export interface NumberColumn {
  readonly kind: 'number'
  readonly variable: Variable
  readonly values: Float64Array
  readonly reasons?: Reasons
}

/** Categorical column; integer code of `variable.codes`, −1 = missing. */
export interface CodeColumn {
  readonly kind: 'code'
  readonly variable: Variable
  readonly values: Int32Array
  readonly reasons?: Reasons
}

/** Text or ISO date column; null = missing. */
export interface TextColumn {
  readonly kind: 'text' | 'date'
  readonly variable: Variable
  readonly values: readonly (string | null)[]
  readonly reasons?: Reasons
}

export type Column = NumberColumn | CodeColumn | TextColumn

export interface Dataset {
  readonly grain: Grain
  readonly rows: number
  /** Key columns, text, in order: patient key; then visit, level or operation. */
  readonly keys: readonly TextColumn[]
  readonly columns: readonly Column[]
}
