import { Problem } from '@/lib/problem'

const scratch = new DataView(new ArrayBuffer(8))

/**
 * Puts a number as eight bytes of IBM's hexadecimal floating point: sign and exponent of 16 (excess 64) in the first
 * byte, then 56 bits of a fraction between 1/16 and 1. It has never fewer bits than an IEEE double, so what is within
 * its range, 16^−65 to 16^63, comes back to the bit.
 *
 * Source: SAS Technical Support TS-140, "The record layout of a data set in SAS transport (XPORT) format".
 * @throws Problem `too_large` for a number outside the range
 */
export function putIbm(view: DataView, at: number, value: number): void {
  scratch.setFloat64(0, value)
  const high = scratch.getUint32(0)
  const low = scratch.getUint32(4)
  if (value === 0) {
    view.setUint32(at, 0)
    view.setUint32(at + 4, 0)
    return
  }
  // value = 0.1f… × 2^binary in the binary system; IEEE's own is 1.f… × 2^(exponent − 1023).
  const binary = ((high >>> 20) & 0x7ff) - 1022
  const sixteenth = Math.ceil(binary / 4)
  const left = 3 - (4 * sixteenth - binary)
  const exponent = sixteenth + 64
  if (exponent < 0 || exponent > 127) throw new Problem('too_large')
  const top = (high & 0xfffff) | 0x100000
  const fraction = (top << left) | (left === 0 ? 0 : low >>> (32 - left))
  view.setUint32(at, (high & 0x80000000) | (exponent << 24) | fraction)
  view.setUint32(at + 4, low << left)
}
