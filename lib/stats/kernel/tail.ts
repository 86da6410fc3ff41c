/** Which side of a distribution a probability is measured on: P(X <= x) or P(X > x). */
export type Tail = 'lower' | 'upper'

/** The other side. */
export function flip(tail: Tail): Tail {
  return tail === 'lower' ? 'upper' : 'lower'
}

/** log(1 - exp(v)) for v <= 0 without loss near either end (Maechler 2012). */
export function log1mExp(v: number): number {
  return v > -Math.LN2 ? Math.log(-Math.expm1(v)) : Math.log1p(-Math.exp(v))
}
