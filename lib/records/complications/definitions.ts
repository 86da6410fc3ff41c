import { Problem } from '@/lib/problem'
import type { RulePlan } from '@/lib/protocol/protocol'
import type { Call } from '../call'
import { reading } from '../change'
import { readActorName } from '../people/actor-name'
import { readProtocol } from '../studies/studies'
import { studyOf, type Tx } from '../transaction'
import { readRulePlans } from './rule-plans'

export interface RuleChoice {
  readonly id: string
  readonly version: number
  readonly ruleId: string
  readonly ruleVersion: number
  readonly params: RulePlan['params']
  readonly reason: string
  readonly chosenBy: string
  readonly chosenAt: Date
  readonly patients: number
  readonly appeared: number
  readonly withdrawn: number
  readonly finishedAt: Date | null
}

export interface Definitions {
  /** By which the study's newest protocol is run now. */
  readonly inForce: readonly RulePlan[]
  /** The latest choices, newest first. */
  readonly choices: readonly RuleChoice[]
}

const SHOWN = 20

/** Which version of each rule a study runs, and who chose so. */
export async function getDefinitions(call: Call, study: string): Promise<Definitions> {
  return reading(call, 'complication.list', { study }, async (tx) => {
    const { id: studyId, protocolVersion } = studyOf(tx)
    const protocol = await readProtocol(tx, protocolVersion)
    const rows = await tx.db.ruleChoice.findMany({
      where: { studyId },
      orderBy: [{ chosenAt: 'desc' }, { id: 'desc' }],
      take: SHOWN,
    })
    return {
      inForce: await readRulePlans(tx, protocol, protocolVersion),
      choices: await Promise.all(rows.map((row) => toChoice(tx, row))),
    }
  })
}

/** One choice, and how far it has been run. */
export async function getRuleChoice(call: Call, study: string, id: string): Promise<RuleChoice> {
  return reading(call, 'definition.apply', { study }, async (tx) => {
    const row = await tx.db.ruleChoice.findFirst({ where: { id, studyId: studyOf(tx).id } })
    if (!row) throw new Problem('not_found')
    return toChoice(tx, row)
  })
}

type Row = NonNullable<Awaited<ReturnType<Tx['db']['ruleChoice']['findFirst']>>>

async function toChoice(tx: Tx, row: Row): Promise<RuleChoice> {
  return {
    id: row.id,
    version: row.version,
    ruleId: row.ruleId,
    ruleVersion: row.ruleVersion,
    params: row.params as unknown as RulePlan['params'],
    reason: row.reason,
    chosenBy: await readActorName(tx, row.chosenBy),
    chosenAt: row.chosenAt,
    patients: row.patients,
    appeared: row.appeared,
    withdrawn: row.withdrawn,
    finishedAt: row.finishedAt,
  }
}
