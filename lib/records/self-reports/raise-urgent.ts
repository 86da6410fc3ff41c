import type { RulePlan } from '@/lib/protocol/protocol'
import { evaluateRules } from '@/lib/protocol/rules/evaluate'
import { countUp, nameFinding } from '@/lib/protocol/rules/reconcile'
import type { AlertSignal } from '@/lib/protocol/rules/rule'
import { readProtocol } from '../studies/studies'
import { readRulePlans } from '../complications/rule-plans'
import { loadEnrolment } from '../enrolments/enrolments'
import type { Prisma } from '../generated/client'
import { newId } from '../ids'
import type { Tx } from '../transaction'
import type { Answers } from './answers'

const RULE = 'urgent-signs'
const FORM = 'urgent_signs'

interface Where {
  readonly siteId: string
  readonly studyId: string
  readonly enrolmentId: string
  readonly visitId: string
  readonly visitCode: string
}

/**
 * Raises what the patient's answers say cannot wait, by the rule and under the key that the entry will have: whoever
 * takes notice now has taken notice when the entry stands. Notice of what was told before is no notice of this: the
 * same signs come again under a key counted up. Without an entry no later save withdraws it.
 */
export async function raiseUrgent(tx: Tx, where: Where, answers: Answers): Promise<void> {
  if (!answers[FORM]) return
  const signals = findSigns((await findPlan(tx, where)) ?? UNPLANNED, where.visitCode, answers)
  const { siteId, studyId, enrolmentId, visitId } = where
  const standing = await tx.db.alert.findMany({ where: { enrolmentId, ruleId: RULE, voidedAt: null } })
  for (const signal of signals) {
    const rows = standing.filter((row) => nameFinding(row.dedupeKey) === nameFinding(signal.dedupeKey))
    const open = rows.find(({ acknowledgedAt }) => acknowledgedAt === null)
    if (open) {
      // A correction of the entry that raised it must not take it away from what is now sent.
      if (open.entryId !== null)
        await tx.db.alert.update({
          where: { id: open.id },
          data: { entryId: null, version: { increment: 1 } },
        })
      continue
    }
    await tx.db.alert.create({
      data: {
        id: newId(),
        siteId,
        studyId,
        enrolmentId,
        visitId,
        entryId: null,
        ruleId: signal.rule,
        ruleVersion: signal.ruleVersion,
        urgent: true,
        dedupeKey: (rows.length === 0 ? signal : countUp(signal, rows)).dedupeKey,
        evidence: signal.evidence as unknown as Prisma.InputJsonArray,
      },
    })
  }
}

/** From here on what these answers raised rests on the entry, and falls with it. What others raised stays open. */
export async function restOnEntry(tx: Tx, where: Where, answers: Answers, entryId: string): Promise<void> {
  const plan = await findPlan(tx, where)
  // No run of the rules would find it again.
  if (!plan) return
  const found = findSigns(plan, where.visitCode, answers).map(({ dedupeKey }) => nameFinding(dedupeKey))
  const { visitId } = where
  const rows = await tx.db.alert.findMany({
    where: { visitId, ruleId: RULE, entryId: null, voidedAt: null },
    select: { id: true, dedupeKey: true },
  })
  const own = rows.filter(({ dedupeKey }) => found.includes(nameFinding(dedupeKey)))
  await tx.db.alert.updateMany({
    where: { id: { in: own.map(({ id }) => id) } },
    data: { entryId, version: { increment: 1 } },
  })
}

/** Signs cannot wait in a study either that does not run the rule. */
const UNPLANNED: RulePlan = { id: RULE, version: 1, params: {} }

async function findPlan(tx: Tx, { enrolmentId }: Where): Promise<RulePlan | undefined> {
  const { protocolVersion } = await loadEnrolment(tx, enrolmentId)
  const protocol = await readProtocol(tx, protocolVersion)
  return (await readRulePlans(tx, protocol, protocolVersion)).find(({ id }) => id === RULE)
}

function findSigns(plan: RulePlan, visitCode: string, answers: Answers): readonly AlertSignal[] {
  const entry = {
    id: '',
    instrument: FORM,
    version: 1,
    repeatKey: '',
    visit: visitCode,
    values: answers[FORM] ?? {},
    scores: {},
  }
  return evaluateRules([plan], { technique: 'other', operationDate: null, visits: [], entries: [entry] })
    .alerts
}
