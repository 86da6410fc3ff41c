/**
 * P(|T - μ| >= |t - μ|) where T is the sum of m scores drawn without replacement, all choices equally likely.
 * Scores are whole numbers (doubled midranks) with multiplicities; counting by dynamic programming over the scores
 * (shift algorithm of Streitberg & Röhmel 1986), kept as probabilities so nothing overflows.
 */
export function permutationTail(
  scores: readonly number[],
  sizes: readonly number[],
  m: number,
  observed: number,
): number {
  let count = 0
  let total = 0
  for (let g = 0; g < scores.length; g++) {
    count += sizes[g]!
    total += scores[g]! * sizes[g]!
  }
  // Draw the smaller part; its complement has the mirrored deviation.
  if (2 * m > count) return permutationTail(scores, sizes, count - m, total - observed)
  const lowest = scores.reduce((a, b) => Math.min(a, b), Infinity)
  const steps = commonStep(scores, lowest)
  const width = Math.round((largestSum(scores, sizes, m) - m * lowest) / steps) + 1
  const table = new Float64Array((m + 1) * width)
  table[0] = 1
  let drawn = 0
  const reach = new Int32Array(m + 1)
  for (let g = 0; g < scores.length; g++) {
    const shift = Math.round((scores[g]! - lowest) / steps)
    for (let c = 0; c < sizes[g]!; c++) {
      drawn++
      // Rows that can no longer reach m are left behind.
      for (let j = Math.min(drawn, m); j >= Math.max(1, m - (count - drawn)); j--) {
        // Weight j/drawn of taking this one keeps every row a probability of its own.
        const take = j / drawn
        const keep = 1 - take
        const row = j * width
        const above = row - width
        const top = Math.min(width - 1, Math.max(reach[j]!, reach[j - 1]! + shift))
        reach[j] = top
        for (let s = top; s >= 0; s--)
          table[row + s] = keep * table[row + s]! + (s >= shift ? take * table[above + s - shift]! : 0)
      }
    }
  }
  const deviation = Math.abs(count * observed - m * total)
  let tail = 0
  const row = m * width
  for (let s = 0; s < width; s++)
    if (Math.abs(count * (s * steps + m * lowest) - m * total) >= deviation) tail += table[row + s]!
  return Math.min(1, tail)
}

function commonStep(scores: readonly number[], lowest: number): number {
  let step = 0
  for (const score of scores) step = gcd(score - lowest, step)
  return step || 1
}

function gcd(a: number, b: number): number {
  while (b) [a, b] = [b, a % b]
  return Math.abs(a)
}

function largestSum(scores: readonly number[], sizes: readonly number[], m: number): number {
  const order = scores.map((s, i) => [s, sizes[i]!] as const).sort((p, q) => q[0] - p[0])
  let left = m
  let sum = 0
  for (const [score, size] of order) {
    const used = Math.min(left, size)
    sum += used * score
    left -= used
  }
  return sum
}
