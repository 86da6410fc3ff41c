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
  const low = limits.min ?? Math.min(0, ...finite)
  const high = limits.max ?? Math.max(...finite, low + 1e-9)
  const scale = scaleLinear([Math.min(low, ...finite), Math.max(high, ...finite, low + 1e-9)], [...range])
  if (limits.max === undefined || limits.min === undefined) scale.nice(tickCount)
  const [from = low, to = high] = scale.domain()
  return { position: (value) => scale(value), ticks: scale.ticks(tickCount), from, to }
}
