import type { FieldIssue } from '@/lib/problem'
import { checkExpression } from './check-expression'
import { nameable, NAME, RESERVED } from './check-instrument'
import { ExpressionError, parseExpression } from './expression'
import type { Bilingual, Code, Item, Range } from './item'
import type { InstrumentJson } from './json'

/** With `_visit_level` still to come; SPSS and Stata cut at 64 and 32 bytes. */
export const NAME_AT_MOST = 24
const ID_AT_MOST = 31

/**
 * Everything that keeps a form of one's own from being published, each at its field (`items.3.showIf`); [] = sound.
 * @param taken ids that another form has
 */
export function checkDefinition(definition: InstrumentJson, taken: readonly string[] = []): FieldIssue[] {
  const { id, items } = definition
  return [
    ...(id.trim() === '' ? [issue('id', 'required')] : []),
    ...(id !== '' && (!NAME.test(id) || id.length > ID_AT_MOST)
      ? [issue('id', 'form_name', { max: ID_AT_MOST })]
      : []),
    ...(taken.includes(id) ? [issue('id', 'taken')] : []),
    ...checkText('title', definition.title),
    ...checkText('short', definition.short),
    ...(definition.source.trim() === '' ? [issue('source', 'required')] : []),
    ...(items.length === 0 ? [issue('items', 'form_empty')] : []),
    ...items.flatMap((item, index) => checkItem(item, `items.${index}`, items.slice(0, index))),
  ]
}

function checkItem(item: Item, field: string, earlier: readonly Item[]): FieldIssue[] {
  return [
    ...checkName(item, `${field}.name`, earlier),
    ...checkText(`${field}.label`, item.label),
    ...checkHalf(`${field}.section`, item.section),
    ...checkHalf(`${field}.help`, item.help),
    ...checkKind(item, field),
    ...checkSource(`${field}.showIf`, item.showIf, earlier, 'truth'),
    ...(item.kind === 'calculated' ? checkCalculated(item, field, earlier) : []),
  ]
}

function checkName(item: Item, field: string, earlier: readonly Item[]): FieldIssue[] {
  const { name } = item
  if (name === '') return [issue(field, 'required')]
  if (!NAME.test(name) || name.length > NAME_AT_MOST)
    return [issue(field, 'form_name', { max: NAME_AT_MOST })]
  if (RESERVED.includes(name)) return [issue(field, 'name_reserved')]
  return earlier.some((one) => one.name === name) ? [issue(field, 'name_twice', { value: name })] : []
}

function checkCalculated(
  item: Item & { kind: 'calculated' },
  field: string,
  earlier: readonly Item[],
): FieldIssue[] {
  const at = `${field}.expression`
  return [
    ...(item.required ? [issue(`${field}.required`, 'calculated_required')] : []),
    ...(item.expression === undefined || item.expression.trim() === ''
      ? [issue(at, 'required')]
      : checkSource(at, item.expression, earlier, 'number')),
  ]
}

function checkKind(item: Item, field: string): FieldIssue[] {
  switch (item.kind) {
    case 'number':
    case 'integer':
      return [
        ...checkRange(`${field}.hard`, item.hard),
        ...checkRange(`${field}.soft`, item.soft),
        ...(isInside(item.soft, item.hard) ? [] : [issue(`${field}.soft`, 'range_outside')]),
        ...(item.jump !== undefined && item.jump <= 0 ? [issue(`${field}.jump`, 'not_positive')] : []),
        ...checkMeasure(item, field, ['scale', 'ordinal']),
      ]
    case 'calculated':
      return checkRange(`${field}.range`, item.range)
    case 'choice':
    case 'multi':
      return [
        ...checkCodes(item.codes, `${field}.codes`),
        ...checkMeasure(item, field, ['nominal', 'ordinal']),
      ]
    case 'text':
      return item.identifying ? [] : [issue(`${field}.identifying`, 'text_identifying')]
    case 'date':
      return []
  }
}

function checkMeasure(item: Item, field: string, fitting: readonly string[]): FieldIssue[] {
  return fitting.includes(item.measure) ? [] : [issue(`${field}.measure`, 'measure_kind')]
}

function checkCodes(codes: readonly Code[], field: string): FieldIssue[] {
  if (codes.length === 0) return [issue(field, 'no_codes')]
  return codes.flatMap(({ code, key, label }, index) => {
    const at = `${field}.${index}`
    const before = codes.slice(0, index)
    return [
      ...(Number.isSafeInteger(code) && code >= 0 ? [] : [issue(`${at}.code`, 'code_number')]),
      ...(before.some((one) => one.code === code)
        ? [issue(`${at}.code`, 'name_twice', { value: code })]
        : []),
      ...(key === '' ? [issue(`${at}.key`, 'required')] : []),
      ...(before.some((one) => one.key === key) ? [issue(`${at}.key`, 'name_twice', { value: key })] : []),
      ...(/^-?\d+$/.test(key) && key !== String(code)
        ? [issue(`${at}.key`, 'key_code', { value: key })]
        : []),
      ...checkText(`${at}.label`, label),
    ]
  })
}

function checkRange(field: string, range: Range | undefined): FieldIssue[] {
  return (range?.min ?? -Infinity) > (range?.max ?? Infinity) ? [issue(field, 'range_backwards')] : []
}

function isInside(soft: Range | undefined, hard: Range | undefined): boolean {
  const above = soft?.min === undefined || soft.min >= (hard?.min ?? -Infinity)
  return above && (soft?.max === undefined || soft.max <= (hard?.max ?? Infinity))
}

/** Both languages, or the form is half a form to half of its readers. */
function checkText(field: string, text: Bilingual): FieldIssue[] {
  return (['zh', 'en'] as const)
    .filter((language) => text[language].trim() === '')
    .map((language) => issue(`${field}.${language}`, 'required'))
}

function checkHalf(field: string, text: Bilingual | undefined): FieldIssue[] {
  return text && text.zh.trim() + text.en.trim() !== '' ? checkText(field, text) : []
}

/** The first fault of an expression, at its character counted from 1. */
function checkSource(
  field: string,
  source: string | undefined,
  earlier: readonly Item[],
  wanted: 'truth' | 'number',
): FieldIssue[] {
  if (source === undefined || source.trim() === '') return []
  try {
    return checkExpression(parseExpression(source), nameable(earlier), wanted).map((fault) =>
      tell(field, fault),
    )
  } catch (error) {
    if (error instanceof ExpressionError) return [tell(field, error)]
    throw error
  }
}

function tell(field: string, { fault, at, what }: ExpressionError): FieldIssue {
  return issue(field, `expression_${fault}`, { at: at + 1, what })
}

function issue(field: string, code: string, params?: FieldIssue['params']): FieldIssue {
  return { field, code, ...(params ? { params } : {}) }
}
