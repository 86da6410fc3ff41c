/** What makes a protocol acceptable: its shape (zod) and its sense (windows, instruments, rules that exist). */
import * as z from 'zod'
import { findInstrument } from '@/lib/instruments/shelf'
import { THRESHOLDS } from '@/lib/instruments/thresholds'
import { Problem } from '@/lib/problem'
import type { FieldIssue } from '@/lib/problem'
import type { Protocol, RulePlan, VisitPlan } from './protocol'
import { findRule } from './rules/evaluate'
import { findOverlaps } from './overlap'

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

/** A protocol from JSON; throws Problem `invalid` with every issue of shape or sense. */
export function parseProtocol(json: unknown): Protocol {
  const parsed = protocolSchema.safeParse(json)
  if (!parsed.success) {
    const fields = parsed.error.issues.map(({ path }) => ({ field: path.join('.'), code: 'malformed' }))
    throw new Problem('invalid', { fields })
  }
  const protocol: Protocol = parsed.data
  const fields = checkProtocol(protocol)
  if (fields.length > 0) throw new Problem('invalid', { fields })
  return protocol
}

/** Everything that makes no sense; [] = sound. */
export function checkProtocol(protocol: Protocol): FieldIssue[] {
  const codes = protocol.visits.map((v) => v.code)
  return [
    ...repeated(
      'arms',
      protocol.arms.map((arm) => arm.code),
    ),
    ...repeated(
      'criteria',
      protocol.criteria.map((criterion) => criterion.id),
    ),
    ...repeated('visits', codes),
    ...repeated(
      'rules',
      protocol.rules.map((rule) => rule.id),
    ),
    ...protocol.visits.flatMap((v, i) => checkVisit(v, `visits.${i}`)),
    ...findOverlaps(protocol.visits).map(([a, b]) => ({
      field: `visits.${codes.indexOf(b.code)}.window`,
      code: 'windows_overlap',
      params: { visit: b.code, other: a.code },
    })),
    ...protocol.operationInstruments.flatMap((entry, i) =>
      findInstrument(entry.id, entry.version) ? [] : [unknown(`operationInstruments.${i}`, entry.id)],
    ),
    ...(protocol.logInstruments ?? []).flatMap((entry, i) =>
      findInstrument(entry.id, entry.version)?.repeat === 'log'
        ? []
        : [unknown(`logInstruments.${i}`, entry.id)],
    ),
    ...protocol.rules.flatMap((rule, i) => checkRule(rule, `rules.${i}`, codes)),
    ...(THRESHOLDS.some(({ id }) => id === protocol.responder)
      ? []
      : [unknown('responder', protocol.responder)]),
    ...(protocol.primaryOutcome && !codes.includes(protocol.primaryOutcome.visit)
      ? [unknown('primaryOutcome.visit', protocol.primaryOutcome.visit)]
      : []),
    ...(protocol.baseline !== undefined && !codes.includes(protocol.baseline)
      ? [unknown('baseline', protocol.baseline)]
      : []),
  ]
}

function checkVisit(v: VisitPlan, field: string): FieldIssue[] {
  const { window } = v
  const issues: FieldIssue[] = []
  if (/^u\d+$/i.test(v.code))
    issues.push({ field: `${field}.code`, code: 'reserved', params: { value: v.code } })
  const spans = window.days ? [window, window.days] : [window]
  if (spans.some(({ from, to }) => from > to))
    issues.push({ field: `${field}.window`, code: 'window_backwards' })
  const inDays = window.unit === 'days' ? window : window.days
  if (inDays && (v.target < inDays.from || v.target > inDays.to))
    issues.push({ field: `${field}.target`, code: 'target_outside_window' })
  if (v.before && (v.anchor !== 'index_operation' || window.unit !== 'days' || window.to !== 0))
    issues.push({ field: `${field}.before`, code: 'before_needs_operation' })
  const asked = v.instruments.map(({ id, version }) => `${id}@${version}`)
  issues.push(...repeated(`${field}.instruments`, asked))
  v.instruments.forEach(({ id, version }, i) => {
    if (!findInstrument(id, version)) issues.push(unknown(`${field}.instruments.${i}`, id))
  })
  v.instruments.forEach(({ insteadOf }, i) => {
    if (insteadOf !== undefined && !v.instruments.some(({ id }) => id === insteadOf))
      issues.push(unknown(`${field}.instruments.${i}.insteadOf`, insteadOf))
  })
  return issues
}

function checkRule(plan: RulePlan, field: string, visits: readonly string[]): FieldIssue[] {
  const rule = findRule(plan.id, plan.version)
  if (!rule) return [unknown(field, `${plan.id}@${plan.version}`)]
  const issues: FieldIssue[] = []
  for (const [name, value] of Object.entries(plan.params)) {
    const standard = rule.defaults[name]
    if (standard === undefined) issues.push(unknown(`${field}.params.${name}`, name))
    else if (typeof standard !== typeof value || Array.isArray(standard) !== Array.isArray(value))
      issues.push({ field: `${field}.params.${name}`, code: 'wrong_type' })
  }
  const params = { ...rule.defaults, ...plan.params }
  const named = params['visits']
  if (Array.isArray(named))
    for (const name of named as readonly string[])
      if (!visits.includes(name)) issues.push(unknown(`${field}.params.visits`, name))
  return issues
}

function repeated(field: string, keys: readonly string[]): FieldIssue[] {
  return keys.flatMap((key, i) =>
    keys.indexOf(key) < i ? [{ field: `${field}.${i}`, code: 'duplicate', params: { value: key } }] : [],
  )
}

function unknown(field: string, value: string): FieldIssue {
  return { field, code: 'unknown_value', params: { value } }
}
