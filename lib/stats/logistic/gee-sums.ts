/** Rows sorted so that a subject's rows stand together; X row-major. */
export type Clusters = { x: Float64Array; y: Float64Array; n: number; p: number; id: Int32Array }
export type GeeSums = { score: Float64Array; bread: Float64Array; meat: Float64Array }

/** Standardised residuals and derivatives at beta, φ = mean r² and the exchangeable correlation they give. */
export type GeeState = { r: Float64Array; d: Float64Array; phi: number; alpha: number }

// Beyond ±30 the mean and its derivative stay at the machine epsilon, as in R's logit link.
const reach = 30

export function clusterState(c: Clusters, beta: Float64Array, exchangeable: boolean): GeeState {
  const { x, y, n, p, id } = c
  const d = new Float64Array(n)
  const r = new Float64Array(n)
  for (let i = 0; i < n; i++) {
    let eta = 0
    for (let j = 0; j < p; j++) eta += x[i * p + j]! * beta[j]!
    const odds = eta < -reach ? Number.EPSILON : eta > reach ? 1 / Number.EPSILON : Math.exp(eta)
    const mu = odds / (1 + odds)
    const sd = Math.sqrt(mu * (1 - mu))
    r[i] = (y[i]! - mu) / sd
    d[i] = (Math.abs(eta) > reach ? Number.EPSILON : odds / (1 + odds) ** 2) / sd
  }
  const phi = r.reduce((s, v) => s + v * v, 0) / n
  return { r, d, phi, alpha: exchangeable ? exchangeableCorrelation(id, r, phi) : 0 }
}

/** Estimating function D'V⁻¹(y - μ), D'V⁻¹D and the sum of its squares over subjects. */
export function clusterSums(c: Clusters, { r, d }: GeeState, alpha: number): GeeSums {
  const { x, n, p, id } = c
  const score = new Float64Array(p)
  const bread = new Float64Array(p * p)
  const meat = new Float64Array(p * p)
  const own = new Float64Array(p)
  const columnSum = new Float64Array(p)
  for (let from = 0; from < n;) {
    let to = from
    while (to < n && id[to] === id[from]) to++
    const m = to - from
    // Inverse of (1-α)I + αJ is (I - cJ) / (1-α).
    const share = alpha / (1 + (m - 1) * alpha)
    const scale = 1 / (1 - alpha)
    own.fill(0)
    columnSum.fill(0)
    let residualSum = 0
    for (let i = from; i < to; i++) {
      residualSum += r[i]!
      for (let j = 0; j < p; j++) {
        const v = d[i]! * x[i * p + j]!
        columnSum[j]! += v
        own[j]! += scale * v * r[i]!
        for (let k = 0; k < p; k++) bread[j * p + k]! += scale * v * d[i]! * x[i * p + k]!
      }
    }
    for (let j = 0; j < p; j++) {
      own[j]! -= scale * share * columnSum[j]! * residualSum
      for (let k = 0; k < p; k++) bread[j * p + k]! -= scale * share * columnSum[j]! * columnSum[k]!
    }
    for (let j = 0; j < p; j++) {
      score[j]! += own[j]!
      for (let k = 0; k < p; k++) meat[j * p + k]! += own[j]! * own[k]!
    }
    from = to
  }
  return { score, bread, meat }
}

function exchangeableCorrelation(id: Int32Array, r: Float64Array, phi: number): number {
  let products = 0
  let pairs = 0
  for (let from = 0; from < r.length;) {
    let to = from
    let sum = 0
    let square = 0
    for (; to < r.length && id[to] === id[from]; to++) {
      sum += r[to]!
      square += r[to]! ** 2
    }
    const m = to - from
    products += (sum * sum - square) / 2
    pairs += (m * (m - 1)) / 2
    from = to
  }
  return pairs ? products / pairs / phi : 0
}
