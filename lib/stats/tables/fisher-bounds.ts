// Bounds on the log probability of the likeliest and the least likely completion of a partly filled table, given the
// row totals left (state) and the columns to come. A completion has probability Π state! Π column! / (N! Π n!).

function constant(state: Int32Array, columns: readonly number[], logFact: Float64Array): number {
  let sum = 0
  let total = 0
  for (let i = 0; i < state.length; i++) {
    sum += logFact[state[i]!]!
    total += state[i]!
  }
  for (const c of columns) sum += logFact[c]!
  return sum - logFact[total]!
}

/**
 * Upper bound for any number of columns by Lagrangian duality: with cell means μ = a·b, Σ -log n! over the tables of
 * these margins is at most Σ cells max_n (n log μ - log n!) - Σ rows s log a - Σ columns c log b.
 */
export function mostBound(state: Int32Array, columns: readonly number[], logFact: Float64Array): number {
  let total = 0
  for (let i = 0; i < state.length; i++) total += state[i]!
  if (total === 0) return 0
  // Half a count a cell more than the expected table makes the bound nearly tight.
  const d = state.length
  const k = columns.length
  const padded = total + 0.5 * d * k
  let sum = constant(state, columns, logFact)
  for (let i = 0; i < d; i++) {
    const s = state[i]!
    if (s === 0) continue
    const a = s + 0.5 * k
    sum -= s * Math.log(a)
    for (const c of columns) {
      const mu = (a * (c + 0.5 * d)) / padded
      const n = Math.min(Math.floor(mu), s, c)
      sum += n * Math.log(mu) - logFact[n]!
    }
  }
  for (const c of columns) sum -= c * Math.log((c + 0.5 * d) / padded)
  return sum
}

/** Lower bound: each column alone as uneven as the rows allow, or each row as the columns allow; the better one. */
export function leastBound(state: Int32Array, columns: readonly number[], logFact: Float64Array): number {
  const base = constant(state, columns, logFact)
  const rows = Array.from(state).sort((a, b) => b - a)
  const cols = columns.slice().sort((a, b) => b - a)
  return base - Math.min(unevenSum(columns, rows, logFact), unevenSum(rows, cols, logFact))
}

function unevenSum(lines: readonly number[], capacity: readonly number[], logFact: Float64Array): number {
  let sum = 0
  for (const line of lines) {
    let left = line
    for (const room of capacity) {
      const x = Math.min(left, room)
      sum += logFact[x]!
      left -= x
      if (!left) break
    }
  }
  return sum
}
