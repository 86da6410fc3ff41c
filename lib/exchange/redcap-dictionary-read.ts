/** REDCap's data dictionary, read into forms of the registry. */
import { checkExpression } from '@/lib/codebook/check-expression'
import { NAME_AT_MOST } from '@/lib/codebook/check-definition'
import { NAME, nameable, RESERVED } from '@/lib/codebook/check-instrument'
import type { Item } from '@/lib/codebook/item'
import type { InstrumentJson } from '@/lib/codebook/json'
import { printExpression } from '@/lib/codebook/print-expression'
import { Problem } from '@/lib/problem'
import type { CsvTable } from './csv-read'
import { COLUMN_KEYS, HARD_TAG, REDCAP_COLUMNS, type RedcapColumn, type RedcapRow } from './redcap-columns'
import { both, readField, stripMarkup, type Common, type Note } from './redcap-field-read'
import type { LogicField } from './redcap-logic-make'
import { readLogic } from './redcap-logic-read'
import { LogicError, type LogicFault } from './redcap-logic-tokens'

/** One thing of the dictionary that has no counterpart, or another one than it had. */
export interface DictionaryNote {
  /** In the file, the header being row 1. */
  readonly row: number
  /** As the header calls it. */
  readonly column: string
  readonly field: string
  /** Key of messages `redcap.*`. */
  readonly code: string
  readonly what: string
  /** Character from 1, where it is about a logic. */
  readonly at?: number
  readonly effect: 'left_out' | 'changed'
}

export interface ReadDictionary {
  readonly forms: readonly InstrumentJson[]
  readonly notes: readonly DictionaryNote[]
  /** Fields of the file, and how many of them became items. */
  readonly fields: number
  readonly items: number
}

interface Field {
  readonly form: string
  readonly row: number
  /** Undefined while it has not been reached, null when it was left out. */
  known?: LogicField | null
}

const ID_AT_MOST = 31
const SOURCE = 'REDCap data dictionary'

/**
 * Reads a dictionary of REDCap's eighteen columns (as its CSV or its API names them): a form for each form name, an item
 * for each field. What cannot be translated is noted with its row and column, and the rest goes in; without its logic a
 * field is always asked, without its formula a calculated one is left out.
 * @param taken ids that a form may not have
 * @throws Problem `invalid` (field `file`) where the columns are not those of a dictionary
 */
export function readDictionary(table: CsvTable, taken: readonly string[] = []): ReadDictionary {
  const rows = readRows(table)
  const notes: DictionaryNote[] = []
  const fields = new Map<string, Field>()
  const forms = new Map<string, { id: string; items: Item[]; section: string }>()
  for (const [index, row] of rows.entries()) {
    const number = index + 2
    const note: Note = (column, code, effect, what = '') =>
      notes.push({ row: number, column: REDCAP_COLUMNS[column], field: row.field_name, code, what, effect })
    const form = forms.get(row.form_name) ?? { id: nameForm(row, forms, taken, note), items: [], section: '' }
    forms.set(row.form_name, form)
    // A heading stands over all that follows it, even where its own field is left out.
    if (row.section_header !== '') form.section = stripMarkup(row.section_header)
    if (index === 0 && row.field_type === 'text') {
      note('field_name', 'record_id', 'left_out', row.field_name)
      continue
    }
    if (fields.has(row.field_name)) {
      note('field_name', 'field_twice', 'left_out', row.field_name)
      continue
    }
    const field: Field = { form: row.form_name, row: number }
    fields.set(row.field_name, field)
    field.known = addItem(row, form, { note, notes, number, fields, all: rows })
  }
  const made = [...forms].flatMap(([name, { id, items }]) =>
    items.length === 0 ? [] : [makeForm(name, id, items)],
  )
  const items = made.reduce((sum, form) => sum + form.items.length, 0)
  return { forms: made, notes, fields: rows.length, items }
}

function makeForm(name: string, id: string, items: readonly Item[]): InstrumentJson {
  const words = name.replaceAll('_', ' ').trim()
  const title = words.charAt(0).toUpperCase() + words.slice(1)
  return { id, version: 1, title: both(title), short: both(title), repeat: 'none', items, source: SOURCE }
}

function readRows({ header, rows }: CsvTable): RedcapRow[] {
  const plain = header.map((name) => name.trim().toLowerCase())
  const places = COLUMN_KEYS.map((key) => {
    const place = plain.indexOf(REDCAP_COLUMNS[key].toLowerCase())
    return [key, place >= 0 ? place : plain.indexOf(key)] as const
  })
  const missing = places.find(([key, place]) => place < 0 && NEEDED.includes(key))
  if (missing) {
    const params = { column: REDCAP_COLUMNS[missing[0]] }
    throw new Problem('invalid', { fields: [{ field: 'file', code: 'redcap_column', params }] })
  }
  return rows
    .map(
      (cells) =>
        Object.fromEntries(
          places.map(([key, place]) => [key, (cells[place] ?? '').trim()]),
        ) as unknown as RedcapRow,
    )
    .filter((row) => row.field_name !== '')
}

const NEEDED: readonly RedcapColumn[] = ['field_name', 'form_name', 'field_type', 'field_label']

/** Of what has no place here, what it was. */
const UNUSED: readonly RedcapColumn[] = ['custom_alignment', 'question_number', 'matrix_ranking']

interface Reading {
  readonly note: Note
  readonly notes: DictionaryNote[]
  readonly number: number
  readonly fields: ReadonlyMap<string, Field>
  readonly all: readonly RedcapRow[]
}

/** The field as what follows may name it; null where it was left out. */
function addItem(
  row: RedcapRow,
  form: { readonly items: Item[]; readonly section: string },
  reading: Reading,
): LogicField | null {
  const { note } = reading
  const { items } = form
  const name = nameItem(row, items, note)
  const label = stripMarkup(row.field_label)
  if (label === '') note('field_label', 'no_label', 'changed', row.field_name)
  const help = stripMarkup(row.field_note)
  const common: Common = {
    name,
    label: both(label || row.field_name),
    ...(help === '' ? {} : { help: both(help) }),
    ...(form.section === '' ? {} : { section: both(form.section) }),
    ...(isYes(row.required_field) ? { required: true } : {}),
    ...(isYes(row.identifier) ? { identifying: true } : {}),
  }
  const read = readField(row, common, note)
  if (!read) return null
  noteUnused(row, reading)
  const showIf = translate(row.branching_logic, 'branching_logic', 'truth', row, items, reading)
  const item = showIf === null ? read.item : { ...read.item, showIf }
  if (read.calculation === null || item.kind !== 'calculated') items.push(item)
  else {
    const column = 'select_choices_or_calculations'
    const expression = translate(read.calculation, column, 'number', row, items, reading)
    if (expression === null) {
      if (read.calculation === '') note(column, 'no_calculation', 'left_out')
      return null
    }
    items.push({ ...item, expression })
  }
  return { name, kind: kindOf(item), codes: read.codes }
}

function kindOf({ kind }: Item): LogicField['kind'] {
  return kind === 'integer' || kind === 'calculated' ? 'number' : kind
}

function isYes(cell: string): boolean {
  return ['y', 'yes', '1', 'true'].includes(cell.toLowerCase())
}

function noteUnused(row: RedcapRow, { note, all, number }: Reading): void {
  for (const column of UNUSED) if (row[column] !== '') note(column, 'not_used', 'left_out', row[column])
  const annotation = row.field_annotation.replaceAll(HARD_TAG, '').trim()
  if (annotation !== '') note('field_annotation', 'annotation', 'left_out', annotation)
  const group = row.matrix_group_name
  // Said once a group: its questions become one after the other.
  if (group !== '' && all.findIndex((one) => one.matrix_group_name === group) === number - 2)
    note('matrix_group_name', 'matrix', 'changed', group)
}

/** The expression, or null where there is none or where it cannot be translated, which is noted. */
function translate(
  source: string,
  column: 'branching_logic' | 'select_choices_or_calculations',
  wanted: 'truth' | 'number',
  row: RedcapRow,
  earlier: readonly Item[],
  { notes, number, fields, all }: Reading,
): string | null {
  if (source === '') return null
  try {
    const find = (name: string, at: number) => findField(name, at, row.form_name, fields, all)
    const expression = readLogic(source, find, wanted)
    const fault = checkExpression(expression, nameable(earlier), wanted)[0]
    if (fault) throw new LogicError('logic_type', fault.at, fault.what)
    const text = printExpression(expression)
    if (text.length > 2000) throw new LogicError('too_long', 0, '')
    return text
  } catch (error) {
    if (!(error instanceof LogicError)) throw error
    const effect = wanted === 'truth' ? 'changed' : 'left_out'
    const { fault: code, at, what } = error
    notes.push({
      row: number,
      column: REDCAP_COLUMNS[column],
      field: row.field_name,
      code,
      what,
      at: at + 1,
      effect,
    })
    return null
  }
}

function findField(
  name: string,
  at: number,
  form: string,
  fields: ReadonlyMap<string, Field>,
  all: readonly RedcapRow[],
): LogicField {
  const field = fields.get(name)
  const fail = (fault: LogicFault) => new LogicError(fault, at, name)
  if (field?.known && field.form === form) return field.known
  if (field && field.form !== form) throw fail('other_form')
  if (field?.known === null) throw fail('left_out_field')
  const later = all.find((row) => row.field_name === name)
  if (!later) throw fail('unknown_field')
  throw fail(later.form_name === form ? 'later_field' : 'other_form')
}

function nameItem(row: RedcapRow, items: readonly Item[], note: Note): string {
  const name = fitName(row.field_name, NAME_AT_MOST, (one) => items.some((item) => item.name === one))
  if (name !== row.field_name) note('field_name', 'renamed', 'changed', name)
  return name
}

function nameForm(
  row: RedcapRow,
  forms: ReadonlyMap<string, { readonly id: string }>,
  taken: readonly string[],
  note: Note,
): string {
  const others = [...taken, ...[...forms.values()].map(({ id }) => id)]
  const id = fitName(row.form_name || 'form', ID_AT_MOST, (one) => others.includes(one))
  if (id !== row.form_name) note('form_name', 'renamed', 'changed', id)
  return id
}

/** The name itself where it fits; else the nearest that does: short, one underscore at a time, no word of the language. */
function fitName(raw: string, most: number, isTaken: (name: string) => boolean): string {
  const plain = raw
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^_+|_+$/g, '')
  const begun = /^[a-z]/.test(plain) ? plain : `f_${plain}`.replace(/_+$/, '')
  const stem = begun.slice(0, most).replace(/_+$/, '')
  const fits = (name: string) => NAME.test(name) && !RESERVED.includes(name) && !isTaken(name)
  if (fits(stem)) return stem
  for (let number = 2; ; number += 1) {
    const name = `${stem.slice(0, most - 4).replace(/_+$/, '')}_${number}`
    if (fits(name)) return name
  }
}
