import { MISSING_CODES, MISSING_REASONS } from '@/lib/codebook/item'
import type { ReadCell, ReadFile, ReadVariable } from './labelled-file'

interface Slot {
  readonly short: string
  readonly width: number
  readonly label: string
  readonly range: readonly number[]
  readonly format: number
  readonly labels: Map<number, string>
}

const DAY = 86_400
const EPOCH = 141_428

/** The least that reads an SPSS file, of ours or of PSPP's: little-endian, UTF-8, with or without compression. */
export function readSav(file: Uint8Array): ReadFile & { readonly formats: number[]; readonly cases: number } {
  const bytes = Buffer.from(file)
  const text = (from: number, to: number) => bytes.toString('utf8', from, to)
  let at = 176
  const int = () => bytes.readInt32LE((at += 4) - 4)
  const double = () => bytes.readDoubleLE((at += 8) - 8)
  const slots: (Slot | null)[] = []
  const extensions = new Map<number, Buffer>()
  const notes: string[] = []
  for (let kind = int(); kind !== 999; kind = int()) {
    if (kind === 2) slots.push(readSlot())
    else if (kind === 3) readLabels()
    else if (kind === 6) {
      for (let lines = int(); lines > 0; lines -= 1) notes.push(text(at, (at += 80)).trimEnd())
    } else if (kind === 7) {
      const [name, size, count] = [int(), int(), int()]
      extensions.set(name, bytes.subarray(at, (at += size * count)))
    } else throw new Error(`record ${kind} at ${at}`)
  }
  at += 4

  function readSlot(): Slot | null {
    const [width, labelled, missing, format] = [int(), int(), int(), int()]
    at += 4
    const short = text(at, (at += 8)).trimEnd()
    let label = ''
    if (labelled) {
      const length = int()
      label = text(at, at + length)
      at += Math.ceil(length / 4) * 4
    }
    const range = Array.from({ length: Math.abs(missing) }, double)
    if (range.length > 0 && missing !== -2) throw new Error('not a range')
    return width === -1 ? null : { short, width, label, range, format, labels: new Map() }
  }

  function readLabels(): void {
    const labels = Array.from({ length: int() }, () => {
      const value = double()
      const length = bytes[at] ?? 0
      const label = text(at + 1, at + 1 + length)
      at += Math.ceil((length + 1) / 8) * 8
      return [value, label] as const
    })
    if (int() !== 4) throw new Error('labels of nothing')
    for (let count = int(); count > 0; count -= 1) {
      const slot = slots[int() - 1]
      for (const [value, label] of labels) slot?.labels.set(value, label)
    }
  }

  const tuples = (kind: number, mark: string) =>
    new Map(
      (extensions.get(kind)?.toString('utf8') ?? '')
        .split(mark)
        .filter(Boolean)
        .map((pair) => pair.split('=') as [string, string]),
    )
  const names = tuples(13, '\t')
  const widths = tuples(14, '\0\t')
  // PSPP tells the number of cases in the header alone.
  const cases = Number(extensions.get(16)?.readBigInt64LE(8) ?? bytes.readInt32LE(80))
  if (extensions.get(20)?.toString() !== 'UTF-8') throw new Error('not UTF-8')

  const elements = readElements(bytes, at, slots.length * cases)
  const variables: ReadVariable[] = []
  const formats: number[] = []
  for (let first = 0; first < slots.length; first += 1) {
    const slot = slots[first]
    if (!slot) continue
    const { short, label, format, labels } = slot
    const width = Number(widths.get(short) ?? slot.width)
    const segments = width > 255 ? Math.ceil(width / 252) : 1
    const count =
      width > 255
        ? (segments - 1) * 32 + Math.ceil((width - (segments - 1) * 252) / 8)
        : Math.ceil(width / 8) || 1
    const cells = Array.from({ length: cases }, (_, row) => {
      const place = row * slots.length + first
      return width === 0
        ? readNumber(elements[place] ?? Buffer.alloc(8), slot)
        : readText(elements.slice(place, place + count), width)
    })
    variables.push({ name: names.get(short) ?? short, label, labels: nameLabels(labels, slot.range), cells })
    formats.push(format)
    if (segments > 1) first = slots.findIndex((_, index) => index >= first + count) - 1
    if (first < 0) break
  }
  return { variables, formats, cases, notes }
}

function readElements(bytes: Buffer, start: number, count: number): Buffer[] {
  if (bytes.readInt32LE(72) === 0) {
    return Array.from({ length: count }, (_, index) =>
      bytes.subarray(start + index * 8, start + index * 8 + 8),
    )
  }
  const elements: Buffer[] = []
  let at = start
  while (elements.length < count) {
    const commands = bytes.subarray(at, (at += 8))
    for (const command of commands) {
      const element = Buffer.alloc(8, ' ')
      if (command === 0 || elements.length === count) continue
      if (command === 252) throw new Error('cases are missing')
      if (command === 253) bytes.copy(element, 0, at, (at += 8))
      else if (command === 255) element.writeDoubleLE(-Number.MAX_VALUE)
      else if (command !== 254) element.writeDoubleLE(command - bytes.readDoubleLE(84))
      elements.push(element)
    }
  }
  return elements
}

function readNumber(element: Buffer, { range, format }: Slot): ReadCell {
  const value = element.readDoubleLE()
  if (value === -Number.MAX_VALUE) return null
  const [low = NaN, high = NaN] = range
  if (value >= low && value <= high) return { missing: reasonOf(value) }
  const isDate = format >> 16 === 39
  return isDate ? new Date((value - EPOCH * DAY) * 1000).toISOString().slice(0, 10) : value
}

function readText(elements: readonly Buffer[], width: number): ReadCell {
  const bytes = Buffer.concat(elements)
  const parts = []
  for (let at = 0; at < bytes.length; at += 256)
    parts.push(bytes.subarray(at, at + (width > 255 ? 255 : 256)))
  const whole = Buffer.concat(parts).subarray(0, width).toString('utf8').replace(/ +$/, '')
  return whole === '' ? null : whole
}

function nameLabels(labels: Map<number, string>, range: readonly number[]): Record<string, string> {
  const [low = NaN, high = NaN] = range
  return Object.fromEntries(
    [...labels].map(([value, label]) => [
      value >= low && value <= high ? reasonOf(value) : String(value),
      label,
    ]),
  )
}

function reasonOf(code: number): string {
  return MISSING_REASONS.find((reason) => MISSING_CODES[reason] === code) ?? `no reason ${code}`
}
