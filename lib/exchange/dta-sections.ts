import { MISSING_CODES, MISSING_REASONS } from '@/lib/codebook/item'
import { ByteSink, cutText } from './byte-sink'
import { NUMBER_TYPES, type DtaVariable } from './dta-layout'
import type { LabelledOptions, ValueLabel } from './labelled'

/** Fields of fixed width hold UTF-8 and a zero: 32 characters of a name take 129 bytes, 80 of a label 321. */
const NAME = 129
const LABEL = 321
const FORMAT = 57
const LONGEST_LABEL = 80
const LONGEST_VALUE_LABEL = 32_000
const LONGEST_NOTE = 67_783
const MONTHS = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ')

export function writeHeader(
  variables: number,
  rows: number,
  { now, title = '' }: LabelledOptions,
): Uint8Array {
  const two = (part: number) => String(part).padStart(2, '0')
  const time = `${two(now.getUTCHours())}:${two(now.getUTCMinutes())}`
  const day = `${two(now.getUTCDate())} ${MONTHS[now.getUTCMonth()]} ${now.getUTCFullYear()}`
  const label = cutCharacters(title, LONGEST_LABEL)
  return new ByteSink()
    .text('<stata_dta><header><release>118</release><byteorder>LSF</byteorder><K>')
    .int16(variables)
    .text('</K><N>')
    .int64(rows)
    .text('</N><label>')
    .int16(Buffer.byteLength(label))
    .text(label)
    .text('</label><timestamp>')
    .byte(17)
    .text(`${day} ${time}`, 17)
    .text('</timestamp></header>')
    .take()
}

/** What describes the variables, a section each, in the order of the map. */
export function writeDescriptions(
  variables: readonly DtaVariable[],
  notes: readonly string[],
): [name: string, bytes: Uint8Array][] {
  const fields = (width: number, read: (variable: DtaVariable) => string) => {
    const sink = new ByteSink()
    for (const variable of variables) sink.text(read(variable), width, 0)
    return sink.take()
  }
  const types = new ByteSink().int16(...variables.map(({ type }) => type)).take()
  const unsorted = new Uint8Array(2 * (variables.length + 1))
  return [
    ['variable_types', types],
    ['varnames', fields(NAME, ({ name }) => name)],
    ['sortlist', unsorted],
    ['formats', fields(FORMAT, ({ format }) => format)],
    ['value_label_names', fields(NAME, ({ labels }) => labels)],
    ['variable_labels', fields(LABEL, ({ variable }) => cutCharacters(variable.label, LONGEST_LABEL))],
    ['characteristics', writeCharacteristics(variables, notes)],
  ]
}

/** Notes of the file, and the whole name and label of a variable where Stata's are shorter. */
function writeCharacteristics(variables: readonly DtaVariable[], notes: readonly string[]): Uint8Array {
  const sink = new ByteSink()
  const put = (of: string, name: string, text: string) => {
    const content = cutText(text, LONGEST_NOTE)
    const bytes = Buffer.byteLength(content) + 1
    sink.text('<ch>').int32(2 * NAME + bytes)
    sink.text(of, NAME, 0).text(name, NAME, 0).text(content).byte(0).text('</ch>')
  }
  if (notes.length > 0) put('_dta', 'note0', String(notes.length))
  for (const [index, note] of notes.entries()) put('_dta', `note${index + 1}`, note)
  for (const { name, variable } of variables) {
    if (name !== variable.name) put(name, 'name', variable.name)
    if (cutCharacters(variable.label, LONGEST_LABEL) !== variable.label) put(name, 'label', variable.label)
  }
  return sink.take()
}

/** The sets of labels; a reason labels the missing value it leaves as: .a, .b, .c, .d. */
export function writeValueLabels(variables: readonly DtaVariable[]): Uint8Array {
  const sink = new ByteSink()
  const written = new Set([''])
  for (const { labels: name, variable } of variables) {
    if (written.has(name) || variable.kind === 'text') continue
    written.add(name)
    const { codes, declared } = variable
    const missing = declared.map(({ value, label }) => ({ value: missingValueOf(value), label }))
    const table = writeTable([...codes, ...missing].sort((a, b) => a.value - b.value))
    sink.text('<lbl>').int32(table.length).text(name, NAME, 0).byte(0, 0, 0).raw(table).text('</lbl>')
  }
  return sink.take()
}

function writeTable(labels: readonly ValueLabel[]): Uint8Array {
  const texts = new ByteSink()
  const places = labels.map(({ label }) => {
    const place = texts.length
    texts.text(cutText(label, LONGEST_VALUE_LABEL)).byte(0)
    return place
  })
  return new ByteSink()
    .int32(labels.length, texts.length, ...places, ...labels.map(({ value }) => value))
    .raw(texts.take())
    .take()
}

const REASON_CODES = MISSING_REASONS.map((reason) => MISSING_CODES[reason])

function missingValueOf(code: number): number {
  return NUMBER_TYPES.long.missing + 1 + REASON_CODES.indexOf(code)
}

function cutCharacters(text: string, most: number): string {
  return [...text].slice(0, most).join('')
}
