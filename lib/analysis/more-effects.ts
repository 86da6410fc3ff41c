/** Effects that stand beside the printed one: a difference adjusted for the baseline, and what ordinal levels allow. */
import { ancova } from '@/lib/stats/linear/ancova'
import { proportionalOdds } from '@/lib/stats/logistic/proportional-odds'
import { mannWhitney } from '@/lib/stats/two-groups/mann-whitney'
import type { Plan, RowPlan } from './plan'
import type { Effect, Sentence } from './result'
import { kindOf, pairOf, pickGroups, type Sample } from './sample'

export interface Further {
  readonly effects: readonly Effect[]
  readonly notes: readonly Sentence[]
}

export function measureFurther(plan: Plan, row: RowPlan, sample: Sample): Further {
  const { effects, notes } =
    sample.kind === 'ordinal'
      ? { effects: ordinalEffects(sample, plan.conf), notes: [] }
      : adjusted(plan, row, sample)
  return { effects: effects.filter(isSound), notes }
}

function isSound({ estimate, ci, p }: Effect): boolean {
  return [estimate, ...(ci ?? []), ...(p === undefined ? [] : [p])].every(Number.isFinite)
}

/** ANCOVA: the later value on the baseline and the group; of a change it is the same difference. */
function adjusted(plan: Plan, row: RowPlan, { pairs, column }: Sample): Further {
  const nothing = { effects: [], notes: [] }
  // Its intervals are of 95 %.
  if (!pairs || column.kind !== 'number' || kindOf(column) !== 'continuous' || row.as === 'percent')
    return nothing
  if (plan.conf !== 0.95) return nothing
  const y = pairs.after.flatMap((values) => [...values])
  const baseline = pairs.before.flatMap((values) => [...values])
  const group = pairs.after.flatMap((values, at) => Array.from(values, () => String(at)))
  const result = ancova(y, baseline, group)
  if (result.status !== 'ok') return nothing
  const effects = result.adjustedDifference.flatMap(({ contrast, estimate, ci, p }): Effect[] => {
    const [other, first] = contrast.split('-').map(Number)
    // Without the first group there is nothing to be adjusted against.
    if (first !== 0 || other === undefined) return []
    return [
      {
        measure: 'adjusted_difference',
        estimate: -estimate,
        ci: [-ci[1], -ci[0]],
        method: 'ancova',
        p,
        ...(pairs.after.length > 2 ? { groups: [0, other] as const } : {}),
      },
    ]
  })
  const slopes = result.slopesHomogeneity
  const differ = effects.length > 0 && slopes !== null && slopes.p < plan.alpha
  return { effects, notes: differ ? [{ key: 'notes.slopes_differ', params: { alpha: plan.alpha } }] : [] }
}

/** The chance that a patient of the first group stands higher, and the odds of a higher level. */
function ordinalEffects(sample: Sample, conf: number): Effect[] {
  const many = sample.values.length > 2
  return sample.values.slice(1).flatMap((_, at): Effect[] => {
    const place = many ? { groups: [0, at + 1] as const } : {}
    const [first, second] = pairOf(pickGroups(sample, [0, at + 1]))
    return [...superiority(first, second, conf), ...oddsOf(first, second, sample, conf)].map((effect) => ({
      ...effect,
      ...place,
    }))
  })
}

function superiority(first: Float64Array, second: Float64Array, conf: number): Effect[] {
  const result = mannWhitney(first, second, { conf, exact: false, shift: false })
  if (result.status !== 'ok') return []
  const { ci } = result.rankBiserial
  return [
    {
      measure: 'probability_superiority',
      estimate: result.probSuperiority,
      ci: ci && [(ci[0] + 1) / 2, (ci[1] + 1) / 2],
      method: 'fisher_z',
    },
  ]
}

function oddsOf(first: Float64Array, second: Float64Array, { levels }: Sample, conf: number): Effect[] {
  if (levels.length < 2 || first.length === 0 || second.length === 0) return []
  const names = levels.map(({ key }) => key)
  const y = [...first, ...second].map((at) => names[at] ?? null)
  const group = [...Array.from(first, () => 1), ...Array.from(second, () => 0)]
  const result = proportionalOdds(y, names, { group }, { conf })
  const [one] = result.status === 'ok' ? result.coefficients : []
  if (!one) return []
  return [
    { measure: 'common_odds_ratio', estimate: one.or, ci: one.orCi, method: 'proportional_odds', p: one.p },
  ]
}
