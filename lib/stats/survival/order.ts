import { orderOf } from '../kernel/ranks'

/** Follow-up sorted by time: time, event (1 or 0), and the original row. */
export type SortedTimes = { n: number; time: Float64Array; event: Uint8Array; row: Uint32Array }

export function sortTimes(time: ArrayLike<number>, event: ArrayLike<number>): SortedTimes {
  const row = orderOf(time)
  return {
    n: row.length,
    time: Float64Array.from(row, (i) => time[i]!),
    event: Uint8Array.from(row, (i) => event[i]!),
    row,
  }
}
