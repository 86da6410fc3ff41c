/**
 * Counter-based generator Philox 4x32-10 (Salmon, Moraes, Dror & Shaw, SC 2011). The numbers of (seed, stream) do not
 * depend on what other streams drew, so work split over threads gives the same result as work done in one.
 */
export class RandomStream {
  private readonly key0: number
  private readonly key1: number
  private readonly stream: number
  private block = 0
  private used = 4
  private readonly out = new Uint32Array(4)

  /** @param seed whole number, 53 bits used; @param stream which stream of that seed (whole number) */
  constructor(seed: number, stream = 0) {
    if (!Number.isSafeInteger(seed)) throw new RangeError(`seed must be a whole number, got ${seed}`)
    if (!Number.isSafeInteger(stream) || stream < 0)
      throw new RangeError(`stream must be a whole number >= 0, got ${stream}`)
    this.key0 = seed >>> 0
    this.key1 = Math.floor(seed / 4294967296) >>> 0
    this.stream = stream
  }

  private refill(): void {
    let c0 = this.block >>> 0
    let c1 = Math.floor(this.block / 4294967296) >>> 0
    let c2 = this.stream >>> 0
    let c3 = Math.floor(this.stream / 4294967296) >>> 0
    let k0 = this.key0
    let k1 = this.key1
    for (let round = 0; round < 10; round++) {
      const high0 = highProduct(0xd2511f53, c0)
      const low0 = Math.imul(0xd2511f53, c0) >>> 0
      const high1 = highProduct(0xcd9e8d57, c2)
      const low1 = Math.imul(0xcd9e8d57, c2) >>> 0
      c0 = (high1 ^ c1 ^ k0) >>> 0
      c1 = low1
      c2 = (high0 ^ c3 ^ k1) >>> 0
      c3 = low0
      k0 = (k0 + 0x9e3779b9) >>> 0
      k1 = (k1 + 0xbb67ae85) >>> 0
    }
    this.out[0] = c0
    this.out[1] = c1
    this.out[2] = c2
    this.out[3] = c3
    this.block++
    this.used = 0
  }

  /** Uniform whole number in [0, 2^32). */
  uint32(): number {
    if (this.used === 4) this.refill()
    return this.out[this.used++]!
  }

  /** Uniform in (0, 1) with 53 bits, never 0 or 1. */
  uniform(): number {
    const high = this.uint32() >>> 6
    const low = this.uint32() >>> 6
    return (high * 67108864 + low + 0.5) / 4503599627370496
  }

  /** Uniform whole number in [0, n), without bias (Lemire's rejection). */
  below(n: number): number {
    for (;;) {
      const x = this.uint32()
      const high = highProduct(x, n)
      const low = Math.imul(x, n) >>> 0
      if (low >= n || low >= (4294967296 - n) % n) return high
    }
  }
}

/** Upper 32 bits of the product of two unsigned 32-bit numbers. */
function highProduct(a: number, b: number): number {
  const al = a & 0xffff
  const ah = a >>> 16
  const bl = b & 0xffff
  const bh = b >>> 16
  const mid = ah * bl + ((al * bl) >>> 16)
  const carry = al * bh + (mid & 0xffff)
  return (ah * bh + Math.floor(mid / 65536) + Math.floor(carry / 65536)) >>> 0
}
