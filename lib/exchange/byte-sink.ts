/**
 * Little-endian bytes of a binary format, gathered until there are enough of them to leave. Not a stream: who writes
 * makes room, puts, and takes.
 */
export class ByteSink {
  bytes: Buffer
  view: DataView
  length = 0

  constructor(room = 4096) {
    this.bytes = Buffer.alloc(room)
    this.view = viewOf(this.bytes)
  }

  /** At least so many bytes can be put before the next call. */
  reserve(room: number): void {
    if (this.length + room <= this.bytes.length) return
    const larger = Buffer.alloc(Math.max(this.bytes.length * 2, this.length + room))
    this.bytes.copy(larger, 0, 0, this.length)
    this.bytes = larger
    this.view = viewOf(larger)
  }

  /** Takes the first `count` bytes away; what is left moves to the front. */
  take(count = this.length): Uint8Array {
    const taken = Uint8Array.prototype.slice.call(this.bytes, 0, count)
    this.bytes.copyWithin(0, count, this.length)
    this.length -= count
    return taken
  }

  byte(...values: readonly number[]): this {
    this.reserve(values.length)
    for (const value of values) this.bytes[this.length++] = value
    return this
  }

  int16(...values: readonly number[]): this {
    this.reserve(values.length * 2)
    for (const value of values) this.length = this.bytes.writeUInt16LE(value & 0xffff, this.length)
    return this
  }

  int32(...values: readonly number[]): this {
    this.reserve(values.length * 4)
    for (const value of values) this.length = this.bytes.writeInt32LE(value | 0, this.length)
    return this
  }

  int64(...values: readonly number[]): this {
    this.reserve(values.length * 8)
    for (const value of values) this.length = this.bytes.writeBigInt64LE(BigInt(value), this.length)
    return this
  }

  double(...values: readonly number[]): this {
    this.reserve(values.length * 8)
    for (const value of values) this.length = this.bytes.writeDoubleLE(value, this.length)
    return this
  }

  raw(bytes: Uint8Array): this {
    this.reserve(bytes.length)
    this.bytes.set(bytes, this.length)
    this.length += bytes.length
    return this
  }

  /** UTF-8, filled up to a width where one is given. A text that is longer is cut between characters. */
  text(value: string, width?: number, filler = 0x20): this {
    const bytes = Buffer.from(width === undefined ? value : cutText(value, width))
    const room = width ?? bytes.length
    this.reserve(room)
    bytes.copy(this.bytes, this.length)
    this.bytes.fill(filler, this.length + bytes.length, this.length + room)
    this.length += room
    return this
  }
}

/** The beginning of a text that takes no more than so many bytes of UTF-8, in whole characters. */
export function cutText(text: string, most: number): string {
  if (Buffer.byteLength(text) <= most) return text
  let cut = ''
  let bytes = 0
  for (const character of text) {
    bytes += Buffer.byteLength(character)
    if (bytes > most) break
    cut += character
  }
  return cut
}

function viewOf(bytes: Buffer): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
}
