import { MISSING_CODES } from '@/lib/codebook/item'
import { ByteSink, cutText } from './byte-sink'
import { labelsOf, type LabelledOptions, type ValueLabel } from './labelled'
import { ELEMENT, elementsOf, type SavVariable } from './sav-layout'

/** Added to a small whole number to make the byte it leaves as. */
export const BIAS = 100
/** PSPP Developers Guide, "Machine Floating-Point Info Record": the largest negative number is no number. */
export const SYSTEM_MISSING = -Number.MAX_VALUE
const LOWEST = -1.797_693_134_862_315_5e308

const FORMAT = { text: 1, number: 5, date: 39 } as const
const MEASURE = { nominal: 1, ordinal: 2, scale: 3 } as const

const LONGEST_LABEL = 255
const LONGEST_VALUE_LABEL = 120
const NOTE_LINE = 80
const MONTHS = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ')

/**
 * Everything before the cases. Source of each record: PSPP Developers Guide, "System File Format"; the widest labels
 * (255 and 120 bytes) are SPSS's.
 */
export function writeDictionary(
  variables: readonly SavVariable[],
  cases: number,
  options: LabelledOptions,
): Uint8Array {
  const sink = new ByteSink(65_536)
  writeHeader(sink, variables, cases, options)
  for (const variable of variables) writeVariable(sink, variable)
  writeValueLabels(sink, variables)
  writeNotes(sink, options.notes ?? [])
  writeExtension(sink, 3, 4, (out) => out.int32(1, 0, 0, -1, 1, 1, 2, 65_001))
  writeExtension(sink, 4, 8, (out) => out.double(SYSTEM_MISSING, Number.MAX_VALUE, LOWEST))
  writeExtension(sink, 11, 4, (out) => {
    for (const variable of variables) writeDisplay(out, variable)
  })
  writeExtension(sink, 13, 1, (out) =>
    out.text(variables.map(({ segments, name }) => `${segments[0]?.short}=${name}`).join('\t')),
  )
  const long = variables.filter(({ segments }) => segments.length > 1)
  if (long.length > 0) {
    writeExtension(sink, 14, 1, (out) => {
      for (const { segments, width } of long) {
        out.text(`${segments[0]?.short}=${String(width).padStart(5, '0')}`).byte(0, 9)
      }
    })
  }
  writeExtension(sink, 16, 8, (out) => out.int64(1, cases))
  writeExtension(sink, 20, 1, (out) => out.text('UTF-8'))
  sink.int32(999, 0)
  return sink.take()
}

function writeHeader(
  sink: ByteSink,
  variables: readonly SavVariable[],
  cases: number,
  { now, title = '' }: LabelledOptions,
): void {
  const two = (part: number) => String(part % 100).padStart(2, '0')
  const elements = variables.reduce((sum, variable) => sum + variable.elements, 0)
  const compressed = 1
  const unweighted = 0
  sink
    .text('$FL2')
    .text('@(#) SPSS DATA FILE Suivi', 60)
    .int32(2, elements, compressed, unweighted, cases)
    .double(BIAS)
    .text(`${two(now.getUTCDate())} ${MONTHS[now.getUTCMonth()]} ${two(now.getUTCFullYear())}`, 9)
    .text([now.getUTCHours(), now.getUTCMinutes(), now.getUTCSeconds()].map(two).join(':'), 8)
    .text(title, 64)
    .byte(0, 0, 0)
}

function writeVariable(sink: ByteSink, { variable, segments }: SavVariable): void {
  for (const [place, { short, width }] of segments.entries()) {
    const label = place === 0 ? cutText(variable.label, LONGEST_LABEL) : ''
    const missing = variable.kind !== 'text' && variable.declared.length > 0
    const format = printFormat(variable, width)
    // −2: any number between the two that follow.
    sink.int32(2, width, label === '' ? 0 : 1, missing ? -2 : 0, format, format).text(short, 8)
    if (label !== '') {
      const bytes = Buffer.byteLength(label)
      sink.int32(bytes).text(label, Math.ceil(bytes / 4) * 4)
    }
    if (missing) sink.double(MISSING_CODES.not_applicable, MISSING_CODES.not_done)
    for (let rest = elementsOf(width); rest > 1; rest -= 1) sink.int32(2, -1, 0, 0, 0, 0).text('', 8)
  }
}

function printFormat(variable: SavVariable['variable'], width: number): number {
  if (variable.kind === 'text') return (FORMAT.text << 16) | (width << 8)
  if (variable.kind === 'date') return (FORMAT.date << 16) | (10 << 8)
  const decimals = Math.min(16, variable.decimals)
  return (FORMAT.number << 16) | (Math.max(8, decimals + 6) << 8) | decimals
}

/** Variables with the same labels share a record. */
function writeValueLabels(sink: ByteSink, variables: readonly SavVariable[]): void {
  const sets = new Map<string, { labels: ValueLabel[]; places: number[] }>()
  for (const { variable, first } of variables) {
    if (variable.kind === 'text') continue
    const labels = labelsOf(variable)
    if (labels.length === 0) continue
    const key = JSON.stringify(labels)
    const set = sets.get(key) ?? { labels, places: [] }
    set.places.push(first + 1)
    sets.set(key, set)
  }
  for (const { labels, places } of sets.values()) {
    sink.int32(3, labels.length)
    for (const { value, label } of labels) {
      const cut = cutText(label, LONGEST_VALUE_LABEL)
      const bytes = Buffer.byteLength(cut)
      sink.double(value).byte(bytes)
      sink.text(cut, Math.ceil((bytes + 1) / ELEMENT) * ELEMENT - 1)
    }
    sink.int32(4, places.length, ...places)
  }
}

function writeNotes(sink: ByteSink, notes: readonly string[]): void {
  const lines = notes.flatMap(wrapNote)
  if (lines.length === 0) return
  sink.int32(6, lines.length)
  for (const line of lines) sink.text(line, NOTE_LINE)
}

function wrapNote(note: string): string[] {
  const lines: string[] = []
  for (let rest = note; rest !== '';) {
    const line = cutText(rest, NOTE_LINE)
    lines.push(line)
    rest = rest.slice(line.length)
  }
  return lines
}

function writeDisplay(sink: ByteSink, { variable, segments }: SavVariable): void {
  const text = variable.kind === 'text'
  for (const [place, { width }] of segments.entries()) {
    const shown = place > 0 ? 0 : text ? Math.min(40, width) : 10
    sink.int32(MEASURE[variable.measure], shown, text ? 0 : 1)
  }
}

function writeExtension(sink: ByteSink, kind: number, size: number, write: (out: ByteSink) => unknown): void {
  const content = new ByteSink()
  write(content)
  sink.int32(7, kind, size, content.length / size).raw(content.take())
}
