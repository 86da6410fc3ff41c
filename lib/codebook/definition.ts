/** Forms that are still being written: their shape, before it is asked whether they make sense. */
import * as z from 'zod'
import type { FieldIssue } from '@/lib/problem'
import type { InstrumentJson } from './json'
import type { CalculatedItem, Item } from './item'

const text = z.string().max(2000)
const bilingual = z.strictObject({ zh: text, en: text })
const range = z.strictObject({ min: z.number().exactOptional(), max: z.number().exactOptional() })
const code = z.strictObject({
  code: z.int(),
  key: z.string().max(60),
  label: bilingual,
  help: bilingual.exactOptional(),
})
const codes = z.array(code).max(200)
const base = {
  name: z.string().max(100),
  label: bilingual,
  measure: z.enum(['nominal', 'ordinal', 'scale']),
  unit: z.string().max(40).exactOptional(),
  help: bilingual.exactOptional(),
  section: bilingual.exactOptional(),
  showIf: text.exactOptional(),
  required: z.boolean().exactOptional(),
  identifying: z.boolean().exactOptional(),
}
const limits = { hard: range.exactOptional(), soft: range.exactOptional(), jump: z.number().exactOptional() }
const decimals = z.int().min(0).max(6)
const formula = z.strictObject({ id: text, version: z.int().min(1), text: bilingual, source: text })

const item = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('number'), ...base, decimals, ...limits }),
  z.strictObject({ kind: z.literal('integer'), ...base, ...limits }),
  z.strictObject({ kind: z.literal('choice'), ...base, codes }),
  z.strictObject({ kind: z.literal('multi'), ...base, codes }),
  z.strictObject({ kind: z.literal('text'), ...base, maxLength: z.int().min(1).max(10_000) }),
  z.strictObject({ kind: z.literal('date'), ...base, partial: z.boolean().exactOptional() }),
  z.strictObject({
    kind: z.literal('calculated'),
    ...base,
    formula,
    expression: text.exactOptional(),
    decimals,
    range: range.exactOptional(),
    jump: z.number().exactOptional(),
  }),
])

/** How many questions a form may have: more is several forms. */
const ITEMS_AT_MOST = 400

const shape = z.strictObject({
  id: z.string().max(100),
  version: z.int().min(1),
  title: bilingual,
  short: bilingual,
  repeat: z.enum(['none', 'level', 'operation', 'log']),
  items: z.array(item).max(ITEMS_AT_MOST),
  source: text,
  selfReport: z.literal(true).exactOptional(),
})

export type ReadDefinition =
  | { readonly ok: true; readonly definition: InstrumentJson }
  | { readonly ok: false; readonly issues: readonly FieldIssue[] }

/**
 * Reads what somebody is still writing, or a file that somebody brings: texts may be empty and names wrong, but it is
 * an instrument. @returns the definition, or where its shape is not one (code `malformed`)
 */
export function readDefinition(input: unknown): ReadDefinition {
  const parsed = shape.safeParse(input)
  if (parsed.success) return { ok: true, definition: parsed.data }
  const issues = parsed.error.issues.map(({ path }) => ({ field: path.join('.'), code: 'malformed' }))
  return { ok: false, issues }
}

/**
 * The definition as it is published under a number: empty texts are none, and each calculation carries the formula's
 * identity. One that reads as it did keeps the number under which it was published first.
 */
export function sealDefinition(
  definition: InstrumentJson,
  version: number,
  before: InstrumentJson | undefined,
): InstrumentJson {
  const items = definition.items.map((one): Item => {
    const plain = dropEmpty(one)
    if (plain.kind !== 'calculated') return plain
    return { ...plain, formula: sealFormula(plain, definition, version, before) }
  })
  return { ...definition, version, items }
}

function sealFormula(
  item: CalculatedItem,
  { id, source }: InstrumentJson,
  version: number,
  before: InstrumentJson | undefined,
): CalculatedItem['formula'] {
  const earlier = before?.items.find(({ name }) => name === item.name)
  const same = earlier?.kind === 'calculated' && earlier.expression === item.expression
  const expression = item.expression ?? ''
  const told = item.formula.text
  const stale = earlier?.kind === 'calculated' && told.zh === earlier.expression
  return {
    id: `${id}.${item.name}`,
    version: same ? earlier.formula.version : version,
    text: {
      zh: told.zh.trim() === '' || stale ? expression : told.zh,
      en: told.en.trim() === '' || stale ? expression : told.en,
    },
    source: item.formula.source.trim() === '' ? source : item.formula.source,
  }
}

function dropEmpty(item: Item): Item {
  const { help, section, showIf, unit, ...rest } = item
  return {
    ...rest,
    ...(unit?.trim() ? { unit } : {}),
    ...(help && help.zh.trim() + help.en.trim() !== '' ? { help } : {}),
    ...(section && section.zh.trim() + section.en.trim() !== '' ? { section } : {}),
    ...(showIf?.trim() ? { showIf } : {}),
  } as Item
}
