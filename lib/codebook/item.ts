/**
 * The grammar of what is asked: items, instruments and the values an entry holds.
 *
 * An instrument is plain data (decision 18): from it come the zod schema, the form, the JSON, the codebook
 * page and every export. A published item never changes meaning; a change is a new instrument version.
 */

/** A text in both languages of the registry. Stored codes are never translated; labels are. */
export interface Bilingual {
  readonly zh: string
  readonly en: string
}

/** SPSS's three levels of measurement. */
export type Measure = 'nominal' | 'ordinal' | 'scale'

/** Why a value is missing. A declared reason is a value; an absent key is "not entered yet". */
export const MISSING_REASONS = ['not_done', 'refused', 'unknown', 'not_applicable'] as const
export type MissingReason = (typeof MISSING_REASONS)[number]

/** Export codes of the missing reasons, fixed (decision 22). */
export const MISSING_CODES: Readonly<Record<MissingReason, number>> = {
  not_done: -9991,
  refused: -9992,
  unknown: -9993,
  not_applicable: -9994,
}

export interface Missing {
  readonly missing: MissingReason
}

/** What one item may hold in the JSON of an entry: number, code, list of codes, text or ISO date; or a reason. */
export type ItemValue = number | string | readonly number[] | Missing

/** Item name to value. A name that is absent has not been entered. */
export type Values = Readonly<Record<string, ItemValue>>

/** One answer of a choice: integer code ≥ 0 (stored), stable key (imports, exports), label. */
export interface Code {
  readonly code: number
  readonly key: string
  readonly label: Bilingual
  /** What the answer means, in a sentence; shown beside it in the form. */
  readonly help?: Bilingual
}

/** Closed interval; either end may be absent. */
export interface Range {
  readonly min?: number
  readonly max?: number
}

interface ItemBase {
  /** snake_case, unique in the instrument; the stem of export names (`item_visit[_level]`). */
  readonly name: string
  readonly label: Bilingual
  readonly measure: Measure
  /** Unit as printed, e.g. "mL", "%", "g/cm²"; absent when the item has none. */
  readonly unit?: string
  readonly help?: Bilingual
  /** Heading under which the item stands in the form. */
  readonly section?: Bilingual
  /** Expression (see expression.ts) over earlier items; the item is asked only when it is true. */
  readonly showIf?: string
  readonly required?: boolean
  /** Direct or indirect identifier, or free text: never leaves de-identified. */
  readonly identifying?: boolean
}

export interface NumberItem extends ItemBase {
  readonly kind: 'number'
  readonly decimals: number
  /** Outside: refused. */
  readonly hard?: Range
  /** Outside: saved only with a reason. */
  readonly soft?: Range
  /** Largest change against the previous visit that passes without a reason. */
  readonly jump?: number
}

export interface IntegerItem extends ItemBase {
  readonly kind: 'integer'
  readonly hard?: Range
  readonly soft?: Range
  /** Largest change against the previous visit that passes without a reason. */
  readonly jump?: number
}

export interface ChoiceItem extends ItemBase {
  readonly kind: 'choice'
  readonly codes: readonly Code[]
}

export interface MultiChoiceItem extends ItemBase {
  readonly kind: 'multi'
  readonly codes: readonly Code[]
}

export interface TextItem extends ItemBase {
  readonly kind: 'text'
  readonly maxLength: number
}

export interface DateItem extends ItemBase {
  readonly kind: 'date'
  /** A partial date is an ISO prefix: "2026" or "2026-03". */
  readonly partial?: boolean
}

/** Identity of a formula, carried by every derived value that is stored or exported. */
export interface Formula {
  readonly id: string
  readonly version: number
  /** Human-readable formula and its source; "unverified" where the source was not read. */
  readonly text: Bilingual
  readonly source: string
}

export interface CalculatedItem extends ItemBase {
  readonly kind: 'calculated'
  readonly formula: Formula
  /** Over earlier items (see expression.ts); absent where the scoring is a function of the registry's own. */
  readonly expression?: string
  readonly decimals: number
  readonly range?: Range
  readonly jump?: number
}

export type Item =
  NumberItem | IntegerItem | ChoiceItem | MultiChoiceItem | TextItem | DateItem | CalculatedItem

/** A derived value as stored: the number (or the reason there is none) and the formula that made it. */
export interface Score {
  readonly value: number | null
  /** Why there is no value, e.g. "too_few_sections"; a key of messages `scores.*`. */
  readonly reason?: string
  readonly formula: string
  readonly version: number
}

export type Scores = Readonly<Record<string, Score>>

/**
 * One entry a patient and visit (''), one a treated level ("T12"), one an operation (its ordinal "1"), or a log of
 * any number of lines without visit, counted from "#1".
 */
export type Repeat = 'none' | 'level' | 'operation' | 'log'

export interface Instrument {
  readonly id: string
  readonly version: number
  readonly title: Bilingual
  /** Short title for lists and the matrix. */
  readonly short: Bilingual
  readonly repeat: Repeat
  readonly items: readonly Item[]
  readonly source: string
  /** Patients may answer it themselves, without a person of the ward. */
  readonly selfReport?: true
  /** Derived values by name of the calculated item. Pure. */
  readonly score?: (values: Values) => Scores
}

export function isMissing(value: unknown): value is Missing {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && 'missing' in value
}
