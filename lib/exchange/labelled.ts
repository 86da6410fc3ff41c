/**
 * A data set as programs with labels know it (SPSS, Stata): numbers with value labels and missing values that keep
 * their reason, dates as days, text. The one layout that the writers of .sav and .dta share.
 */
import type { CodeColumn, Column, Dataset, NumberColumn, TextColumn } from '@/lib/codebook/dataset'
import { MISSING_CODES, MISSING_REASONS, type Bilingual, type Measure } from '@/lib/codebook/item'
import { MISSING_LABELS } from './extract-notes'
import { REASON_SUFFIX } from './table'

export interface LabelledOptions {
  /** Of the labels of variables and values. */
  readonly language: keyof Bilingual
  /** `declared` (default): a missing value keeps its reason. `empty`: reasons are left out. */
  readonly missing?: 'declared' | 'empty'
  /** What the file calls itself. */
  readonly title?: string
  /** What is to be known of the file as a whole, a paragraph each. */
  readonly notes?: readonly string[]
  /** Written into the file as its time, in UTC. */
  readonly now: Date
}

export interface ValueLabel {
  readonly value: number
  readonly label: string
}

interface Labelled {
  readonly name: string
  readonly label: string
  readonly measure: Measure
}

export interface LabelledNumber extends Labelled {
  readonly kind: 'number' | 'code' | 'date'
  readonly decimals: number
  readonly codes: readonly ValueLabel[]
  /** The reasons that may stand in a cell; empty when none may. */
  readonly declared: readonly ValueLabel[]
  /** NaN where there is none. A date is days since 1970-01-01. */
  readonly read: (row: number) => number
  /** 0, or a place in MISSING_REASONS counted from 1; then `read` is NaN. */
  readonly reason: (row: number) => number
}

export interface LabelledText extends Labelled {
  readonly kind: 'text'
  /** Bytes of its longest text in UTF-8. */
  readonly bytes: number
  /** Empty where there is none. */
  readonly read: (row: number) => string
}

export type LabelledVariable = LabelledNumber | LabelledText

export interface LabelledLayout extends LabelledOptions {
  /** A missing value is a number among the others, −9991 … −9994 (SPSS), and not a value of another kind (Stata). */
  readonly inBand: boolean
}

/** Suffix of the text that holds what is known of an incomplete date, beside a variable of the complete ones. */
export const PARTIAL_SUFFIX = '__partial'

const DAY = 86_400_000
const CODES = MISSING_REASONS.map((reason) => MISSING_CODES[reason])
const LOWEST = Math.min(...CODES)
const HIGHEST = Math.max(...CODES)

const REASON_LABEL: Bilingual = { zh: '缺失原因', en: 'why missing' }
const PARTIAL_LABEL: Bilingual = { zh: '不完整的日期', en: 'incomplete date' }

/**
 * Keys first, then the columns; names and labels are not yet cut to what a program takes. Text has no missing values
 * of its own: its reasons stand in a variable `<name>__missing` beside it, as in a CSV file, and so do those of a
 * number that is itself between −9994 and −9991 somewhere. A date is a day; where only the year or month is known it
 * is text, beside the complete ones in `<name>__partial` or alone where none is complete.
 */
export function layLabelled(dataset: Dataset, layout: LabelledLayout): LabelledVariable[] {
  return [...dataset.keys, ...dataset.columns].flatMap((column) => layColumn(column, layout))
}

/** The values a variable may hold with their labels, in ascending order. */
export function labelsOf({ codes, declared }: LabelledNumber): ValueLabel[] {
  return [...codes, ...declared].sort((a, b) => a.value - b.value)
}

function layColumn(column: Column, layout: LabelledLayout): LabelledVariable[] {
  switch (column.kind) {
    case 'number':
      return layNumbers(column, layout)
    case 'code':
      return [layCodes(column, layout)]
    case 'date':
      return layDates(column, layout)
    case 'text':
      return [layText(column, layout), ...layReasons(column, layout)]
  }
}

function layNumbers(column: NumberColumn, layout: LabelledLayout): LabelledVariable[] {
  const { values, variable } = column
  const number = {
    ...describe(column, layout),
    kind: 'number',
    decimals: variable.decimals ?? 2,
    codes: [],
    // Adding 0 makes −0 plain, as everywhere else.
    read: (row: number) => (values[row] ?? NaN) + 0,
  } as const
  const taken = layout.inBand && values.some((value) => value >= LOWEST && value <= HIGHEST)
  if (taken) return [{ ...number, ...NO_REASONS }, ...layReasons(column, layout)]
  return [{ ...number, ...declareReasons(column, layout) }]
}

function layCodes(column: CodeColumn, layout: LabelledLayout): LabelledNumber {
  const { values, variable } = column
  return {
    ...describe(column, layout),
    kind: 'code',
    decimals: 0,
    codes: (variable.codes ?? []).map(({ code, label }) => ({ value: code, label: label[layout.language] })),
    ...declareReasons(column, layout),
    read: (row) => (values[row] === -1 ? NaN : (values[row] ?? NaN)),
  }
}

function layDates(column: TextColumn, layout: LabelledLayout): LabelledVariable[] {
  const { values } = column
  const isPartial = (value: string | null) => value !== null && value.length < 10
  const partial = values.some(isPartial)
  if (partial && values.every((value) => value === null || isPartial(value))) {
    return [layText(column, layout), ...layReasons(column, layout)]
  }
  const date: LabelledNumber = {
    ...describe(column, layout),
    kind: 'date',
    decimals: 0,
    codes: [],
    ...declareReasons(column, layout),
    // Not a date is NaN, and so is what is known of a month only: it is no day of it.
    read: (row) => (values[row]?.length === 10 ? Date.parse(`${values[row]}T00:00:00Z`) / DAY : NaN),
  }
  if (!partial) return [date]
  const rest = {
    ...column,
    values: values.map((value) => (value !== null && isPartial(value) ? value : null)),
  }
  return [
    date,
    { ...layText(rest, layout), ...describeBeside(column, layout, PARTIAL_SUFFIX, PARTIAL_LABEL) },
  ]
}

function layText(column: TextColumn, layout: LabelledLayout): LabelledText {
  const { values } = column
  return {
    ...describe(column, layout),
    kind: 'text',
    measure: 'nominal',
    bytes: values.reduce((most, value) => (value ? Math.max(most, Buffer.byteLength(value)) : most), 0),
    read: (row) => values[row] ?? '',
  }
}

/** The reasons of a column as a variable of their own, where there are any. */
function layReasons(column: Column, layout: LabelledLayout): LabelledNumber[] {
  const { reasons } = column
  if (layout.missing === 'empty' || !reasons?.some((reason) => reason > 0)) return []
  return [
    {
      ...describeBeside(column, layout, REASON_SUFFIX, REASON_LABEL),
      kind: 'code',
      measure: 'nominal',
      decimals: 0,
      codes: listReasons(layout),
      ...NO_REASONS,
      read: (row) => CODES[(reasons[row] ?? 0) - 1] ?? NaN,
    },
  ]
}

const NO_REASONS = { declared: [], reason: () => 0 } as const

/** What is asked may be missing with a reason in the next extract, so it is declared in this one as well. */
function declareReasons(
  { variable, reasons }: Column,
  layout: LabelledLayout,
): Pick<LabelledNumber, 'declared' | 'reason'> {
  const asked = variable.origin !== undefined && variable.formula === undefined
  if (layout.missing === 'empty' || (!asked && !reasons)) return NO_REASONS
  return { declared: listReasons(layout), reason: reasons ? (row) => reasons[row] ?? 0 : NO_REASONS.reason }
}

function listReasons({ language }: LabelledLayout): ValueLabel[] {
  return MISSING_REASONS.map((reason) => ({
    value: MISSING_CODES[reason],
    label: MISSING_LABELS[reason][language],
  }))
}

function describe({ variable }: Column, { language }: LabelledLayout): Labelled {
  const { name, measure, unit } = variable
  const label = variable.label[language]
  if (unit === undefined) return { name, measure, label }
  return { name, measure, label: language === 'zh' ? `${label}（${unit}）` : `${label} (${unit})` }
}

function describeBeside({ variable }: Column, { language }: LabelledLayout, suffix: string, what: Bilingual) {
  const label = variable.label[language]
  return {
    name: variable.name + suffix,
    label: language === 'zh' ? `${label}：${what.zh}` : `${label}: ${what.en}`,
  }
}
