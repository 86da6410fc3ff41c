/** What makes a protocol acceptable: its shape, and its sense (windows, instruments, rules that exist). */
import { SHIPPED } from '@/lib/instruments/shelf'
import type { Shelf } from '@/lib/instruments/shelf'
import { THRESHOLDS } from '@/lib/instruments/thresholds'
import { Problem } from '@/lib/problem'
import type { FieldIssue } from '@/lib/problem'
import { checkTrial } from './check-trial'
import { itemsAt } from './asked-items'
import { checkCriteria } from './eligibility'
import { repeated, unknown } from './issues'
import { findOverlaps } from './overlap'
import type { Protocol, RulePlan, VisitInstrument, VisitPlan } from './protocol'
import { readShape } from './protocol-shape'
import { findRule } from './rules/evaluate'

/** A protocol from JSON; throws Problem `invalid` with every issue of shape, or else of sense. */
export function parseProtocol(json: unknown, shelf: Shelf = SHIPPED): Protocol {
  const protocol = parsePublished(json)
  const fields = checkProtocol(protocol, shelf)
  if (fields.length > 0) throw new Problem('invalid', { fields })
  return protocol
}

/** A version that was checked when it was published: a rule of sense that came later does not take it away. */
export function parsePublished(json: unknown): Protocol {
  const shaped = readShape(json)
  if (!shaped.ok) throw new Problem('invalid', { fields: shaped.issues })
  return shaped.protocol
}

/** Every issue of a draft: of its shape, or when that is right of its sense; [] = it may be published. */
export function checkDraft(json: unknown, shelf: Shelf): readonly FieldIssue[] {
  const shaped = readShape(json)
  return shaped.ok ? checkProtocol(shaped.protocol, shelf) : shaped.issues
}

/** Everything that makes no sense; [] = sound. */
export function checkProtocol(protocol: Protocol, shelf: Shelf = SHIPPED): FieldIssue[] {
  const codes = protocol.visits.map((v) => v.code)
  const measured = new Set(itemsAt(protocol, null, shelf).map(({ name }) => name))
  return [
    ...repeated(
      'arms',
      protocol.arms.map((arm) => arm.code),
    ),
    ...repeated(
      'criteria',
      protocol.criteria.map((criterion) => criterion.id),
    ),
    ...checkCriteria(protocol, (name) => measured.has(name)),
    ...repeated('visits', codes),
    ...repeated(
      'rules',
      protocol.rules.map((rule) => rule.id),
    ),
    ...protocol.visits.flatMap((v, i) => checkVisit(v, `visits.${i}`, shelf)),
    ...protocol.visits.flatMap((v, i) =>
      v.anchor === 'randomisation' && protocol.design !== 'randomised'
        ? [{ field: `visits.${i}.anchor`, code: 'never_known' }]
        : [],
    ),
    ...findOverlaps(protocol.visits).map(([a, b]) => ({
      field: `visits.${codes.indexOf(b.code)}.window`,
      code: 'windows_overlap',
      params: { visit: b.code, other: a.code },
    })),
    ...checkList('operationInstruments', protocol.operationInstruments, ({ id, version }) =>
      Boolean(shelf.find(id, version)),
    ),
    ...checkList(
      'logInstruments',
      protocol.logInstruments ?? [],
      ({ id, version }) => shelf.find(id, version)?.repeat === 'log',
    ),
    ...protocol.rules.flatMap((rule, i) => checkRule(rule, `rules.${i}`, codes)),
    ...(THRESHOLDS.some(({ id }) => id === protocol.responder)
      ? []
      : [unknown('responder', protocol.responder)]),
    ...checkTrial(protocol, shelf),
  ]
}

function checkList(
  field: string,
  list: readonly VisitInstrument[],
  fits: (one: VisitInstrument) => boolean,
): FieldIssue[] {
  return [
    ...list.flatMap((one, i) => (fits(one) ? [] : [unknown(`${field}.${i}`, one.id)])),
    ...repeated(
      field,
      list.map(({ id }) => id),
    ),
  ]
}

function checkVisit(v: VisitPlan, field: string, shelf: Shelf): FieldIssue[] {
  const { window } = v
  const issues: FieldIssue[] = []
  if (/^u\d+$/i.test(v.code) || v.code === 'any')
    issues.push({ field: `${field}.code`, code: 'reserved', params: { value: v.code } })
  const spans = window.days ? [window, window.days] : [window]
  if (spans.some(({ from, to }) => from > to))
    issues.push({ field: `${field}.window`, code: 'window_backwards' })
  const inDays = window.unit === 'days' ? window : window.days
  if (inDays && (v.target < inDays.from || v.target > inDays.to))
    issues.push({ field: `${field}.target`, code: 'target_outside_window' })
  if (v.before && (v.anchor !== 'index_operation' || window.unit !== 'days' || window.to !== 0))
    issues.push({ field: `${field}.before`, code: 'before_needs_operation' })
  const asked = v.instruments.map(({ id }) => id)
  issues.push(...repeated(`${field}.instruments`, asked))
  v.instruments.forEach(({ id, version }, i) => {
    if (!shelf.find(id, version)) issues.push(unknown(`${field}.instruments.${i}`, id))
  })
  v.instruments.forEach(({ insteadOf }, i) => {
    if (insteadOf === undefined) return
    if (insteadOf === v.instruments[i]?.id || !v.instruments.some(({ id }) => id === insteadOf))
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
