/** Derivative of log Γ for x > 0: recurrence up to 10, then the asymptotic series. R: `digamma`. */
export function digamma(x: number): number {
  let shift = 0
  for (; x < 10; x++) shift -= 1 / x
  const r = 1 / (x * x)
  const series =
    r * (1 / 12 - r * (1 / 120 - r * (1 / 252 - r * (1 / 240 - r * (1 / 132 - (r * 691) / 32760)))))
  return shift + Math.log(x) - 0.5 / x - series
}

/** Second derivative of log Γ for x > 0. R: `trigamma`. */
export function trigamma(x: number): number {
  let shift = 0
  for (; x < 10; x++) shift += 1 / (x * x)
  const r = 1 / (x * x)
  const series = r * (1 / 6 - r * (1 / 30 - r * (1 / 42 - r * (1 / 30 - r * (5 / 66 - (r * 691) / 2730)))))
  return shift + 1 / x + 0.5 * r + series / x
}
