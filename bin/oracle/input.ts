import type { Predictors } from '@/lib/stats/logistic/design'

// Reads the inputs of oracle cases: null is a missing number, infinities are strings.
export type Input = Record<string, unknown>

export function scalar(input: Input, key: string): number {
  return number(input[key])
}

export function optionalScalar(input: Input, key: string): number | undefined {
  return input[key] === undefined || input[key] === null ? undefined : number(input[key])
}

export function vector(input: Input, key: string): Float64Array {
  return numbers(input[key], key)
}

export function matrix(input: Input, key: string): Float64Array[] {
  const rows = input[key]
  if (!Array.isArray(rows)) throw new TypeError(`${key} must be an array of rows`)
  return rows.map((row) => numbers(row, key))
}

export function labels(input: Input, key: string): (string | null)[] {
  const list = input[key]
  if (!Array.isArray(list)) throw new TypeError(`${key} must be an array`)
  return list.map((v) => (v === null ? null : String(v)))
}

export function predictors(i: Input): Predictors {
  return Object.fromEntries(
    Object.entries(i.X as Input).map(([name, v]) =>
      Array.isArray(v)
        ? [name, numbers(v, name)]
        : [name, { values: labels(v as Input, 'values'), levels: labels(v as Input, 'levels') as string[] }],
    ),
  )
}

export function numbers(list: unknown, key: string): Float64Array {
  if (!Array.isArray(list)) throw new TypeError(`${key} must be an array of numbers`)
  return Float64Array.from(list, number)
}

function number(v: unknown): number {
  if (v === null || v === undefined) return Number.NaN
  if (v === 'Infinity') return Infinity
  if (v === '-Infinity') return -Infinity
  if (typeof v === 'boolean') return v ? 1 : 0
  if (typeof v !== 'number') throw new TypeError(`expected a number, got ${JSON.stringify(v)}`)
  return v
}

const irregular: Record<string, string> = {
  mauchlyW: 'mauchly_W',
  wMinus: 'W_minus',
  dProc: 'D_proc',
  fKr: 'F_kr',
  groupF: 'group_F',
  lambda1se: 'lambda_1se',
  interventionsAvoidedPer100: 'interventions_avoided_per_100',
}

/** Result with the field names of the oracle: camelCase becomes snake_case, typed arrays become arrays. */
export function toOracle(value: unknown): unknown {
  if (ArrayBuffer.isView(value)) return Array.from(value as Float64Array)
  if (Array.isArray(value)) return value.map(toOracle)
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(Object.entries(value).map(([k, v]) => [snake(k), toOracle(v)]))
}

function snake(name: string): string {
  return irregular[name] ?? name.replace(/(?<=[A-Za-z0-9])[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
}
