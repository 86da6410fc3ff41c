/**
 * Partial products that reached one node of the Fisher network: log probability v and total weight w, equal ones (to
 * 1e-9) merged. Open addressing over typed arrays.
 */
export class PastTable {
  size = 0
  private v = new Float64Array(16)
  private w = new Float64Array(16)
  private key = new Float64Array(16).fill(Number.NaN)

  add(v: number, w: number): void {
    if (2 * this.size >= this.key.length) this.grow()
    const key = Math.round(v * 1e9)
    const at = this.slot(key)
    if (this.key[at] === key) {
      this.w[at]! += w
      return
    }
    this.key[at] = key
    this.v[at] = v
    this.w[at] = w
    this.size++
  }

  private slot(key: number): number {
    const mask = this.key.length - 1
    let at = (Math.imul(key >>> 0, 0x9e3779b1) >>> 8) & mask
    while (this.key[at] === this.key[at] && this.key[at] !== key) at = (at + 1) & mask
    return at
  }

  private grow(): void {
    const { key, v, w } = this
    this.key = new Float64Array(2 * key.length).fill(Number.NaN)
    this.v = new Float64Array(2 * key.length)
    this.w = new Float64Array(2 * key.length)
    for (let i = 0; i < key.length; i++) {
      const k = key[i]!
      if (k !== k) continue
      const at = this.slot(k)
      this.key[at] = k
      this.v[at] = v[i]!
      this.w[at] = w[i]!
    }
  }

  /** Values ascending with their weights, and the weights summed up to each position. */
  sorted(): { v: Float64Array; w: Float64Array; cumulative: Float64Array } {
    const rows: number[] = []
    for (let i = 0; i < this.key.length; i++) if (!Number.isNaN(this.key[i]!)) rows.push(i)
    rows.sort((a, b) => this.v[a]! - this.v[b]!)
    const w = Float64Array.from(rows, (i) => this.w[i]!)
    const cumulative = new Float64Array(w.length + 1)
    for (let i = 0; i < w.length; i++) cumulative[i + 1] = cumulative[i]! + w[i]!
    return { v: Float64Array.from(rows, (i) => this.v[i]!), w, cumulative }
  }
}
