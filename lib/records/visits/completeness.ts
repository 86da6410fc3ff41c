import type { Verb } from '@/lib/access/verbs'
import {
  completeness,
  findArmsApart,
  type ArmsApart,
  type Completeness,
  type CompletenessRow,
} from '@/lib/protocol/completeness'
import { seesArms } from '../allocations/sight'
import type { Call } from '../call'
import { reading } from '../change'
import { Prisma } from '../generated/client'
import { readProtocol } from '../studies/studies'
import { studyOf, type Tx } from '../transaction'
import { visitsWithState } from './visit-sql'

export interface FollowUpReached {
  readonly rows: readonly Completeness[]
  /** Arms are hidden from whoever asks: every row is of all patients together. */
  readonly pooled: boolean
  readonly apart: readonly ArmsApart[]
}

/** Completeness of follow-up by visit and arm, of the patients within reach. */
export async function readCompleteness(
  call: Call,
  study: string,
  verb: Extract<Verb, 'visit.list' | 'follow_up.read'> = 'visit.list',
): Promise<FollowUpReached> {
  return reading(call, verb, { study }, (tx) => countCompleteness(tx))
}

export async function countCompleteness(tx: Tx): Promise<FollowUpReached> {
  const pooled = !(await seesArms(tx))
  const { design } = await readProtocol(tx, studyOf(tx).protocolVersion)
  // In a trial loss is judged as randomised, whatever was done.
  const given = design === 'randomised' ? 'w.planned_arm' : 'w.received_arm, w.planned_arm'
  const arm = pooled ? Prisma.sql`''` : Prisma.sql`coalesce(${Prisma.raw(given)}, '')`
  const rows = completeness(await countStates(tx, arm, Prisma.sql`w.scheduled`))
  return { rows, pooled, apart: findArmsApart(rows) }
}

/** Visits counted by what completeness asks. Whoever withdrew the use of data is in no count. */
export async function countStates(tx: Tx, arm: Prisma.Sql, where: Prisma.Sql): Promise<CompletenessRow[]> {
  return tx.db.$queryRaw<CompletenessRow[]>`
    select w.code as visit, ${arm} as arm, w.state,
      coalesce(w.closes <= w.now, false) as "windowClosed",
      w.end_reason is distinct from 'died' as alive,
      coalesce(w.end_reason in ('died', 'withdrawn_follow_up')
        and (w.last_day is null or w.ended_on <= w.last_day), false) as "leftBefore",
      count(*)::int as count
    from (${visitsWithState(tx)}) w
    where ${where} and w.end_reason is distinct from 'withdrawn_data'
    group by 1, 2, 3, 4, 5, 6
    order by min(w.ordinal), 2`
}
