import * as z from 'zod'
import { checkInstrument } from './check-instrument'
import type { Instrument } from './item'

const bilingual = z.strictObject({ zh: z.string().min(1), en: z.string().min(1) })
const range = z.strictObject({ min: z.number().optional(), max: z.number().optional() })
const codes = z
  .array(
    z.strictObject({
      code: z.int().min(0),
      key: z.string().min(1),
      label: bilingual,
      help: bilingual.optional(),
    }),
  )
  .min(1)

const base = {
  name: z.string(),
  label: bilingual,
  measure: z.enum(['nominal', 'ordinal', 'scale']),
  unit: z.string().min(1).optional(),
  help: bilingual.optional(),
  section: bilingual.optional(),
  showIf: z.string().min(1).optional(),
  required: z.boolean().optional(),
  identifying: z.boolean().optional(),
}
const limits = { hard: range.optional(), soft: range.optional(), jump: z.number().positive().optional() }
const decimals = z.int().min(0).max(6)
const formula = z.strictObject({
  id: z.string().min(1),
  version: z.int().min(1),
  text: bilingual,
  source: z.string().min(1),
})

const item = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('number'), ...base, decimals, ...limits }),
  z.strictObject({ kind: z.literal('integer'), ...base, ...limits }),
  z.strictObject({ kind: z.literal('choice'), ...base, codes }),
  z.strictObject({ kind: z.literal('multi'), ...base, codes }),
  z.strictObject({ kind: z.literal('text'), ...base, maxLength: z.int().min(1).max(10_000) }),
  z.strictObject({ kind: z.literal('date'), ...base, partial: z.boolean().optional() }),
  z.strictObject({
    kind: z.literal('calculated'),
    ...base,
    formula,
    expression: z.string().min(1).max(2000).optional(),
    decimals,
    range: range.optional(),
    jump: z.number().positive().optional(),
  }),
])

const instrument = z.strictObject({
  id: z.string(),
  version: z.int().min(1),
  title: bilingual,
  short: bilingual,
  repeat: z.enum(['none', 'level', 'operation', 'log']),
  items: z.array(item).min(1),
  source: z.string().min(1),
  selfReport: z.literal(true).optional(),
})

/** An instrument without its scoring function: what is stored, shown to machines and frozen by tests. */
export type InstrumentJson = Omit<Instrument, 'score'>

/** Plain data of an instrument; the formulas stay as id, version and text, their code does not travel. */
export function toJson({ score: _score, ...data }: Instrument): InstrumentJson {
  return structuredClone(data)
}

/**
 * Reads an instrument from JSON and checks its grammar.
 * @param score the scoring function that belongs to it, when it has calculated items
 * @throws ZodError on a wrong shape, Error listing the faults of the grammar
 */
export function fromJson(input: unknown, score?: Instrument['score']): Instrument {
  const data = instrument.parse(input) as InstrumentJson
  const read: Instrument = score ? { ...data, score } : data
  const faults = checkInstrument(read)
  if (faults.length > 0) throw new Error(`${data.id}: ${faults.join('; ')}`)
  return read
}
