/** What a table prints of each group: n, missing, centre and spread, or counts. */
import { descriptives } from '@/lib/stats/describe/descriptives'
import type { Plan } from './plan'
import type { Cell } from './result'
import type { Sample } from './sample'
import { tableOf } from './sample'

const NOTHING: Readonly<Record<'mean' | 'sd' | 'median' | 'q1' | 'q3' | 'min' | 'max', null>> = {
  mean: null,
  sd: null,
  median: null,
  q1: null,
  q3: null,
  min: null,
  max: null,
}

/** What a table of counts has nothing of. */
export type NoCounts = Pick<Cell, keyof typeof NOTHING>

export function describeGroups(sample: Sample, quartiles: Plan['quartiles']): Cell[] {
  const counts = sample.levels.length > 0 ? tableOf(sample) : []
  return sample.values.map((values, i) => ({
    n: values.length,
    missing: sample.missing[i] ?? 0,
    reasons: sample.reasons[i] ?? {},
    ...(sample.levels.length > 0 ? NOTHING : describeValues(values, quartiles)),
    counts: counts[i] ?? [],
  }))
}

export function describeValues(values: Float64Array, quartiles: Plan['quartiles']): NoCounts {
  const result = descriptives(values)
  if (result.status !== 'ok') return NOTHING
  const { mean, sd, median, min, max } = result
  const [q1, q3] = quartiles === 6 ? [result.q1Type6, result.q3Type6] : [result.q1Type7, result.q3Type7]
  return { mean, sd, median, q1, q3, min, max }
}
