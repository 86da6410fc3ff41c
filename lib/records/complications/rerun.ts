import { invalidField, Problem } from '@/lib/problem'
import type { RulePlan } from '@/lib/protocol/protocol'
import { evaluateRules, findRule } from '@/lib/protocol/rules/evaluate'
import { dropRaisedAgain, nameFinding, reconcile, type StandingFinding } from '@/lib/protocol/rules/reconcile'
import type { Evidence, Rule } from '@/lib/protocol/rules/rule'
import type { Call } from '../call'
import { change, reading, type Done } from '../change'
import { lockEnrolment } from '../enrolments/enrolments'
import { newId } from '../ids'
import type { Prisma } from '../generated/client'
import { seenWhere } from '../scope'
import { studyOf, type Tx } from '../transaction'
import { applyRules, toStanding } from './apply-rules'
import { readSubjects } from './rule-context'

/** Enrolments a step looks at. */
const CHUNK = 100
const APPLY_CHUNK = 50

export interface RuleRun {
  readonly rule: string
  readonly version: number
  readonly params: RulePlan['params']
}

/** What a run would do to one finding. */
export interface PreviewLine {
  readonly enrolmentId: string
  readonly patientCode: string
  readonly change: 'appears' | 'withdrawn' | 'judged_not_met'
  readonly status: 'proposed' | 'confirmed' | 'rejected' | 'acknowledged'
  readonly complicationId: string | null
  /** A complication, or the alert of the rule. */
  readonly type: string
  readonly level: string | null
  readonly visit: string | null
  readonly judgedUnder: number | null
  readonly evidence: readonly Evidence[]
}

export interface PreviewStep {
  /** Enrolments within reach, and how many of them this step looked at. */
  readonly total: number
  readonly seen: number
  /** Where the next step goes on; null at the end. */
  readonly next: string | null
  readonly counts: Readonly<Record<PreviewLine['change'] | 'stays' | 'judged_met', number>>
  readonly lines: readonly PreviewLine[]
}

/** What running a rule so would change, for the next hundred patients. Nothing is written. */
export async function previewRule(
  call: Call,
  study: string,
  input: RuleRun & { readonly after: string | null },
): Promise<PreviewStep> {
  const { rule, plan } = readRun(input)
  return reading(call, 'definition.preview', { study }, async (tx) => {
    const of = { studyId: studyOf(tx).id, voidedAt: null, ...seenWhere(tx) }
    const total = await tx.db.enrolment.count({ where: of })
    const enrolments = await tx.db.enrolment.findMany({
      where: { AND: [of, input.after === null ? {} : { id: { gt: input.after } }] },
      orderBy: { id: 'asc' },
      take: CHUNK,
    })
    const subjects = await readSubjects(tx, enrolments, Object.keys(rule.reads))
    const standing = await readStanding(tx, rule, enrolments)
    const counts = { appears: 0, withdrawn: 0, judged_not_met: 0, stays: 0, judged_met: 0 }
    const lines: PreviewLine[] = []
    for (const { enrolment, context } of subjects) {
      const rows = standing.get(enrolment.id) ?? []
      const { proposals, alerts } = evaluateRules([plan], context)
      const raised = dropRaisedAgain(rows.filter(({ isAlert }) => isAlert))
      const found = reconcile(
        rows.filter((row) => !row.isAlert || raised.includes(row)),
        [...proposals, ...alerts],
      )
      const at = { enrolmentId: enrolment.id, patientCode: enrolment.code }
      const withdrawn = found.withdraw.filter(({ isSent }) => !isSent)
      for (const one of found.appear)
        lines.push({
          ...at,
          change: 'appears',
          status: 'proposed',
          complicationId: null,
          type: one.type,
          level: ('level' in one && one.level) || null,
          visit: one.visit,
          judgedUnder: null,
          evidence: one.evidence,
        })
      for (const row of withdrawn) lines.push({ ...at, ...lineOf(row), change: 'withdrawn' })
      for (const row of found.notMet) lines.push({ ...at, ...lineOf(row), change: 'judged_not_met' })
      counts.appears += found.appear.length
      counts.withdrawn += withdrawn.length
      counts.judged_not_met += found.notMet.length
      const met = new Set([...proposals, ...alerts].map(({ dedupeKey }) => nameFinding(dedupeKey)))
      const staying = rows.filter(
        (row) => met.has(nameFinding(row.dedupeKey)) && !found.withdraw.includes(row),
      )
      counts.stays += staying.filter(({ status }) => status === 'proposed').length
      counts.judged_met += staying.filter(({ status }) => status !== 'proposed').length
    }
    return {
      total,
      seen: enrolments.length,
      next: enrolments.length === CHUNK ? (enrolments.at(-1)?.id ?? null) : null,
      counts,
      lines,
    }
  })
}

type Standing = StandingFinding & {
  readonly type: string
  readonly level: string | null
  readonly visit: string | null
  readonly isAlert: boolean
  /** What a patient has sent and nobody has taken into the record yet rests on no entry. */
  readonly isSent: boolean
}

function lineOf(row: Standing) {
  return {
    status: row.isAlert && row.status === 'confirmed' ? ('acknowledged' as const) : row.status,
    complicationId: row.isAlert ? null : row.id,
    type: row.type,
    level: row.level,
    visit: row.visit,
    judgedUnder: row.ruleVersion,
    evidence: row.evidence,
  }
}

/** What the rule has found so far in these enrolments, complications and alerts. */
async function readStanding(
  tx: Tx,
  rule: Rule,
  enrolments: readonly { readonly id: string }[],
): Promise<Map<string, Standing[]>> {
  const where = {
    enrolmentId: { in: enrolments.map(({ id }) => id) },
    ruleId: rule.id,
    voidedAt: null,
  }
  const orderBy = [{ createdAt: 'asc' as const }, { id: 'asc' as const }]
  const complications = await tx.db.complication.findMany({ where: { ...where, source: 'rule' }, orderBy })
  const alerts = await tx.db.alert.findMany({ where, orderBy })
  const ids = [...complications, ...alerts].flatMap(({ visitId }) => visitId ?? [])
  const visits = await tx.db.visit.findMany({ where: { id: { in: ids } }, select: { id: true, code: true } })
  const codeOf = new Map(visits.map(({ id, code }) => [id, code]))
  const byEnrolment = new Map<string, Standing[]>()
  const add = (enrolmentId: string, row: Standing) =>
    byEnrolment.set(enrolmentId, [...(byEnrolment.get(enrolmentId) ?? []), row])
  for (const row of complications)
    add(row.enrolmentId, {
      ...toStanding(row),
      type: row.type,
      level: row.level,
      visit: codeOf.get(row.visitId ?? '') ?? null,
      isAlert: false,
      isSent: false,
    })
  for (const row of alerts)
    add(row.enrolmentId, {
      id: row.id,
      ruleId: row.ruleId,
      ruleVersion: row.ruleVersion,
      dedupeKey: row.dedupeKey,
      detectedOn: null,
      evidence: row.evidence as unknown as readonly Evidence[],
      status: row.acknowledgedAt === null ? 'proposed' : 'confirmed',
      type: row.urgent ? 'urgent' : 'early_pain',
      level: null,
      visit: codeOf.get(row.visitId ?? '') ?? null,
      isAlert: true,
      isSent: row.entryId === null,
    })
  return byEnrolment
}

/** The rule of a run with its parameters filled up, or a refusal that names the field. */
function readRun(input: RuleRun): { rule: Rule; plan: RulePlan } {
  const rule = findRule(input.rule, input.version)
  if (!rule) throw invalidField('rule', 'unknown')
  for (const [name, value] of Object.entries(input.params)) {
    const standard = rule.defaults[name]
    if (standard === undefined) throw invalidField(`params.${name}`, 'unknown')
    const isSameKind = typeof standard === typeof value && Array.isArray(standard) === Array.isArray(value)
    if (!isSameKind || (typeof value === 'number' && !Number.isFinite(value)))
      throw invalidField(`params.${name}`, 'wrong_type')
  }
  return { rule, plan: { id: rule.id, version: rule.version, params: { ...rule.defaults, ...input.params } } }
}

/**
 * The study runs the rule so from now on, at every site. The patients there are follow step by step
 * (`continueRun`); a patient whose record is saved in between is run by the new choice at once.
 */
export async function chooseRule(
  call: Call,
  study: string,
  input: RuleRun & { readonly reason: string },
): Promise<Done> {
  const { plan } = readRun(input)
  const id = newId()
  return change(
    call,
    'definition.apply',
    { study },
    async (tx) => {
      await refuseLessThanEverySite(tx)
      const { id: studyId, protocolVersion } = studyOf(tx)
      await tx.db.ruleChoice.create({
        data: {
          id,
          studyId,
          ruleId: plan.id,
          ruleVersion: plan.version,
          params: plan.params as unknown as Prisma.InputJsonObject,
          protocolVersion,
          reason: input.reason,
          chosenBy: call.actor.id,
          chosenAt: tx.now,
        },
      })
      return { id, version: 1 }
    },
    { reason: input.reason },
  )
}

/** A rule means the same at every site, so who chooses it sees them all. */
async function refuseLessThanEverySite(tx: Tx): Promise<void> {
  const { sites } = tx.reach
  if (sites === '*') return
  const taking = await tx.db.studySite.findMany({ where: { studyId: studyOf(tx).id } })
  if (taking.some(({ siteId }) => !sites.includes(siteId)))
    throw new Problem('forbidden', { reason: 'needs_every_site' })
}

/** Runs the rules again over the next patients of a choice; the last step closes it. */
export async function continueRun(
  call: Call,
  study: string,
  id: string,
  input: { readonly version: number },
): Promise<Done> {
  return change(
    call,
    'definition.apply',
    { study },
    async (tx) => {
      await refuseLessThanEverySite(tx)
      const studyId = studyOf(tx).id
      const row = await tx.db.ruleChoice.findFirst({ where: { id, studyId } })
      if (!row) throw new Problem('not_found')
      if (row.finishedAt) throw new Problem('not_now', { reason: 'choice_finished' })
      const enrolments = await tx.db.enrolment.findMany({
        where: { studyId, voidedAt: null, ...(row.lastEnrolment ? { id: { gt: row.lastEnrolment } } : {}) },
        orderBy: { id: 'asc' },
        take: APPLY_CHUNK,
        select: { id: true },
      })
      let [appeared, withdrawn] = [0, 0]
      for (const enrolment of enrolments) {
        await lockEnrolment(tx, enrolment.id)
        const applied = await applyRules(tx, enrolment.id)
        appeared += applied.appeared
        withdrawn += applied.withdrawn
      }
      const { count } = await tx.db.ruleChoice.updateMany({
        where: { id, version: input.version },
        data: {
          lastEnrolment: enrolments.at(-1)?.id ?? row.lastEnrolment,
          patients: { increment: enrolments.length },
          appeared: { increment: appeared },
          withdrawn: { increment: withdrawn },
          finishedAt: enrolments.length < APPLY_CHUNK ? tx.now : null,
          version: { increment: 1 },
        },
      })
      if (count === 0) throw new Problem('conflict', { extra: { current: { version: row.version } } })
      return { id, version: input.version + 1 }
    },
    { timeoutMs: 60_000 },
  )
}
