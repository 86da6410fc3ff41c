import { parseExpression } from '@/lib/codebook/expression'
import type { Bilingual, Code, Item, Range } from '@/lib/codebook/item'
import type { InstrumentJson } from '@/lib/codebook/json'
import { YES_NO } from '@/lib/codebook/yes-no'
import { writeRows } from './csv-write'
import {
  COLUMN_KEYS,
  HARD_TAG,
  NUMBER_DECIMALS,
  REDCAP_COLUMNS,
  TRUE_FALSE,
  type RedcapRow,
} from './redcap-columns'
import { writeLogic } from './redcap-logic-write'

export interface DictionaryOptions {
  /** REDCap has one language. */
  readonly language: keyof Bilingual
}

const EMPTY = Object.fromEntries(COLUMN_KEYS.map((key) => [key, ''])) as unknown as RedcapRow
const LONG_TEXT = 500

/**
 * Forms as REDCap's data dictionary, the record's id first, as REDCap wants it. What REDCap has no column for is not in it:
 * the second language, units (they stand in the note), usual ranges beside hard ones, partial dates. A form that was read
 * from a dictionary is read back as it was.
 */
export function* writeDictionary(
  forms: readonly InstrumentJson[],
  options: DictionaryOptions,
): Generator<string> {
  const first = forms[0]?.id ?? 'form'
  const record = {
    ...EMPTY,
    field_name: 'record_id',
    form_name: first,
    field_type: 'text',
    field_label: 'Record ID',
  }
  const rows = [record, ...forms.flatMap((form) => writeForm(form, options))]
  yield* writeRows(
    COLUMN_KEYS.map((key) => REDCAP_COLUMNS[key]),
    rows.map((row) => COLUMN_KEYS.map((key) => row[key])),
  )
}

function writeForm({ id, items }: InstrumentJson, { language }: DictionaryOptions): RedcapRow[] {
  return items.map((item, index) => {
    const heading = item.section?.[language] ?? ''
    const above = items[index - 1]?.section?.[language] ?? ''
    return {
      ...EMPTY,
      field_name: item.name,
      form_name: id,
      section_header: heading === above ? '' : heading,
      field_label: item.label[language],
      field_note: [item.help?.[language], item.unit && `(${item.unit})`].filter(Boolean).join(' '),
      identifier: item.identifying ? 'y' : '',
      required_field: item.required ? 'y' : '',
      branching_logic: item.showIf === undefined ? '' : writeLogic(parseExpression(item.showIf), items),
      ...writeKind(item, items, language),
    }
  })
}

function writeKind(item: Item, items: readonly Item[], language: keyof Bilingual): Partial<RedcapRow> {
  switch (item.kind) {
    case 'number':
    case 'integer':
      return { field_type: 'text', ...validation(writeNumber(item)), ...writeRange(item.soft, item.hard) }
    case 'choice':
    case 'multi':
      return writeChoice(item, language)
    case 'text':
      return { field_type: item.maxLength > LONG_TEXT ? 'notes' : 'text' }
    case 'date':
      return { field_type: 'text', ...validation('date_ymd') }
    case 'calculated':
      return item.expression === undefined
        ? // Computed by the registry itself: there it is a number that is typed.
          { field_type: 'text', ...validation('number'), field_note: item.formula.text[language] }
        : {
            field_type: 'calc',
            select_choices_or_calculations: writeLogic(parseExpression(item.expression), items),
          }
  }
}

function validation(name: string): Partial<RedcapRow> {
  return { text_validation_type_or_show_slider_number: name }
}

function writeNumber(item: Item & { kind: 'number' | 'integer' }): string {
  if (item.kind === 'integer' || item.decimals === 0) return 'integer'
  return item.decimals === NUMBER_DECIMALS || item.decimals > 4 ? 'number' : `number_${item.decimals}dp`
}

function writeRange(soft: Range | undefined, hard: Range | undefined): Partial<RedcapRow> {
  const range = soft ?? hard
  if (!range) return {}
  return {
    text_validation_min: range.min === undefined ? '' : String(range.min),
    text_validation_max: range.max === undefined ? '' : String(range.max),
    field_annotation: soft ? '' : HARD_TAG,
  }
}

function writeChoice(
  { kind, codes }: Item & { kind: 'choice' | 'multi' },
  language: keyof Bilingual,
): Partial<RedcapRow> {
  if (kind === 'choice' && isSame(codes, YES_NO)) return { field_type: 'yesno' }
  if (kind === 'choice' && isSame(codes, TRUE_FALSE)) return { field_type: 'truefalse' }
  return {
    field_type: kind === 'multi' ? 'checkbox' : 'radio',
    // A bar ends a choice in the file, so a label has none.
    select_choices_or_calculations: codes
      .map(({ code, label }) => `${code}, ${label[language].replaceAll('|', '/')}`)
      .join(' | '),
  }
}

function isSame(codes: readonly Code[], others: readonly Code[]): boolean {
  const keys = (list: readonly Code[]) => list.map(({ code, key }) => `${code}=${key}`).sort()
  return keys(codes).join() === keys(others).join()
}
