import { logBinomialTerm } from './beta'
import type { Tail } from './tail'

/** log P(X = x): x white balls among k drawn from m white and n black. R: `dhyper(x, m, n, k, log = TRUE)`. */
export function logHypergeometric(x: number, m: number, n: number, k: number): number {
  if (x < Math.max(0, k - n) || x > Math.min(k, m)) return -Infinity
  const p = k / (m + n)
  const q = (m + n - k) / (m + n)
  return logBinomialTerm(x, m, p, q) + logBinomialTerm(k - x, n, p, q) - logBinomialTerm(k, m + n, p, q)
}

/** Hypergeometric P(X <= x) or P(X > x), summed from the end of the tail. R: `phyper(x, m, n, k, lower.tail =)`. */
export function hypergeometricCdf(x: number, m: number, n: number, k: number, tail: Tail = 'lower'): number {
  const first = Math.max(0, k - n)
  const last = Math.min(k, m)
  const cut = Math.floor(x + 1e-7)
  if (cut < first) return tail === 'lower' ? 0 : 1
  if (cut >= last) return tail === 'lower' ? 1 : 0
  const mean = (k * m) / (m + n)
  const sumLower = cut < mean
  let sum = 0
  if (sumLower) for (let i = first; i <= cut; i++) sum += Math.exp(logHypergeometric(i, m, n, k))
  else for (let i = last; i > cut; i--) sum += Math.exp(logHypergeometric(i, m, n, k))
  return sumLower === (tail === 'lower') ? sum : 1 - sum
}
