import { chiSquareCdf } from '../kernel/gamma'
import { determinant } from '../kernel/matrix'

export type Sphericity = {
  mauchlyW: number
  chi2: number
  df: number
  /** First-order chi-square, as SPSS prints it. */
  pChi2: number
  /** With the second-order term, as car's summary prints it. */
  pR: number
  epsGg: number
  /** Lecoutre's correction of Huynh-Feldt (SAS, car). */
  epsHf: number
  /** Original Huynh-Feldt (SPSS). */
  epsHfSpss: number
  epsLower: number
}

/** Greenhouse-Geisser ε from the error cross-products of orthonormal contrasts. */
export function greenhouseGeisser(sscp: Float64Array, p: number): number {
  let trace = 0
  let square = 0
  for (let i = 0; i < p; i++) trace += sscp[i * p + i]!
  for (let i = 0; i < p * p; i++) square += (sscp[i]! / trace) ** 2
  return 1 / (p * square)
}

/** Huynh-Feldt ε: original with all subjects n, Lecoutre's with error df + 1 in the numerator. */
export function huynhFeldt(
  gg: number,
  p: number,
  errorDf: number,
  n: number,
): { spss: number; lecoutre: number } {
  const denominator = p * (errorDf - p * gg)
  return { spss: (n * p * gg - 2) / denominator, lecoutre: ((errorDf + 1) * p * gg - 2) / denominator }
}

/**
 * Mauchly's test from the error cross-products of p orthonormal contrasts, `errorDf` degrees of freedom, n subjects.
 * P with and without the second term of the expansion (Anderson 1958, 10.7.4).
 */
export function sphericity(sscp: Float64Array, p: number, errorDf: number, n: number): Sphericity {
  let trace = 0
  for (let i = 0; i < p; i++) trace += sscp[i * p + i]!
  const mauchlyW = determinant(
    sscp.map((v) => v / (trace / p)),
    p,
  )
  const rho = 1 - (2 * p * p + p + 2) / (6 * p * errorDf)
  const chi2 = -errorDf * rho * Math.log(mauchlyW)
  const df = (p * (p + 1)) / 2 - 1
  // car 3.1 writes 3k, not 3p, in the last factor; pR is to equal what it prints, pChi2 does not depend on it.
  const w2 =
    ((p + 2) * (p - 1) * (p - 2) * (2 * p ** 3 + 6 * p * p + 3 * (p + 1) + 2)) /
    (288 * (errorDf * p * rho) ** 2)
  const p1 = chiSquareCdf(Math.max(0, chi2), df, 'upper')
  const p2 = chiSquareCdf(Math.max(0, chi2), df + 4, 'upper')
  const epsGg = greenhouseGeisser(sscp, p)
  const hf = huynhFeldt(epsGg, p, errorDf, n)
  return {
    mauchlyW,
    chi2,
    df,
    pChi2: p1,
    pR: Math.min(1, p1 + w2 * (p2 - p1)),
    epsGg,
    epsHf: hf.lecoutre,
    epsHfSpss: hf.spss,
    epsLower: 1 / p,
  }
}
