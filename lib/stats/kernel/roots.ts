/**
 * Root of a continuous function between two points of opposite sign (Brent 1973, ch. 4).
 * Returns null when the signs do not differ. R: `uniroot(f, c(lo, hi), tol =)$root`.
 */
export function findRoot(f: (x: number) => number, lo: number, hi: number, tolerance = 1e-14): number | null {
  let a = lo
  let b = hi
  let fa = f(a)
  let fb = f(b)
  if (fa === 0) return a
  if (fb === 0) return b
  if (Number.isNaN(fa) || Number.isNaN(fb) || fa > 0 === fb > 0) return null
  let c = a
  let fc = fa
  let d = b - a
  let e = d
  for (let i = 0; i < 500; i++) {
    if (fb > 0 === fc > 0) {
      c = a
      fc = fa
      d = e = b - a
    }
    if (Math.abs(fc) < Math.abs(fb)) {
      a = b
      b = c
      c = a
      fa = fb
      fb = fc
      fc = fa
    }
    const tol = 2 * Number.EPSILON * Math.abs(b) + tolerance / 2
    const half = (c - b) / 2
    if (Math.abs(half) <= tol || fb === 0) return b
    if (Math.abs(e) >= tol && Math.abs(fa) > Math.abs(fb)) {
      const s = fb / fa
      let p: number
      let q: number
      if (a === c) {
        p = 2 * half * s
        q = 1 - s
      } else {
        const r = fa / fc
        const t = fb / fc
        p = s * (2 * half * r * (r - t) - (b - a) * (t - 1))
        q = (r - 1) * (t - 1) * (s - 1)
      }
      if (p > 0) q = -q
      else p = -p
      if (2 * p < Math.min(3 * half * q - Math.abs(tol * q), Math.abs(e * q))) {
        e = d
        d = p / q
      } else d = e = half
    } else d = e = half
    a = b
    fa = fb
    b += Math.abs(d) > tol ? d : half > 0 ? tol : -tol
    fb = f(b)
  }
  return b
}
