import { evaluateRules } from '@/lib/protocol/rules/evaluate'
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
 * takes notice now has taken notice when the entry stands. Without an entry no later save withdraws it.
 */
export async function raiseUrgent(tx: Tx, where: Where, answers: Answers): Promise<void> {
  const values = answers[FORM]
  if (!values) return
  const { protocolVersion } = await loadEnrolment(tx, where.enrolmentId)
  const protocol = await readProtocol(tx, protocolVersion)
  const plans = await readRulePlans(tx, protocol, protocolVersion)
  const plan = plans.find(({ id }) => id === RULE) ?? { id: RULE, version: 1, params: {} }
  const entry = {
    id: '',
    instrument: FORM,
    version: 1,
    repeatKey: '',
    visit: where.visitCode,
    values,
    scores: {},
  }
  const { alerts } = evaluateRules([plan], {
    technique: 'other',
    operationDate: null,
    visits: [],
    entries: [entry],
  })
  const { siteId, studyId, enrolmentId, visitId } = where
  await tx.db.alert.createMany({
    data: alerts.map((alert) => ({
      id: newId(),
      siteId,
      studyId,
      enrolmentId,
      visitId,
      entryId: null,
      ruleId: alert.rule,
      ruleVersion: alert.ruleVersion,
      urgent: true,
      dedupeKey: alert.dedupeKey,
      evidence: alert.evidence as unknown as Prisma.InputJsonArray,
    })),
    skipDuplicates: true,
  })
}

/** From here on the alert rests on the entry, and falls with it. */
export async function restOnEntry(tx: Tx, visitId: string, entryId: string): Promise<void> {
  await tx.db.alert.updateMany({
    where: { visitId, ruleId: RULE, entryId: null, voidedAt: null },
    data: { entryId, version: { increment: 1 } },
  })
}
