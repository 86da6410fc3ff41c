/** Dense matrices are Float64Array, row after row; sizes are given apart. */

/** Lower Cholesky factor of a symmetric positive definite n × n matrix, or null when it is not. */
export function cholesky(a: Float64Array, n: number): Float64Array | null {
  const l = new Float64Array(n * n)
  for (let i = 0; i < n; i++)
    for (let j = 0; j <= i; j++) {
      let sum = a[i * n + j]!
      for (let k = 0; k < j; k++) sum -= l[i * n + k]! * l[j * n + k]!
      if (i === j) {
        if (!(sum > 0)) return null
        l[i * n + i] = Math.sqrt(sum)
      } else l[i * n + j] = sum / l[j * n + j]!
    }
  return l
}

/** Solves L x = b in place (L lower triangular). */
export function forwardSolve(l: Float64Array, n: number, b: Float64Array, offset = 0): void {
  for (let i = 0; i < n; i++) {
    let sum = b[offset + i]!
    for (let k = 0; k < i; k++) sum -= l[i * n + k]! * b[offset + k]!
    b[offset + i] = sum / l[i * n + i]!
  }
}

/** Solves L' x = b in place. */
export function backSolve(l: Float64Array, n: number, b: Float64Array, offset = 0): void {
  for (let i = n - 1; i >= 0; i--) {
    let sum = b[offset + i]!
    for (let k = i + 1; k < n; k++) sum -= l[k * n + i]! * b[offset + k]!
    b[offset + i] = sum / l[i * n + i]!
  }
}

/** Inverse from a lower Cholesky factor. */
export function inverseFromCholesky(l: Float64Array, n: number): Float64Array {
  const out = new Float64Array(n * n)
  const column = new Float64Array(n)
  for (let j = 0; j < n; j++) {
    column.fill(0)
    column[j] = 1
    forwardSolve(l, n, column)
    backSolve(l, n, column)
    for (let i = 0; i < n; i++) out[i * n + j] = column[i]!
  }
  return out
}

/** Twice the sum of the logs of the diagonal: log determinant of L L'. */
export function logDetFromCholesky(l: Float64Array, n: number): number {
  let sum = 0
  for (let i = 0; i < n; i++) sum += Math.log(l[i * n + i]!)
  return 2 * sum
}

/** Solves A x = b for a general n × n matrix by LU with partial pivoting; null when singular. */
export function solve(a: Float64Array, n: number, b: ArrayLike<number>): Float64Array | null {
  const lu = decompose(a, n)
  return lu && solveLu(lu, n, b)
}

/** Inverse of a general matrix; null when singular. */
export function inverse(a: Float64Array, n: number): Float64Array | null {
  const lu = decompose(a, n)
  if (!lu) return null
  const out = new Float64Array(n * n)
  const unit = new Float64Array(n)
  for (let j = 0; j < n; j++) {
    unit.fill(0)
    unit[j] = 1
    const x = solveLu(lu, n, unit)
    for (let i = 0; i < n; i++) out[i * n + j] = x[i]!
  }
  return out
}

/** Determinant of a general matrix. */
export function determinant(a: Float64Array, n: number): number {
  const lu = decompose(a, n)
  if (!lu) return 0
  let product = lu.sign
  for (let i = 0; i < n; i++) product *= lu.m[i * n + i]!
  return product
}

type Lu = { m: Float64Array; order: Int32Array; sign: number }

function decompose(a: Float64Array, n: number): Lu | null {
  const m = a.slice()
  const order = new Int32Array(n)
  let sign = 1
  let scale = 0
  for (let i = 0; i < m.length; i++) scale = Math.max(scale, Math.abs(m[i]!))
  for (let i = 0; i < n; i++) order[i] = i
  for (let k = 0; k < n; k++) {
    let pivot = k
    for (let i = k + 1; i < n; i++) if (Math.abs(m[i * n + k]!) > Math.abs(m[pivot * n + k]!)) pivot = i
    if (!(Math.abs(m[pivot * n + k]!) > 1e-16 * scale)) return null
    if (pivot !== k) {
      for (let j = 0; j < n; j++) {
        const t = m[k * n + j]!
        m[k * n + j] = m[pivot * n + j]!
        m[pivot * n + j] = t
      }
      const t = order[k]!
      order[k] = order[pivot]!
      order[pivot] = t
      sign = -sign
    }
    for (let i = k + 1; i < n; i++) {
      const f = (m[i * n + k] = m[i * n + k]! / m[k * n + k]!)
      for (let j = k + 1; j < n; j++) m[i * n + j] = m[i * n + j]! - f * m[k * n + j]!
    }
  }
  return { m, order, sign }
}

function solveLu(lu: Lu, n: number, b: ArrayLike<number>): Float64Array {
  const x = new Float64Array(n)
  for (let i = 0; i < n; i++) {
    let sum = b[lu.order[i]!]!
    for (let k = 0; k < i; k++) sum -= lu.m[i * n + k]! * x[k]!
    x[i] = sum
  }
  for (let i = n - 1; i >= 0; i--) {
    let sum = x[i]!
    for (let k = i + 1; k < n; k++) sum -= lu.m[i * n + k]! * x[k]!
    x[i] = sum / lu.m[i * n + i]!
  }
  return x
}

/** Product of an r × k and a k × c matrix. */
export function multiply(a: Float64Array, b: Float64Array, r: number, k: number, c: number): Float64Array {
  const out = new Float64Array(r * c)
  for (let i = 0; i < r; i++)
    for (let l = 0; l < k; l++) {
      const v = a[i * k + l]!
      if (v === 0) continue
      for (let j = 0; j < c; j++) out[i * c + j] = out[i * c + j]! + v * b[l * c + j]!
    }
  return out
}

/** x' A x of a symmetric matrix. */
export function quadraticForm(a: Float64Array, n: number, x: ArrayLike<number>): number {
  let sum = 0
  for (let i = 0; i < n; i++) for (let j = 0; j < n; j++) sum += x[i]! * a[i * n + j]! * x[j]!
  return sum
}

/** Rows and columns `index` of a square matrix. */
export function submatrix(a: Float64Array, n: number, index: readonly number[]): Float64Array {
  const k = index.length
  const out = new Float64Array(k * k)
  for (let i = 0; i < k; i++) for (let j = 0; j < k; j++) out[i * k + j] = a[index[i]! * n + index[j]!]!
  return out
}

/** Eigenvalues (descending) and eigenvectors (columns) of a symmetric matrix by Jacobi rotations. */
export function symmetricEigen(a: Float64Array, n: number): { values: Float64Array; vectors: Float64Array } {
  const m = a.slice()
  const v = new Float64Array(n * n)
  for (let i = 0; i < n; i++) v[i * n + i] = 1
  for (let sweep = 0; sweep < 100; sweep++) {
    let off = 0
    let on = 0
    for (let i = 0; i < n; i++)
      for (let j = 0; j < n; j++) {
        if (i === j) on += m[i * n + i]! ** 2
        else off += m[i * n + j]! ** 2
      }
    if (off <= 1e-32 * on || off === 0) break
    for (let p = 0; p < n - 1; p++)
      for (let q = p + 1; q < n; q++) {
        const apq = m[p * n + q]!
        if (apq === 0) continue
        const theta = (m[q * n + q]! - m[p * n + p]!) / (2 * apq)
        const t = (theta >= 0 ? 1 : -1) / (Math.abs(theta) + Math.sqrt(theta * theta + 1))
        const c = 1 / Math.sqrt(t * t + 1)
        const s = t * c
        for (let k = 0; k < n; k++) {
          const kp = m[k * n + p]!
          const kq = m[k * n + q]!
          m[k * n + p] = c * kp - s * kq
          m[k * n + q] = s * kp + c * kq
        }
        for (let k = 0; k < n; k++) {
          const pk = m[p * n + k]!
          const qk = m[q * n + k]!
          m[p * n + k] = c * pk - s * qk
          m[q * n + k] = s * pk + c * qk
          const vp = v[k * n + p]!
          const vq = v[k * n + q]!
          v[k * n + p] = c * vp - s * vq
          v[k * n + q] = s * vp + c * vq
        }
      }
  }
  const order = Array.from({ length: n }, (_, i) => i).sort((x, y) => m[y * n + y]! - m[x * n + x]!)
  const values = Float64Array.from(order, (i) => m[i * n + i]!)
  const vectors = new Float64Array(n * n)
  order.forEach((from, to) => {
    for (let k = 0; k < n; k++) vectors[k * n + to] = v[k * n + from]!
  })
  return { values, vectors }
}
