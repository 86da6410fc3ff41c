/** The shape of a protocol's JSON, and the issues of what has another one. */
import * as z from 'zod'
import type { FieldIssue } from '@/lib/problem'
import type { Protocol } from './protocol'

const bilingual = z.strictObject({ zh: z.string().min(1), en: z.string().min(1) })
const code = z.string().regex(/^[a-z0-9][a-z0-9_]{0,30}$/)
/** As the study writes it in its files: some name their arms in capitals. */
const armCode = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9_]{0,30}$/)
const technique = z.enum(['PVP', 'PKP', 'PELD', 'other'])
const days = z.int().min(-3660).max(36600)

const instrument = z.strictObject({
  id: code,
  version: z.int().positive(),
  required: z.boolean(),
  techniques: z.array(technique).min(1).exactOptional(),
  tells: z.literal(true).exactOptional(),
  insteadOf: code.exactOptional(),
})

const visit = z.strictObject({
  code,
  label: bilingual,
  short: bilingual,
  anchor: z.enum(['enrolment', 'randomisation', 'first_treatment', 'index_operation']),
  target: days,
  window: z.strictObject({
    unit: z.enum(['days', 'hours']),
    from: days,
    to: days,
    days: z.strictObject({ from: days, to: days }).exactOptional(),
    orDischarge: z.boolean().exactOptional(),
  }),
  graceDays: z.int().min(0).max(3660),
  before: z.boolean().exactOptional(),
  instruments: z.array(instrument),
})

const randomisation = z.strictObject({
  kind: z.enum(['list', 'blocks']),
  ratio: z.record(armCode, z.int().positive()),
  blockSizes: z.array(z.int().min(2).max(24)).min(1),
  bySite: z.boolean(),
  strata: z.array(
    z.strictObject({
      code,
      label: bilingual,
      answers: z.array(z.strictObject({ code, label: bilingual })).min(2),
    }),
  ),
})

const protocolSchema = z.strictObject({
  design: z.enum(['randomised', 'prospective', 'retrospective', 'registry']),
  blinding: z.enum(['open', 'single', 'double']),
  blinded: z.array(z.enum(['nurse', 'clinician', 'assessor', 'image_reader'])).exactOptional(),
  randomisation: randomisation.exactOptional(),
  ethics: z
    .strictObject({
      committee: z.string().min(1),
      number: z.string().min(1),
      approvedOn: z.iso.date(),
      expiresOn: z.iso.date().exactOptional(),
    })
    .exactOptional(),
  registration: z
    .strictObject({ registry: z.string().min(1), number: z.string().min(1), on: z.iso.date() })
    .exactOptional(),
  sampleSize: z.int().positive().exactOptional(),
  analysisSets: z
    .array(z.strictObject({ code: z.enum(['full', 'per_protocol', 'safety']), definition: bilingual }))
    .exactOptional(),
  primaryOutcome: z.strictObject({ variable: z.string().min(1), visit: code }).exactOptional(),
  baseline: code.exactOptional(),
  codePrefix: z.string().regex(/^[A-Z][A-Z0-9]{0,7}$/),
  arms: z.array(z.strictObject({ code: armCode, label: bilingual, technique })).min(1),
  criteria: z.array(
    z.strictObject({
      id: code,
      label: bilingual,
      kind: z.enum(['inclusion', 'exclusion']),
      rule: z.string().min(1).exactOptional(),
    }),
  ),
  consentVersions: z.array(z.string().min(1)),
  visits: z.array(visit).min(1),
  operationInstruments: z.array(instrument),
  logInstruments: z.array(instrument).exactOptional(),
  rules: z.array(
    z.strictObject({
      id: z.string().min(1),
      version: z.int().positive(),
      params: z.record(z.string(), z.union([z.number(), z.string(), z.array(z.string())])),
    }),
  ),
  adjudication: z
    .strictObject({ readers: z.union([z.literal(1), z.literal(2)]), blind: z.boolean() })
    .exactOptional(),
  checks: z
    .array(
      z.strictObject({
        id: code,
        severity: z.enum(['hard', 'soft']),
        when: z.string().min(1),
        message: bilingual,
      }),
    )
    .exactOptional(),
  doubleEntry: z.number().min(0).max(1).exactOptional(),
  brake: z
    .strictObject({ visit: code, below: z.number().min(0).max(1), least: z.int().positive() })
    .exactOptional(),
  responder: z.string().min(1),
})

export type Shaped =
  | { readonly ok: true; readonly protocol: Protocol }
  | { readonly ok: false; readonly issues: readonly FieldIssue[] }

/** A protocol if the JSON has its shape; whether it makes sense is another question. */
export function readShape(json: unknown): Shaped {
  const parsed = protocolSchema.safeParse(json, { reportInput: true })
  if (parsed.success) return { ok: true, protocol: parsed.data }
  return { ok: false, issues: parsed.error.issues.flatMap(describe) }
}

function describe(issue: z.core.$ZodIssue): FieldIssue[] {
  const field = issue.path.join('.')
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((key) => ({ field: [...issue.path, key].join('.'), code: 'not_asked' }))
  if (issue.input === undefined || issue.input === '') return [{ field, code: 'required' }]
  switch (issue.code) {
    case 'invalid_type':
      return [{ field, code: 'wrong_type' }]
    case 'invalid_value':
    case 'invalid_union':
      return [{ field, code: 'not_offered' }]
    case 'too_small':
      return [bound(field, 'below_hard', { min: Number(issue.minimum) }, issue.origin)]
    case 'too_big':
      return [bound(field, 'above_hard', { max: Number(issue.maximum) }, issue.origin)]
    case 'invalid_format':
      return [{ field, code: issue.format === 'date' ? 'not_a_date' : 'malformed' }]
    default:
      return [{ field, code: 'malformed' }]
  }
}

function bound(field: string, code: string, params: FieldIssue['params'], origin: string): FieldIssue {
  if (origin === 'array') return { field, code: 'required' }
  return { field, code, ...(params ? { params } : {}) }
}
