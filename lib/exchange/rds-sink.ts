import { ByteSink } from './byte-sink'

const TYPES = { factor: 13, number: 14, text: 16 } as const
const LIST = 19
const CHARACTERS = 9
const SYMBOL = 1
/** A pair of a list with a tag, which is what an attribute is. */
const TAGGED_PAIR = 0x402
const END_OF_PAIRS = 254
const IS_OBJECT = 0x100
const HAS_ATTRIBUTES = 0x200
const UTF8 = 8 << 12
const ASCII = 64 << 12
const NA_INTEGER = 0x80000000

/** R's serialisation, big-endian: who writes opens a vector, puts its values, then its attributes. */
export class RdsSink {
  private readonly sink = new ByteSink(131_072)

  get length(): number {
    return this.sink.length
  }

  take(): Uint8Array {
    return this.sink.take()
  }

  begin(): void {
    // XDR, version 2, written as by R 4.0.0, readable from R 2.3.0 on.
    this.sink.text('X\n')
    this.word(2).word(0x00040000).word(0x00020300)
  }

  openList(length: number, isObject: boolean): void {
    this.word(LIST | HAS_ATTRIBUTES | (isObject ? IS_OBJECT : 0)).word(length)
  }

  openVector(kind: keyof typeof TYPES, length: number, isObject: boolean): void {
    this.word(TYPES[kind] | HAS_ATTRIBUTES | (isObject ? IS_OBJECT : 0)).word(length)
  }

  text(value: string | null): this {
    if (value === null) return this.word(CHARACTERS).word(-1)
    const bytes = Buffer.from(value)
    this.word(CHARACTERS | (bytes.length === value.length ? ASCII : UTF8)).word(bytes.length)
    this.sink.raw(bytes)
    return this
  }

  /** NaN is R's missing value. */
  integer(value: number): this {
    return this.word(Number.isNaN(value) ? NA_INTEGER : value)
  }

  /** NaN is R's missing value, which is a NaN of its own: its low word is 1954. */
  double(value: number): this {
    this.sink.reserve(8)
    const { view, length } = this.sink
    if (Number.isNaN(value)) {
      view.setUint32(length, 0x7ff00000)
      view.setUint32(length + 4, 1954)
    } else view.setFloat64(length, value)
    this.sink.length += 8
    return this
  }

  attribute(name: string): this {
    this.word(TAGGED_PAIR).word(SYMBOL)
    return this.text(name)
  }

  texts(values: readonly string[]): this {
    this.word(TYPES.text).word(values.length)
    for (const value of values) this.text(value)
    return this
  }

  integers(values: readonly number[]): this {
    this.word(TYPES.factor).word(values.length)
    for (const value of values) this.integer(value)
    return this
  }

  closeAttributes(): void {
    this.word(END_OF_PAIRS)
  }

  private word(value: number): this {
    this.sink.reserve(4)
    this.sink.view.setInt32(this.sink.length, value)
    this.sink.length += 4
    return this
  }
}
