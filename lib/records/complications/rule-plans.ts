import type { Protocol, RulePlan } from '@/lib/protocol/protocol'
import { studyOf, type Tx } from '../transaction'

/**
 * The rules an enrolment is run by: those of its protocol, each replaced by what the study has chosen since. A choice
 * holds for the versions of the protocol that stood when it was made; a later amendment says it itself.
 */
export async function readRulePlans(
  tx: Tx,
  protocol: Protocol,
  protocolVersion: number,
): Promise<readonly RulePlan[]> {
  const chosen = await readChosenPlans(tx, protocolVersion)
  const known = protocol.rules.map((plan) => chosen.get(plan.id) ?? plan)
  const added = [...chosen.values()].filter(({ id }) => !protocol.rules.some((plan) => plan.id === id))
  return [...known, ...added]
}

/** The latest choice of each rule that holds for a version of the protocol. */
async function readChosenPlans(tx: Tx, protocolVersion: number): Promise<Map<string, RulePlan>> {
  const rows = await tx.db.ruleChoice.findMany({
    where: { studyId: studyOf(tx).id, protocolVersion: { gte: protocolVersion } },
    orderBy: [{ chosenAt: 'asc' }, { id: 'asc' }],
  })
  return new Map(
    rows.map((row) => [
      row.ruleId,
      { id: row.ruleId, version: row.ruleVersion, params: row.params as unknown as RulePlan['params'] },
    ]),
  )
}
