/** Those who came to a visit against those who did not, at baseline: would the loss change what is compared? */
import type { CodeColumn, Dataset, NumberColumn, Variable } from '@/lib/codebook/dataset'
import { descriptives } from '@/lib/stats/describe/descriptives'
import { smdContinuous, smdTable } from '@/lib/stats/effects/smd'

export interface LostSide {
  /** Patients with a value. */
  readonly n: number
  readonly missing: number
  readonly mean: number | null
  readonly sd: number | null
  /** Patients by answer, in the order of `levels`; empty of a number. */
  readonly counts: readonly number[]
}

export interface LostRow {
  readonly variable: Variable
  readonly levels: readonly {
    readonly code: number
    readonly label: { readonly zh: string; readonly en: string }
  }[]
  readonly came: LostSide
  readonly rest: LostSide
  /** Came minus rest, in pooled SDs; unsigned of answers; null where it cannot be computed. */
  readonly smd: number | null
}

/**
 * One row a column, in the order given: n, mean and SD or counts of each side, standardised mean difference.
 * @param patients data set of grain patient
 * @param columns names of columns; numbers and codes, others are passed over
 * @param came keys of patients who came; @param rest keys of those who did not
 */
export function compareLost(
  patients: Dataset,
  columns: readonly string[],
  came: ReadonlySet<string>,
  rest: ReadonlySet<string>,
): LostRow[] {
  const keys = patients.keys[0]?.values ?? []
  const rowsOf = (side: ReadonlySet<string>) =>
    keys.flatMap((key, at) => (key !== null && side.has(key) ? [at] : []))
  const sides = [rowsOf(came), rowsOf(rest)] as const
  return columns.flatMap((name) => {
    const column = patients.columns.find(({ variable }) => variable.name === name)
    if (column?.kind === 'number') return [compareNumbers(column, sides)]
    return column?.kind === 'code' ? [compareCodes(column, sides)] : []
  })
}

type Sides = readonly [readonly number[], readonly number[]]

function compareNumbers({ variable, values }: NumberColumn, sides: Sides): LostRow {
  const [came, rest] = sides.map((rows) =>
    Float64Array.from(rows, (at) => values[at] ?? NaN).filter((value) => !Number.isNaN(value)),
  ) as [Float64Array, Float64Array]
  const result = smdContinuous(came, rest)
  return {
    variable,
    levels: [],
    came: describe(came, sides[0].length),
    rest: describe(rest, sides[1].length),
    smd: result.status === 'ok' ? result.smd : null,
  }
}

function describe(values: Float64Array, all: number): LostSide {
  const found = values.length > 0 ? descriptives(values) : null
  const { mean, sd } = found?.status === 'ok' ? found : { mean: null, sd: null }
  return { n: values.length, missing: all - values.length, mean, sd, counts: [] }
}

function compareCodes({ variable, values }: CodeColumn, sides: Sides): LostRow {
  const levels = variable.codes ?? []
  const [came, rest] = sides.map((rows): LostSide => {
    const counts = levels.map(({ code }) => rows.filter((at) => values[at] === code).length)
    const n = counts.reduce((sum, count) => sum + count, 0)
    return { n, missing: rows.length - n, mean: null, sd: null, counts }
  }) as [LostSide, LostSide]
  const used = levels.map((_, at) => at).filter((at) => (came.counts[at] ?? 0) + (rest.counts[at] ?? 0) > 0)
  const table = [came, rest].map(({ counts }) => used.map((at) => counts[at] ?? 0))
  const result = came.n > 0 && rest.n > 0 && used.length > 1 ? smdTable(table) : null
  return { variable, levels, came, rest, smd: result?.status === 'ok' ? result.smd : null }
}
