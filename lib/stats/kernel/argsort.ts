const DIGITS = 6
const BINS = 2048
/** Below this many keys the histograms cost more than comparisons. */
const MERGE_LIMIT = 800
const RUN = 8

/**
 * Sorts row numbers by a Float64 key with a radix sort on the bits (stable, no comparisons); buffers are kept for
 * reuse. -0 and 0 are equal; NaN is not expected.
 */
export class ArgSorter {
  private readonly low: Uint32Array
  private readonly high: Uint32Array
  private spare: Uint32Array
  private current: Uint32Array
  private readonly counts = new Uint32Array(DIGITS * BINS)
  private readonly bits = new Uint32Array(2)
  private readonly value = new Float64Array(this.bits.buffer)

  constructor(readonly n: number) {
    this.low = new Uint32Array(n)
    this.high = new Uint32Array(n)
    this.spare = new Uint32Array(n)
    this.current = new Uint32Array(n)
  }

  /** The order of the first n keys, ascending; valid until the next call. */
  sort(keys: ArrayLike<number>): Uint32Array {
    if (this.n <= MERGE_LIMIT) return this.mergeSort(keys)
    const { n, low, high, counts } = this
    this.readBits(keys)
    let from = this.current
    let to = this.spare
    for (let i = 0; i < n; i++) from[i] = i
    for (let digit = 0; digit < DIGITS; digit++) {
      const word = digit < 3 ? low : high
      const shift = (digit % 3) * 11
      const base = digit * BINS
      if (n && counts[base + ((word[0]! >>> shift) & 2047)] === n) continue
      let sum = 0
      for (let b = base; b < base + BINS; b++) {
        const c = counts[b]!
        counts[b] = sum
        sum += c
      }
      for (let i = 0; i < n; i++) {
        const row = from[i]!
        const bin = base + ((word[row]! >>> shift) & 2047)
        const at = counts[bin]!
        counts[bin] = at + 1
        to[at] = row
      }
      const swap = from
      from = to
      to = swap
    }
    this.current = from
    this.spare = to
    return from
  }

  /** Bottom-up merge sort over runs put in order by insertion; stable. */
  private mergeSort(keys: ArrayLike<number>): Uint32Array {
    const { n } = this
    let from = this.current
    let to = this.spare
    for (let start = 0; start < n; start += RUN) {
      const end = Math.min(n, start + RUN)
      for (let i = start; i < end; i++) {
        const key = keys[i]!
        let j = i - 1
        for (; j >= start && keys[from[j]!]! > key; j--) from[j + 1] = from[j]!
        from[j + 1] = i
      }
    }
    for (let width = RUN; width < n; width *= 2) {
      for (let start = 0; start < n; start += 2 * width) {
        const middle = Math.min(n, start + width)
        const end = Math.min(n, middle + width)
        let a = start
        let b = middle
        for (let k = start; k < end; k++)
          to[k] = a < middle && (b >= end || keys[from[a]!]! <= keys[from[b]!]!) ? from[a++]! : from[b++]!
      }
      const swap = from
      from = to
      to = swap
    }
    this.current = from
    this.spare = to
    return from
  }

  /** Keys as unsigned 64-bit numbers in the order of the doubles, and the histogram of every digit. */
  private readBits(keys: ArrayLike<number>): void {
    const { n, low, high, counts, bits, value } = this
    counts.fill(0)
    for (let i = 0; i < n; i++) {
      value[0] = keys[i]! + 0
      let l = bits[0]!
      let h = bits[1]!
      if (h >>> 31) {
        l = ~l >>> 0
        h = ~h >>> 0
      } else h = (h | 0x80000000) >>> 0
      low[i] = l
      high[i] = h
      counts[l & 2047]!++
      counts[BINS + ((l >>> 11) & 2047)]!++
      counts[2 * BINS + (l >>> 22)]!++
      counts[3 * BINS + (h & 2047)]!++
      counts[4 * BINS + ((h >>> 11) & 2047)]!++
      counts[5 * BINS + (h >>> 22)]!++
    }
  }
}
