/** One row of a REDCap dictionary as an item, apart from its logic. */
import type { Bilingual, Code, Item } from '@/lib/codebook/item'
import { YES_NO } from '@/lib/codebook/yes-no'
import { HARD_TAG, NUMBER_DECIMALS, TRUE_FALSE, type RedcapColumn, type RedcapRow } from './redcap-columns'

/** What of a row is not taken over as it stands, and why (key of messages `redcap.*`). */
export type Note = (column: RedcapColumn, code: string, effect: 'left_out' | 'changed', what?: string) => void

/** What every item of a row has. */
export type Common = Pick<Item, 'name' | 'label'> &
  Partial<Pick<Item, 'help' | 'section' | 'required' | 'identifying'>>

export interface ReadField {
  readonly item: Item
  /** Codes as REDCap writes them. */
  readonly codes: ReadonlyMap<string, number>
  /** The calculation of a calculated field, still in REDCap's language. */
  readonly calculation: string | null
}

const TEXT_LENGTH = 500
const NOTES_LENGTH = 5000
const NO_CODES: ReadonlyMap<string, number> = new Map()

/** Null where the field's type has no counterpart; why is noted. */
export function readField(row: RedcapRow, common: Common, note: Note): ReadField | null {
  const plain = (item: Item): ReadField => ({ item, codes: NO_CODES, calculation: null })
  switch (row.field_type) {
    case 'text':
      return plain(readText(row, common, note))
    case 'notes':
      return plain(textItem(common, NOTES_LENGTH))
    case 'radio':
    case 'dropdown':
    case 'checkbox':
      return readChoice(row, common, note)
    case 'yesno':
      return fixedChoice(common, YES_NO)
    case 'truefalse':
      return fixedChoice(common, TRUE_FALSE)
    case 'slider':
      return plain(readSlider(row, common))
    case 'calc':
      return { ...plain(calculatedItem(common)), calculation: row.select_choices_or_calculations }
    default:
      note('field_type', 'type_unknown', 'left_out', row.field_type)
      return null
  }
}

/** Free text may name somebody: it is identifying whatever the dictionary says. */
function textItem(common: Common, maxLength: number): Item {
  return { kind: 'text', measure: 'nominal', ...common, identifying: true, maxLength }
}

function readText(row: RedcapRow, common: Common, note: Note): Item {
  const validation = row.text_validation_type_or_show_slider_number
  if (validation === '') return textItem(common, TEXT_LENGTH)
  if (validation === 'integer')
    return { kind: 'integer', measure: 'scale', ...common, ...readRange(row, note) }
  if (/^number(_[1-4]dp)?(_comma_decimal)?$/.test(validation)) {
    const decimals = Number(/_(\d)dp/.exec(validation)?.[1] ?? NUMBER_DECIMALS)
    return { kind: 'number', measure: 'scale', ...common, decimals, ...readRange(row, note) }
  }
  if (/^date_(ymd|mdy|dmy)$/.test(validation)) {
    for (const column of ['text_validation_min', 'text_validation_max'] as const)
      if (row[column] !== '') note(column, 'date_range', 'left_out', row[column])
    return { kind: 'date', measure: 'scale', ...common }
  }
  note('text_validation_type_or_show_slider_number', 'validation_unknown', 'changed', validation)
  return textItem(common, TEXT_LENGTH)
}

/** REDCap warns outside min and max and takes the value; so does a soft range. */
function readRange(row: RedcapRow, note: Note): Partial<Pick<Item & { kind: 'integer' }, 'hard' | 'soft'>> {
  const read = (column: 'text_validation_min' | 'text_validation_max') => {
    const text = row[column].replace(',', '.')
    if (text === '') return undefined
    if (/^-?\d+(\.\d+)?$/.test(text)) return Number(text)
    note(column, 'range_unknown', 'left_out', text)
    return undefined
  }
  const [min, max] = [read('text_validation_min'), read('text_validation_max')]
  if (min === undefined && max === undefined) return {}
  const range = { ...(min === undefined ? {} : { min }), ...(max === undefined ? {} : { max }) }
  return row.field_annotation.includes(HARD_TAG) ? { hard: range } : { soft: range }
}

function fixedChoice(common: Common, codes: readonly Code[]): ReadField {
  return {
    item: { kind: 'choice', measure: 'nominal', ...common, codes },
    codes: new Map(codes.map(({ code }) => [String(code), code])),
    calculation: null,
  }
}

function readChoice(row: RedcapRow, common: Common, note: Note): ReadField | null {
  const column = 'select_choices_or_calculations'
  const listed = row[column]
    .split('|')
    .map((one) => one.trim())
    .filter((one) => one !== '')
    .map((one) => {
      const [, raw = one, label = ''] = /^([^,]*),?(.*)$/s.exec(one) ?? []
      return { raw: raw.trim(), label: stripMarkup(label) || raw.trim() }
    })
  const seen = listed.filter(({ raw }, index) => listed.findIndex((one) => one.raw === raw) === index)
  if (seen.length === 0) {
    note(column, 'no_choices', 'left_out')
    return null
  }
  if (seen.length < listed.length) note(column, 'choice_twice', 'changed')
  // Codes here are whole numbers from 0; letters and signs get new ones.
  const fits = seen.every(({ raw }) => /^(0|[1-9]\d{0,8})$/.test(raw))
  if (!fits)
    note(column, 'recoded', 'changed', seen.map(({ raw }, index) => `${raw} → ${index + 1}`).join(', '))
  const codes = seen.map(({ raw, label }, index): Code => {
    const code = fits ? Number(raw) : index + 1
    return { code, key: String(code), label: both(label) }
  })
  return {
    item: { kind: row.field_type === 'checkbox' ? 'multi' : 'choice', measure: 'nominal', ...common, codes },
    codes: new Map(seen.map(({ raw }, index) => [raw, codes[index]?.code ?? 0])),
    calculation: null,
  }
}

/** A slider cannot leave 0 to 100; what stands at its ends is told beside the box. */
function readSlider(row: RedcapRow, common: Common): Item {
  const ends = row.select_choices_or_calculations
    .split('|')
    .map((one) => stripMarkup(one))
    .filter((one) => one !== '')
  const places = ends.length === 2 ? [0, 100] : [0, 50, 100]
  const told = ends.map((end, index) => `${places[index] ?? ''} = ${end}`).join('; ')
  const help = [common.help?.en, told].filter(Boolean).join(' · ')
  const hard = { min: 0, max: 100 }
  return { kind: 'integer', measure: 'scale', ...common, ...(help ? { help: both(help) } : {}), hard }
}

function calculatedItem(common: Common): Item {
  const { required: _required, ...rest } = common
  const formula = { id: '', version: 1, text: both(''), source: '' }
  return { kind: 'calculated', measure: 'scale', ...rest, formula, decimals: NUMBER_DECIMALS }
}

/** REDCap has one language: both of ours say the same until somebody translates. */
export function both(text: string): Bilingual {
  return { zh: text, en: text }
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&nbsp;': ' ',
  '&amp;': '&',
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&#39;': "'",
}

/** Labels of REDCap may hold HTML; here they are plain text. */
export function stripMarkup(text: string): string {
  return text
    .replace(/<\/?[a-zA-Z][^<>]*>/g, ' ')
    .replace(/&(?:nbsp|amp|lt|gt|quot|#39);/g, (entity) => ENTITIES[entity] ?? entity)
    .replace(/\s+/g, ' ')
    .trim()
}
