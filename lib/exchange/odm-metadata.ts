import type { Column } from '@/lib/codebook/dataset'
import { MISSING_REASONS, type Bilingual, type Item, type Range } from '@/lib/codebook/item'
import { MISSING_LABELS } from './extract-notes'
import type { RecordForm, StudyForms } from './form-records'
import { element, toText } from './xml-text'

export const MISSING_LIST = 'CL.missing'

export const eventOid = (code: string) => `SE.${code}`
export const formOid = ({ id }: RecordForm) => `F.${id}`
export const groupOid = ({ id }: RecordForm) => `IG.${id}`
export const itemOid = (form: RecordForm, { variable }: Column) => `I.${form.id}.${variable.name}`
const listOid = (form: RecordForm, column: Column) => `CL.${form.id}.${column.variable.name}`
const unitOid = (unit: string) => `MU.${unit}`

/** Everything between <MetaDataVersion> and its end, a definition at a time. */
export function* writeMetadata(study: StudyForms): Generator<string> {
  const { events, forms } = study
  yield element(
    'Protocol',
    {},
    events.map(({ code }, index) =>
      element('StudyEventRef', { StudyEventOID: eventOid(code), OrderNumber: index + 1, Mandatory: 'No' }),
    ),
  )
  for (const { code, label, repeating, forms: asked } of events) {
    const refs = asked.map((id, index) =>
      element('FormRef', { FormOID: `F.${id}`, OrderNumber: index + 1, Mandatory: 'No' }),
    )
    const about = { OID: eventOid(code), Name: label.en, Repeating: yesNo(repeating), Type: 'Scheduled' }
    yield element('StudyEventDef', about, [describe(label), ...refs])
  }
  for (const form of forms) {
    const about = { OID: formOid(form), Name: form.label.en, Repeating: yesNo(form.byLevel) }
    const group = element('ItemGroupRef', { ItemGroupOID: groupOid(form), Mandatory: 'Yes' })
    yield element('FormDef', about, [describe(form.label), group])
  }
  for (const form of forms) {
    const refs = form.columns.map((column, index) =>
      element('ItemRef', {
        ItemOID: itemOid(form, column),
        OrderNumber: index + 1,
        Mandatory: yesNo(findItem(form, column)?.required === true),
        MethodOID: methodOf(form, column)?.oid,
      }),
    )
    yield element('ItemGroupDef', { OID: groupOid(form), Name: form.label.en, Repeating: 'No' }, refs)
  }
  for (const form of forms) for (const column of form.columns) yield writeItem(form, column)
  for (const form of forms) {
    for (const column of form.columns) {
      const { codes } = column.variable
      if (column.kind === 'code' && codes) yield writeCodes(form, column, codes)
    }
  }
  yield element(
    'CodeList',
    { OID: MISSING_LIST, Name: 'Reasons of missing values', DataType: 'text' },
    MISSING_REASONS.map((reason) => codeItem(reason, MISSING_LABELS[reason])),
  )
  for (const form of forms) {
    for (const column of form.columns) {
      const method = methodOf(form, column)
      if (method)
        yield element(
          'MethodDef',
          { OID: method.oid, Name: method.name, Type: 'Computation' },
          describe(method.text),
        )
    }
  }
}

/** Units of measurement, once each. */
export function writeUnits({ forms }: StudyForms): string {
  const units = new Set(
    forms.flatMap(({ columns }) => columns.flatMap(({ variable }) => variable.unit ?? [])),
  )
  return element(
    'BasicDefinitions',
    {},
    [...units].map((unit) =>
      element(
        'MeasurementUnit',
        { OID: unitOid(unit), Name: unit },
        element('Symbol', {}, element('TranslatedText', {}, toText(unit))),
      ),
    ),
  )
}

function writeItem(form: RecordForm, column: Column): string {
  const { variable } = column
  const item = findItem(form, column)
  return element('ItemDef', { OID: itemOid(form, column), Name: variable.name, ...typeOf(column) }, [
    describe(variable.label),
    element('Question', {}, translate(variable.label)),
    variable.unit === undefined
      ? ''
      : element('MeasurementUnitRef', { MeasurementUnitOID: unitOid(variable.unit) }),
    ...(item && 'hard' in item ? checkRange(item.hard, 'Hard') : []),
    ...(item && 'soft' in item ? checkRange(item.soft, 'Soft') : []),
    column.kind === 'code' ? element('CodeListRef', { CodeListOID: listOid(form, column) }) : '',
  ])
}

function typeOf(column: Column): { DataType: string; Length?: number } {
  if (column.kind === 'code') return { DataType: 'integer', Length: 8 }
  // Doubles in full: a float of so many digits would promise a rounding that did not take place.
  if (column.kind === 'number') return { DataType: 'double' }
  if (column.kind === 'date') return { DataType: column.values.every(isFull) ? 'date' : 'partialDate' }
  const longest = column.values.reduce((most, value) => Math.max(most, value?.length ?? 0), 1)
  return { DataType: 'text', Length: longest }
}

function isFull(value: string | null): boolean {
  return value === null || value.length === 10
}

function checkRange(range: Range | undefined, severity: 'Soft' | 'Hard'): string[] {
  const check = (comparator: string, value: number | undefined) =>
    value === undefined
      ? []
      : [
          element(
            'RangeCheck',
            { Comparator: comparator, SoftHard: severity },
            element('CheckValue', {}, String(value)),
          ),
        ]
  return [...check('GE', range?.min), ...check('LE', range?.max)]
}

function writeCodes(
  form: RecordForm,
  column: Column,
  codes: readonly { code: number; label: Bilingual }[],
): string {
  return element(
    'CodeList',
    { OID: listOid(form, column), Name: column.variable.name, DataType: 'integer' },
    codes.map(({ code, label }) => codeItem(String(code), label)),
  )
}

function codeItem(value: string, label: Bilingual): string {
  return element('CodeListItem', { CodedValue: value }, element('Decode', {}, translate(label)))
}

function methodOf(form: RecordForm, column: Column) {
  const item = findItem(form, column)
  if (item?.kind !== 'calculated') return null
  const { id, version, text, source } = item.formula
  return {
    oid: `MT.${form.id}.${column.variable.name}`,
    name: `${id}/${version}`,
    text: { zh: `${text.zh}（${source}）`, en: `${text.en} (${source})` },
  }
}

function findItem({ instrument }: RecordForm, { variable }: Column): Item | undefined {
  return instrument?.items.find(({ name }) => name === variable.origin?.item)
}

function describe(label: Bilingual): string {
  return element('Description', {}, translate(label))
}

function translate({ zh, en }: Bilingual): string {
  return (
    element('TranslatedText', { 'xml:lang': 'zh-CN' }, toText(zh)) +
    element('TranslatedText', { 'xml:lang': 'en' }, toText(en))
  )
}

function yesNo(is: boolean): 'Yes' | 'No' {
  return is ? 'Yes' : 'No'
}
