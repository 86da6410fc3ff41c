import { MISSING_REASONS } from '@/lib/codebook/item'
import type { ReadCell, ReadFile } from './labelled-file'

const SECTIONS = [
  ...[
    '<stata_dta>',
    '<map>',
    '<variable_types>',
    '<varnames>',
    '<sortlist>',
    '<formats>',
    '<value_label_names>',
  ],
  ...['<variable_labels>', '<characteristics>', '<data>', '<strls>', '<value_labels>', '</stata_dta>'],
]
const MISSING = { 65_530: 101, 65_529: 32_741, 65_528: 2_147_483_621 } as const

/** The least that reads a Stata file of format 118 as we write it; every place of the map must be right. */
export function readDta(file: Uint8Array): ReadFile & { readonly types: number[] } {
  const bytes = Buffer.from(file)
  const head = bytes.toString('latin1', 0, 400)
  const start = (mark: string) => head.indexOf(mark) + mark.length
  const count = bytes.readUInt16LE(start('<K>'))
  const rows = Number(bytes.readBigInt64LE(start('<N>')))
  const map = Array.from({ length: 14 }, (_, index) =>
    Number(bytes.readBigInt64LE(start('<map>') + index * 8)),
  )
  for (const [index, mark] of SECTIONS.entries()) {
    const place = map[index] ?? 0
    if (bytes.toString('latin1', place, place + mark.length) !== mark)
      throw new Error(`${mark} is not at ${place}`)
  }
  if (map[13] !== bytes.length) throw new Error('the end is elsewhere')
  const section = (name: string) => {
    const index = SECTIONS.indexOf(`<${name}>`)
    const end = (map[index + 1] ?? 0) - name.length - 3
    if (bytes.toString('latin1', end, map[index + 1]) !== `</${name}>`)
      throw new Error(`</${name}> is not at ${end}`)
    return bytes.subarray((map[index] ?? 0) + name.length + 2, end)
  }
  const fields = (name: string, width: number) => {
    const all = section(name)
    if (all.length !== width * count) throw new Error(`${name}: ${all.length} bytes`)
    return Array.from({ length: count }, (_, index) => cString(all, index * width, width))
  }
  const types = Array.from({ length: count }, (_, index) => section('variable_types').readUInt16LE(index * 2))
  const names = fields('varnames', 129)
  const formats = fields('formats', 57)
  const sets = fields('value_label_names', 129)
  const labels = fields('variable_labels', 321)
  const texts = readTexts(section('strls'))
  const tables = readTables(section('value_labels'))
  const data = section('data')
  const cells: ReadCell[][] = names.map(() => [])
  let at = 0
  for (let row = 0; row < rows; row += 1) {
    for (const [index, type] of types.entries()) {
      const cell = readCell(data, at, type, texts)
      const isDate = formats[index]?.startsWith('%td') && typeof cell === 'number'
      cells[index]?.push(isDate ? new Date((cell - 3653) * 86_400_000).toISOString().slice(0, 10) : cell)
      at += widthOf(type)
    }
  }
  if (at !== data.length) throw new Error(`${data.length - at} bytes of data are left`)
  const characteristics = readCharacteristics(section('characteristics'))
  const variables = names.map((short, index) => ({
    name: characteristics.get(`${short} name`) ?? short,
    label: labels[index] ?? '',
    labels: tables.get(sets[index] ?? '') ?? {},
    cells: cells[index] ?? [],
  }))
  const notes = [...characteristics].flatMap(([key, note]) => (/^_dta note[1-9]/.test(key) ? [note] : []))
  return { variables, notes, types }
}

function cString(bytes: Buffer, from: number, width: number): string {
  const field = bytes.subarray(from, from + width)
  const end = field.indexOf(0)
  return field.toString('utf8', 0, end === -1 ? width : end)
}

function widthOf(type: number): number {
  if (type <= 2045) return type
  return { 65_530: 1, 65_529: 2, 65_528: 4, 65_526: 8, 32_768: 8 }[type] ?? NaN
}

function readCell(data: Buffer, at: number, type: number, texts: ReadonlyMap<string, string>): ReadCell {
  if (type <= 2045) return cString(data, at, type) || null
  if (type === 32_768) return texts.get(`${data.readUInt16LE(at)} ${data.readUIntLE(at + 2, 6)}`) ?? null
  if (type === 65_526) {
    if (data.readUInt16LE(at + 6) === 0x7fe0) return reasonAt(data[at + 5] ?? 0)
    return data.readDoubleLE(at)
  }
  const value = data.readIntLE(at, widthOf(type))
  const none = MISSING[type as keyof typeof MISSING]
  return value >= none ? reasonAt(value - none) : value
}

function reasonAt(place: number): ReadCell {
  return place === 0 ? null : { missing: MISSING_REASONS[place - 1] ?? `no reason ${place}` }
}

function readTexts(bytes: Buffer): Map<string, string> {
  const texts = new Map<string, string>()
  for (let at = 0; at < bytes.length;) {
    if (bytes.toString('latin1', at, at + 3) !== 'GSO' || bytes[at + 15] !== 130)
      throw new Error('not a text')
    const key = `${bytes.readUInt32LE(at + 3)} ${bytes.readBigUInt64LE(at + 7)}`
    const length = bytes.readUInt32LE(at + 16)
    texts.set(key, bytes.toString('utf8', at + 20, at + 19 + length))
    at += 20 + length
  }
  return texts
}

function readTables(bytes: Buffer): Map<string, Record<string, string>> {
  const tables = new Map<string, Record<string, string>>()
  for (let at = 0; at < bytes.length;) {
    const length = bytes.readInt32LE(at + 5)
    const table = bytes.subarray(at + 9 + 132, at + 9 + 132 + length)
    const count = table.readInt32LE(0)
    const texts = table.subarray(8 + count * 8)
    if (texts.length !== table.readInt32LE(4)) throw new Error('a table of another length')
    const labels = Array.from({ length: count }, (_, index): [string, string] => {
      const value = table.readInt32LE(8 + count * 4 + index * 4)
      const reason = MISSING_REASONS[value - 2_147_483_622]
      return [reason ?? String(value), cString(texts, table.readInt32LE(8 + index * 4), texts.length)]
    })
    tables.set(cString(bytes, at + 9, 129), Object.fromEntries(labels))
    at += 9 + 132 + length + '</lbl>'.length
  }
  return tables
}

function readCharacteristics(bytes: Buffer): Map<string, string> {
  const found = new Map<string, string>()
  for (let at = 0; at < bytes.length;) {
    const length = bytes.readInt32LE(at + 4)
    const content = bytes.subarray(at + 8, at + 8 + length)
    found.set(
      `${cString(content, 0, 129)} ${cString(content, 129, 129)}`,
      cString(content, 258, length - 258),
    )
    at += 8 + length + '</ch>'.length
  }
  return found
}
