import { codesOf, indicators } from '../kernel/linear-model'
import { requireNumbers, requireSameLength } from '../kernel/sample'
import { notComputable, type NotComputable } from '../result'
import { coxModel, type CoxModel } from './cox'
import { kaplanMeier, type KaplanMeier } from './kaplan-meier'
import { logRank, type LogRank } from './log-rank'

export type Survival = {
  status: 'ok'
  n: number
  groups: ({ group: string } & KaplanMeier)[]
  /** Two or more groups. */
  logrank: LogRank | null
  petoPeto: LogRank | null
  /** Of the covariates, or of the groups against the first; null without either or without events. */
  coxEfron: CoxModel | null
  coxBreslow: CoxModel | null
}

/**
 * Time to event: Kaplan-Meier by group, log-rank and Peto-Peto tests, Cox regression with both conventions for ties.
 *
 * @param time follow-up, NaN where missing; @param event 1 event, 0 censored, NaN where missing
 * @param options group label of each row; X covariates by name (complete); tau horizon of the restricted mean
 * @throws RangeError when lengths differ, a time is negative or event is not 0/1
 *
 * R: `survfit`, `survdiff`, `coxph`, `cox.zph`.
 */
export function survival(
  time: ArrayLike<number>,
  event: ArrayLike<number>,
  options: { group?: readonly string[]; X?: Readonly<Record<string, ArrayLike<number>>>; tau?: number } = {},
): Survival | NotComputable {
  requireNumbers(time, 'time')
  requireNumbers(event, 'event')
  requireSameLength(time, event, 'time and event')
  if (options.group) requireSameLength(time, options.group, 'time and group')
  const keep = Array.from(time, (_, i) => i).filter(
    (i) => !Number.isNaN(time[i]!) && !Number.isNaN(event[i]!),
  )
  if (!keep.length) return notComputable('too_few')
  const t = Float64Array.from(keep, (i) => time[i]!)
  const e = Float64Array.from(keep, (i) => event[i]!)
  for (const v of e) if (v !== 0 && v !== 1) throw new RangeError(`event must hold 0 and 1, got ${v}`)
  for (const v of t) if (!(v >= 0)) throw new RangeError(`time must not be negative, got ${v}`)
  if (t.includes(Infinity)) return notComputable('infinite_value')
  const { codes, levels } = codesOf(keep.map((i) => options.group?.[i] ?? 'all'))
  const G = levels.length
  const anyEvent = e.includes(1)
  const covariates = options.X
    ? Object.entries(options.X).map(([name, x]) => {
        requireSameLength(time, x, `time and X.${name}`)
        return { name, column: Float64Array.from(keep, (i) => x[i]!) }
      })
    : indicators(codes, G).map((column, l) => ({ name: `group=${levels[l + 1]}`, column }))
  if (covariates.some((c) => c.column.some(Number.isNaN))) throw new RangeError('X must be complete')
  const cox = (ties: 'efron' | 'breslow') =>
    covariates.length && anyEvent
      ? coxModel(
          t,
          e,
          covariates.map((c) => c.name),
          covariates.map((c) => c.column),
          ties,
        )
      : null
  const test = (rho: 0 | 1) => (G > 1 && anyEvent ? logRank(t, e, codes, G, rho) : null)
  return {
    status: 'ok',
    n: t.length,
    groups: levels.map((group, g) => {
      const own = (_: number, i: number) => codes[i] === g
      return { group, ...kaplanMeier(t.filter(own), e.filter(own), options.tau ?? null) }
    }),
    logrank: test(0),
    petoPeto: test(1),
    coxEfron: cox('efron'),
    coxBreslow: cox('breslow'),
  }
}
