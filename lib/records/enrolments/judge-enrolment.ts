import type { Values } from '@/lib/codebook/item'
import { Problem, invalidField } from '@/lib/problem'
import { judgeByRule } from '@/lib/protocol/eligibility'
import type { Protocol } from '@/lib/protocol/protocol'
import { readIdentity } from '../patients/patients'
import type { Tx } from '../transaction'
import { countYears } from './count-years'

interface Judged {
  readonly enrolledOn: string
  readonly eligibility: Readonly<Record<string, boolean>>
  readonly judgedInSource?: true | undefined
}

/** Nobody is enrolled before a committee has approved the study, or after its approval has run out. */
export function refuseUnapproved({ ethics }: Protocol, { enrolledOn, judgedInSource }: Judged): void {
  if (!ethics || judgedInSource) return
  if (enrolledOn < ethics.approvedOn)
    throw invalidField('enrolledOn', 'ethics_not_approved', { on: ethics.approvedOn })
  if (ethics.expiresOn !== undefined && enrolledOn > ethics.expiresOn)
    throw invalidField('enrolledOn', 'ethics_expired', { on: ethics.expiresOn })
}

/** What somebody answered to a criterion does not contradict the age and sex that are known. */
export async function refuseContradiction(
  tx: Tx,
  patientId: string,
  { criteria }: Protocol,
  input: Judged,
): Promise<void> {
  if (input.judgedInSource || tx.call.actor.unrestricted) return
  if (!criteria.some(({ rule }) => rule !== undefined)) return
  const facts = await readFacts(tx, patientId, input.enrolledOn)
  const fields = criteria.flatMap((criterion) => {
    const holds = judgeByRule(criterion, facts)
    return holds === null || holds === input.eligibility[criterion.id]
      ? []
      : [{ field: `eligibility.${criterion.id}`, code: 'contradicts_known' }]
  })
  if (fields.length > 0) throw new Problem('invalid', { fields })
}

async function readFacts(tx: Tx, patientId: string, on: string): Promise<Values> {
  const { birthDate, sex } = await readIdentity(tx, patientId)
  return {
    ...(birthDate ? { age: countYears(birthDate, on) } : {}),
    ...(sex ? { sex } : {}),
  }
}
