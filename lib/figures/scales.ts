import { scaleLinear } from 'd3-scale'

/** A value axis: where a value lies and which values are written. */
export interface ValueScale {
  readonly position: (value: number) => number
  readonly ticks: readonly number[]
  readonly from: number
  readonly to: number
}

export interface ValueRange {
  /** Ends of the instrument's scale, e.g. 0 and 10; absent ends come from the data. */
  readonly min?: number
  readonly max?: number
}

/** From a meaningful zero (or the scale's own end) to a round number above the data; `start` is drawn at `range[0]`. */
export function makeValueScale(
  values: readonly number[],
  limits: ValueRange,
  range: readonly [number, number],
  tickCount = 5,
): ValueScale {
  const finite = values.filter((value) => Number.isFinite(value))
  const low = Math.min(limits.min ?? 0, ...finite)
  const most = Math.max(limits.max ?? -Infinity, ...finite)
  // Nothing measured, or all at the lower end: any scale will do that is one.
  const high = most - low > 1e-6 * Math.max(1, Math.abs(low)) ? most : low + 1
  const scale = scaleLinear([low, high], [...range])
  if (limits.max === undefined || limits.min === undefined) scale.nice(tickCount)
  const [from = low, to = high] = scale.domain()
  return { position: (value) => scale(value), ticks: scale.ticks(tickCount), from, to }
}
