import * as z from 'zod'
import type { FieldIssue } from '@/lib/problem'
import { isIsoDate } from './dates'
import { MISSING_REASONS } from './item'
import type { Code, Instrument, Item, ItemValue, Range, Values } from './item'
import { TEXT, checkShape, fitsDecimals } from './shape'
import { visibleItems } from './visibility'

const missing = z.strictObject({ missing: z.enum(MISSING_REASONS) })

/**
 * The zod schema of an entry's values. Strict: an unknown name, a calculated item, a value outside its hard range
 * and a value for a hidden item are refused. Hidden values are refused rather than dropped, so that nothing typed
 * disappears unseen; a form or import calls dropHidden first and can say what it leaves out.
 */
export function buildValuesSchema(instrument: Instrument): z.ZodType<Values> {
  const shape: Record<string, z.ZodType> = {}
  for (const item of instrument.items) {
    const value = buildItemSchema(item)
    if (value) shape[item.name] = z.union([value, missing]).optional()
  }
  const schema = z.strictObject(shape).superRefine((values, context) => {
    const visible = visibleItems(instrument, values as Values)
    for (const [name, value] of Object.entries(values)) {
      if (value !== undefined && !visible.has(name)) {
        context.addIssue({ code: 'custom', message: 'hidden', path: [name] })
      }
    }
  })
  return schema as unknown as z.ZodType<Values>
}

export type ParsedValues =
  | { readonly ok: true; readonly values: Values }
  | { readonly ok: false; readonly issues: readonly FieldIssue[] }

/** A schema is compiled at its first use; an import parses thousands of entries of one instrument. */
const schemas = new WeakMap<Instrument, z.ZodType<Values>>()

/** Parses unknown input by the schema; faults come back as field issues with keys of messages `issues`. */
export function parseValues(instrument: Instrument, input: unknown): ParsedValues {
  const schema = schemas.get(instrument) ?? buildValuesSchema(instrument)
  schemas.set(instrument, schema)
  const parsed = schema.safeParse(input)
  if (parsed.success) return { ok: true, values: dropAbsent(parsed.data) }
  return { ok: false, issues: listIssues(instrument, input, parsed.error) }
}

function listIssues(instrument: Instrument, input: unknown, error: z.ZodError): FieldIssue[] {
  if (typeof input !== 'object' || input === null || Array.isArray(input)) {
    return [{ field: '', code: 'not_an_object' }]
  }
  const issues = new Map<string, FieldIssue>()
  for (const issue of error.issues) {
    const atTop = issue.path.length === 0 && issue.code === 'unrecognized_keys'
    const names = atTop ? issue.keys : [String(issue.path[0] ?? '')]
    for (const field of names) {
      const item = instrument.items.find(({ name }) => name === field)
      const value = (input as Record<string, unknown>)[field]
      const fault = item ? checkShape(item, value) : { field, code: 'unknown_item' }
      if (!issues.has(field)) issues.set(field, fault ?? { field, code: issue.message })
    }
  }
  return [...issues.values()]
}

function buildItemSchema(item: Item): z.ZodType<ItemValue> | null {
  switch (item.kind) {
    case 'number':
      return limit(z.number(), item.hard).refine((value) => fitsDecimals(value, item.decimals))
    case 'integer':
      return limit(z.int(), item.hard)
    case 'choice':
      return buildCode(item.codes)
    case 'multi':
      return z
        .array(buildCode(item.codes))
        .min(1)
        .refine((codes) => new Set(codes).size === codes.length)
    case 'text':
      return z.string().min(1).max(item.maxLength).regex(TEXT)
    case 'date':
      return z.string().refine((text) => isIsoDate(text, item.partial))
    case 'calculated':
      return null
  }
}

function buildCode(codes: readonly Code[]): z.ZodType<number> {
  return z.literal(codes.map(({ code }) => code))
}

function limit(schema: z.ZodNumber, range: Range | undefined): z.ZodNumber {
  const above = range?.min === undefined ? schema : schema.min(range.min)
  return range?.max === undefined ? above : above.max(range.max)
}

/** zod keeps keys whose value is undefined; in an entry an absent key is the only "not entered". */
function dropAbsent(values: Values): Values {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined))
}
