/** The sense of what a trial fixes beyond its visits: randomisation, blinding, outcome, approval, checks. */
import type { Shelf } from '@/lib/instruments/shelf'
import type { FieldIssue } from '@/lib/problem'
import { checkExpression } from '@/lib/codebook/check-expression'
import { itemsAt, itemsOf } from './asked-items'
import { checkCrossCheck, readCheck } from './cross-checks'
import { RESERVED_NAMES } from './eligibility'
import { repeated, unknown } from './issues'
import type { CrossCheck, Protocol, Randomisation } from './protocol'
import { findVisit } from './protocol-read'

export function checkTrial(protocol: Protocol, shelf: Shelf): FieldIssue[] {
  const { randomisation, ethics, blinded = [], checks = [], analysisSets = [], brake } = protocol
  const issues: FieldIssue[] = []
  if (randomisation) issues.push(...checkRandomisation(randomisation, protocol))
  if (blinded.length > 0 && protocol.blinding === 'open')
    issues.push({ field: 'blinded', code: 'blinded_but_open' })
  if (ethics?.expiresOn !== undefined && ethics.expiresOn < ethics.approvedOn)
    issues.push({ field: 'ethics.expiresOn', code: 'before_approval' })
  issues.push(
    ...checkOutcome(protocol, shelf),
    ...checkBaseline(protocol),
    ...repeated('consentVersions', protocol.consentVersions),
    ...repeated(
      'analysisSets',
      analysisSets.map(({ code }) => code),
    ),
    ...repeated(
      'checks',
      checks.map(({ id }) => id),
    ),
    ...checks.flatMap((check, i) => checkCondition(check, `checks.${i}.when`, protocol, shelf)),
  )
  if (brake && !findVisit(protocol, brake.visit)) issues.push(unknown('brake.visit', brake.visit))
  return issues
}

function checkRandomisation(plan: Randomisation, protocol: Protocol): FieldIssue[] {
  const field = 'randomisation'
  const arms = protocol.arms.map(({ code }) => code)
  const named = Object.keys(plan.ratio)
  const issues: FieldIssue[] = []
  if (protocol.design !== 'randomised') issues.push({ field: `${field}.kind`, code: 'not_randomised' })
  if (arms.length < 2) issues.push({ field: 'arms', code: 'needs_two_arms' })
  for (const arm of named) if (!arms.includes(arm)) issues.push(unknown(`${field}.ratio.${arm}`, arm))
  for (const arm of arms)
    if (!named.includes(arm)) issues.push({ field: `${field}.ratio.${arm}`, code: 'required' })
  const sum = Object.values(plan.ratio).reduce((total, share) => total + share, 0)
  if (plan.kind === 'blocks') {
    plan.blockSizes.forEach((size, i) => {
      if (size % sum !== 0)
        issues.push({ field: `${field}.blockSizes.${i}`, code: 'not_a_multiple', params: { size, sum } })
    })
    // Of a single length, who counts knows the last arm of every block.
    if (new Set(plan.blockSizes).size < 2)
      issues.push({ field: `${field}.blockSizes`, code: 'needs_two_sizes' })
  }
  // Without a version to consent to, nobody is asked before they are randomised.
  if (protocol.consentVersions.length === 0) issues.push({ field: 'consentVersions', code: 'required' })
  const strata = plan.strata.map(({ code }) => code)
  issues.push(...repeated(`${field}.blockSizes`, plan.blockSizes.map(String)))
  issues.push(...repeated(`${field}.strata`, strata))
  plan.strata.forEach(({ code, answers }, i) => {
    if (RESERVED_NAMES.includes(code) || !/^[a-z]/.test(code))
      issues.push({ field: `${field}.strata.${i}.code`, code: 'name_reserved' })
    issues.push(
      ...repeated(
        `${field}.strata.${i}.answers`,
        answers.map((answer) => answer.code),
      ),
    )
  })
  return issues
}

/** Names exist, and numbers are compared with numbers. */
function checkCondition(check: CrossCheck, field: string, protocol: Protocol, shelf: Shelf): FieldIssue[] {
  const faults = checkCrossCheck(check, protocol, shelf.find)
  if (faults.length > 0) return faults.map((fault) => ({ ...fault, field }))
  const { expression, references } = readCheck(check.when)
  const items = [...references].flatMap(([name, { visit, item }]) => {
    const asked =
      visit === null
        ? itemsOf(protocol.operationInstruments, shelf)
        : itemsAt(protocol, visit === 'any' ? null : visit, shelf)
    const found = asked.find((one) => one.name === item)
    return found ? [{ ...found, name }] : []
  })
  return checkExpression(expression, items).map(() => ({ field, code: 'expression_type' }))
}

/** The primary outcome is something that its visit measures. */
function checkOutcome(protocol: Protocol, shelf: Shelf): FieldIssue[] {
  const { primaryOutcome } = protocol
  if (!primaryOutcome) return []
  const { visit, variable } = primaryOutcome
  const field = 'primaryOutcome'
  if (!findVisit(protocol, visit)) return [unknown(`${field}.visit`, visit)]
  const asked = itemsAt(protocol, visit, shelf)
  // A finished cohort may name an instrument whose only item bears its name.
  if (asked.some(({ name, kind }) => name === variable && kind !== 'text')) return []
  return [{ field: `${field}.variable`, code: 'not_asked_there', params: { value: variable, visit } }]
}

/** A baseline is taken before randomisation and before the first treatment. */
function checkBaseline(protocol: Protocol): FieldIssue[] {
  const { baseline } = protocol
  if (baseline === undefined) return []
  const visit = findVisit(protocol, baseline)
  if (!visit) return [unknown('baseline', baseline)]
  if (visit.before || visit.anchor === 'enrolment' || visit.window.to <= 0) return []
  return [{ field: 'baseline', code: 'baseline_after_treatment' }]
}
