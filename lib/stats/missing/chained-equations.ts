import { ones } from '../kernel/linear-model'
import { runPieces, type OnProgress, type Pieces } from '../kernel/pieces'
import { RandomStream } from '../kernel/random'
import { requireCount, requireNumbers, requireSameLength } from '../kernel/sample'
import { requireBinary } from '../logistic/design'
import { notComputable, type NotComputable } from '../result'
import { imputeLogistic, imputeMatching, imputeNormal } from './draws'

export type ImputationMethod = 'norm' | 'pmm' | 'logreg'
export type ImputedColumn = { values: ArrayLike<number>; method?: ImputationMethod }
export type ChainedOptions = { imputations?: number; iterations?: number; seed?: number }
/** Completed columns by name. */
type Completed = Record<string, Float64Array>
export type ChainedImputation = {
  status: 'ok'
  seed: number
  iterations: number
  missing: Record<string, number>
  /** Completed columns, one record an imputation. */
  data: Completed[]
}

const draw = { norm: imputeNormal, pmm: imputeMatching, logreg: imputeLogistic }

type Column = {
  name: string
  values: Float64Array
  seen: Int32Array
  unseen: Int32Array
  method: ImputationMethod
}

function prepare(name: string, c: ImputedColumn): Column {
  requireNumbers(c.values, name)
  const values = Float64Array.from(c.values)
  const rows = Array.from(values, (_, i) => i)
  const seen = Int32Array.from(rows.filter((i) => !Number.isNaN(values[i]!)))
  const unseen = Int32Array.from(rows.filter((i) => Number.isNaN(values[i]!)))
  const method = c.method ?? 'pmm'
  if (!(method in draw))
    throw new RangeError(`${name}: method must be norm, pmm or logreg, got ${String(method)}`)
  if (method === 'logreg')
    requireBinary(
      Float64Array.from(seen, (i) => values[i]!),
      name,
    )
  return { name, values, seen, unseen, method }
}

/**
 * Multiple imputation by chained equations: each incomplete variable in turn is drawn from a regression on all others,
 * round after round. Imputation k uses stream k of the seed, so it is the same whatever thread makes it.
 *
 * @param columns numeric variables by name, NaN where missing; method 'pmm' (default), 'norm', or 'logreg' for 0/1
 * @param options imputations (default 20), iterations (default 10), seed (default 1)
 * @returns completed data sets, to be analysed one by one and pooled with `rubinPool`
 * @throws RangeError when lengths differ or a method does not fit its variable
 *
 * R: `mice(data, m, method, maxit)`.
 */
export function chainedImputation(
  columns: Readonly<Record<string, ImputedColumn>>,
  options: ChainedOptions & { onProgress?: OnProgress } = {},
): ChainedImputation | NotComputable {
  return runPieces(planImputation(columns, options), options.onProgress)
}

/** The same with an imputation a piece, for several threads. */
export function planImputation(
  columns: Readonly<Record<string, ImputedColumn>>,
  options: ChainedOptions = {},
): Pieces<Completed, ChainedImputation> | NotComputable {
  const imputations = options.imputations ?? 20
  const iterations = options.iterations ?? 10
  const seed = options.seed ?? 1
  requireCount(imputations, 'imputations')
  requireCount(iterations, 'iterations')
  const all = Object.entries(columns).map(([name, c]) => prepare(name, c))
  const n = all[0]?.values.length ?? 0
  all.forEach((c) => requireSameLength(all[0]!.values, c.values, `${all[0]!.name} and ${c.name}`))
  if (!n || all.some((c) => c.seen.length < 3)) return notComputable('too_few')
  if (all.some((c) => c.values.some((v) => v === Infinity || v === -Infinity)))
    return notComputable('infinite_value')
  const intercept = ones(n)
  const make = (k: number): Completed => {
    const random = new RandomStream(seed, k)
    const current = all.map((c) => {
      const copy = c.values.slice()
      for (const i of c.unseen) copy[i] = c.values[c.seen[random.below(c.seen.length)]!]!
      return copy
    })
    for (let round = 0; round < iterations; round++)
      all.forEach((c, j) => {
        if (!c.unseen.length) return
        const others = [intercept, ...current.filter((_, q) => q !== j)]
        const drawn = draw[c.method]({ y: c.values, seen: c.seen, unseen: c.unseen, columns: others }, random)
        c.unseen.forEach((row, q) => (current[j]![row] = drawn[q]!))
      })
    return Object.fromEntries(all.map((c, j) => [c.name, current[j]!]))
  }
  const missing = Object.fromEntries(all.map((c) => [c.name, c.unseen.length]))
  return {
    status: 'pieces',
    count: imputations,
    make,
    join: (parts) => ({ status: 'ok', seed, iterations, missing, data: [...parts] }),
  }
}
