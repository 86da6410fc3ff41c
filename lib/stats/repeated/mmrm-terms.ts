/** Position (a, b), a >= b, of each covariance parameter. */
export function parameterPairs(K: number): [number, number][] {
  const out: [number, number][] = []
  for (let a = 0; a < K; a++) for (let b = 0; b <= a; b++) out.push([a, b])
  return out
}

/** tr(A G_k B G_l) for symmetric A, B and G = E_ab + E_ba (E_aa on the diagonal). */
export function traceFour(
  A: Float64Array,
  B: Float64Array,
  a: number,
  b: number,
  c: number,
  e: number,
  K: number,
): number {
  let sum = A[e * K + a]! * B[b * K + c]!
  if (a !== b) sum += A[e * K + b]! * B[a * K + c]!
  if (c !== e) {
    sum += A[c * K + a]! * B[b * K + e]!
    if (a !== b) sum += A[c * K + b]! * B[a * K + e]!
  }
  return sum
}
