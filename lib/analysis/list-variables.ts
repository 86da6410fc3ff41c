/** What a plan may name: the columns of a data set without their values, each with the place a plan knows it by. */
import type { CodeColumn, Dataset, NumberColumn, Variable } from '@/lib/codebook/dataset'
import { columnName } from '@/lib/codebook/dataset-build'
import type { Bilingual, Code, Range } from '@/lib/codebook/item'
import type { Kind, TestId } from './result'
import { testsFor } from './run-test'

export interface VariableEntry {
  /** Name of the column; unique. */
  readonly name: string
  /** How a plan's row names it. */
  readonly variable: string
  readonly visit?: string
  /** Shared by the columns that ask the same thing at other visits or levels. */
  readonly family: string
  readonly label: Bilingual
  /** "T12"; its label says nothing of it. */
  readonly level?: string
  readonly unit?: string
  readonly decimals?: number
  readonly kind: Kind
  readonly codes: readonly Code[]
  /** One answer of several that may be given together. */
  readonly multiple: boolean
  readonly instrument?: string
  readonly item?: string
  /** Patients with a value. */
  readonly n: number
  /** Tests a plan may ask for, with two groups and with more. */
  readonly tests: { readonly two: readonly TestId[]; readonly more: readonly TestId[] }
}

/** A variable as the builder of plans shows it. */
export interface StudyVariable extends VariableEntry {
  /** Title of the form it stands on. */
  readonly section: Bilingual | null
  /** Asked before the operation: at the pre-operative visit, or only there. */
  readonly baseline: boolean
  /** Ends of a scale such as 0–10 or 0–100 %. */
  readonly range?: Range
}

export interface StudyVisit {
  readonly code: string
  readonly label: Bilingual
  readonly short: Bilingual
}

/** All a plan for one study may name, without a value of any patient. */
export interface CompareDesk {
  readonly variables: readonly StudyVariable[]
  readonly visits: readonly StudyVisit[]
  readonly primary: { readonly variable: string; readonly visit: string } | null
  /** Code of the visit that is the baseline. */
  readonly baseline: string | null
  /** Visits of which it can be told whether they were held within their window. */
  readonly windows: readonly string[]
}

/** Every column that can be compared, in the order of the data set. */
export function listVariables(dataset: Dataset): VariableEntry[] {
  return dataset.columns.flatMap((column) =>
    column.kind === 'number' || column.kind === 'code' ? [entryOf(column)] : [],
  )
}

function entryOf(column: NumberColumn | CodeColumn): VariableEntry {
  const { variable } = column
  const { origin, visit } = variable
  const stem = stemOf(variable)
  const placed = visit !== undefined && columnName(stem, { visit }) === variable.name
  const level = levelOf(variable)
  const codes = column.kind === 'code' ? (variable.codes ?? []) : []
  const kind =
    variable.measure === 'ordinal' ? 'ordinal' : column.kind === 'number' ? 'continuous' : 'categorical'
  return {
    name: variable.name,
    variable: placed ? stem : variable.name,
    ...(placed ? { visit } : {}),
    family: `${origin?.instrument ?? ''}:${stem}`,
    label: variable.label,
    ...(level === undefined ? {} : { level }),
    ...(variable.unit === undefined ? {} : { unit: variable.unit }),
    ...(variable.decimals === undefined ? {} : { decimals: variable.decimals }),
    kind,
    codes,
    multiple: origin !== undefined && isPartOf(stem, origin.item),
    ...(origin === undefined ? {} : { instrument: origin.instrument, item: origin.item }),
    n: countPresent(column),
    tests: { two: fitting(kind, codes, 2), more: fitting(kind, codes, 3) },
  }
}

/** The name without the visit and the level behind it. */
function stemOf(variable: Variable): string {
  const tail = (name: string, part: string | undefined) => {
    const end = part === undefined ? '' : `_${columnName(part)}`
    return end !== '' && name.endsWith(end) ? name.slice(0, -end.length) : name
  }
  return tail(tail(variable.name, levelOf(variable)), variable.visit)
}

const LEVEL = /_([ctls]\d{1,2}(?:_[ctls]?\d{1,2})?)$/

/** Levels stand last in a name, behind the item: "leak_t12", "leak_l4_5". */
function levelOf({ name, origin }: Variable): string | undefined {
  if (!origin || origin.instrument === 'complication' || LEVEL.test(origin.item)) return undefined
  return LEVEL.exec(name)?.[1]?.toUpperCase().replace('_', '-')
}

/** A column of a multi-choice is named after the item and the answer. */
function isPartOf(stem: string, item: string): boolean {
  return stem.startsWith(`${item}_`)
}

function countPresent(column: NumberColumn | CodeColumn): number {
  let n = 0
  for (const value of column.values) if (column.kind === 'code' ? value !== -1 : !Number.isNaN(value)) n += 1
  return n
}

function fitting(kind: Kind, levels: readonly Code[], groups: number): readonly TestId[] {
  const values = Array.from({ length: groups }, () => new Float64Array())
  return testsFor({ kind, levels, values })
}
