import { RandomStream } from '../kernel/random'
import { margins } from './table'

/**
 * Monte Carlo estimate of Fisher's two-sided P: tables with the same margins by shuffling the column labels,
 * (hits + 1) / (draws + 1) with relative slack 1e-7. R: `fisher.test(table, simulate.p.value = TRUE)`.
 */
export function fisherMonteCarlo(cells: number[][], draws: number, seed: number): number {
  const { rows, cols, n } = margins(cells)
  const logFact = new Float64Array(n + 1)
  for (let i = 2; i <= n; i++) logFact[i] = logFact[i - 1]! + Math.log(i)
  let observed = 0
  for (const row of cells) for (const v of row) observed -= logFact[v]!
  const labels = new Int32Array(n)
  let at = 0
  cols.forEach((c, j) => labels.fill(j, at, (at += c)))
  const counts = new Int32Array(cols.length)
  const random = new RandomStream(seed)
  let hits = 0
  for (let draw = 0; draw < draws; draw++) {
    let value = 0
    let position = 0
    for (const size of rows) {
      counts.fill(0)
      for (let i = 0; i < size; i++, position++) {
        const other = position + random.below(n - position)
        const label = labels[other]!
        labels[other] = labels[position]!
        labels[position] = label
        counts[label] = counts[label]! + 1
      }
      for (let j = 0; j < counts.length; j++) value -= logFact[counts[j]!]!
    }
    if (value <= observed + 1e-7) hits++
  }
  return (hits + 1) / (draws + 1)
}
