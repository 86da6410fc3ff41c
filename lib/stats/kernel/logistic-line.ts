/**
 * Logistic regression of y on one predictor with an intercept: [intercept, slope] by Newton's method from (0, 1), all
 * in scalars. Null when the steps do not close in. R: `glm(y ~ x, binomial)`.
 *
 * @param fitted 1 / (1 + exp(-x)), the probabilities at the start
 */
export function fitLogisticLine(
  x: Float64Array,
  y: Float64Array,
  fitted: Float64Array,
  n: number,
): [number, number] | null {
  let a = 0
  let b = 1
  let before = Infinity
  for (let iteration = 0; iteration < 40; iteration++) {
    let g0 = 0
    let g1 = 0
    let h00 = 0
    let h01 = 0
    let h11 = 0
    for (let i = 0; i < n; i++) {
      const v = x[i]!
      const mu = iteration === 0 ? fitted[i]! : 1 / (1 + Math.exp(-(a + b * v)))
      const r = y[i]! - mu
      const w = mu * (1 - mu)
      const wv = w * v
      g0 += r
      g1 += r * v
      h00 += w
      h01 += wv
      h11 += wv * v
    }
    const det = h00 * h11 - h01 * h01
    if (!(det > 1e-14 * h00 * h11)) return null
    const s0 = (h11 * g0 - h01 * g1) / det
    const s1 = (h00 * g1 - h01 * g0) / det
    const decrement = s0 * g0 + s1 * g1
    if (!(decrement < before)) return null
    before = decrement
    a += s0
    b += s1
    if (decrement < 1e-7) return [a, b]
  }
  return null
}
