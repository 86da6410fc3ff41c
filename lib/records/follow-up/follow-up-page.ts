import { localDate } from '@/lib/protocol/local-time'
import type { Call } from '../call'
import { reading } from '../change'
import { Prisma } from '../generated/client'
import { seesArms } from '../allocations/sight'
import { seenSql } from '../scope'
import { countScreening, type ScreeningCounts } from '../screening/count-screening'
import { readProtocol, readSites } from '../studies/studies'
import { studyOf, type Tx } from '../transaction'
import { countCompleteness, type FollowUpReached } from '../visits/completeness'
import { visitsWithState } from '../visits/visit-sql'
import { readBrake, type BrakeView } from './brake'

/** What became of a visit, in the boxes of the flow diagram; they add up to everybody of the arm. */
export const FATES = [
  'done',
  'waiting',
  'missed',
  'lost',
  'withdrawn_follow_up',
  'withdrawn_data',
  'died',
] as const
export type Fate = (typeof FATES)[number]

export interface FateCount {
  readonly visit: string
  /** Empty where arms are not told apart. */
  readonly arm: string
  readonly fate: Fate
  readonly count: number
}

/** What the last attempt to reach the patient came to, in the words of the contact form; null where nobody tried. */
export interface LossReason {
  readonly visit: string
  readonly fate: Fate
  readonly word: string | null
  readonly count: number
}

export interface ArmCount {
  /** Empty where arms are not told apart. */
  readonly arm: string
  readonly allocated: number
  /** Of these, treated as planned. */
  readonly received: number
  readonly otherwise: number
  /** Not operated, or not yet. */
  readonly untreated: number
  readonly died: number
  readonly lost: number
  readonly withdrawn: number
  readonly withdrawnData: number
}

export interface FollowUpPage {
  readonly reached: FollowUpReached
  readonly brake: BrakeView | null
  readonly screening: ScreeningCounts
  readonly arms: readonly ArmCount[]
  readonly fates: readonly FateCount[]
  readonly reasons: readonly LossReason[]
  /** Why arms and fates are of everybody together: arms are hidden, or outcomes by arm closed while the trial runs. */
  readonly pooled: 'hidden' | 'closed' | null
  readonly today: string
}

/** Where everybody is: counts alone, of the patients within reach, all of one moment. */
export async function readFollowUp(call: Call, study: string): Promise<FollowUpPage> {
  return reading(
    call,
    'follow_up.read',
    { study },
    async (tx) => {
      const why = await readPooling(tx)
      const pooled = why !== null
      return {
        reached: await countCompleteness(tx),
        brake: await readBrake(tx),
        screening: await countScreening(tx),
        arms: await countArms(tx, pooled),
        fates: await countFates(tx, pooled),
        reasons: await countReasons(tx),
        pooled: why,
        today: localDate(tx.now, (await readSites(tx))[0]?.timeZone ?? 'Asia/Shanghai'),
      }
    },
    { snapshot: true },
  )
}

/** Who died in which arm is an outcome, which a running trial keeps closed from everybody (practice 4). */
async function readPooling(tx: Tx): Promise<FollowUpPage['pooled']> {
  if (!(await seesArms(tx))) return 'hidden'
  const { followUpClosed, protocolVersion } = studyOf(tx)
  const { design } = await readProtocol(tx, protocolVersion)
  return design === 'randomised' && !followUpClosed ? 'closed' : null
}

/** By planned arm: the diagram follows people where they were put. */
function armSql(pooled: boolean, alias: 'w' | 'e'): Prisma.Sql {
  return pooled ? Prisma.sql`''` : Prisma.sql`coalesce(${Prisma.raw(alias)}.planned_arm, '')`
}

async function countArms(tx: Tx, pooled: boolean): Promise<ArmCount[]> {
  return tx.db.$queryRaw<ArmCount[]>`
    select ${armSql(pooled, 'e')} as arm, count(*)::int as allocated,
      count(*) filter (where e.index_operation_on is not null
        and coalesce(e.received_arm, e.planned_arm) is not distinct from e.planned_arm)::int as received,
      count(*) filter (where e.index_operation_on is not null
        and coalesce(e.received_arm, e.planned_arm) is distinct from e.planned_arm)::int as otherwise,
      count(*) filter (where e.index_operation_on is null)::int as untreated,
      count(*) filter (where e.end_reason = 'died')::int as died,
      count(*) filter (where e.end_reason = 'lost')::int as lost,
      count(*) filter (where e.end_reason = 'withdrawn_follow_up')::int as withdrawn,
      count(*) filter (where e.end_reason = 'withdrawn_data')::int as "withdrawnData"
    from enrolment e where ${seenSql(tx, 'e')} and e.voided_at is null
    group by 1 order by 1`
}

async function countFates(tx: Tx, pooled: boolean): Promise<FateCount[]> {
  return tx.db.$queryRaw<FateCount[]>`
    select w.code as visit, ${armSql(pooled, 'w')} as arm, ${FATE} as fate, count(*)::int as count
    from (${visitsWithState(tx)}) w where w.scheduled
    group by 1, 2, 3 order by min(w.ordinal), 2, 3`
}

async function countReasons(tx: Tx): Promise<LossReason[]> {
  return tx.db.$queryRaw<LossReason[]>`
    select w.code as visit, w.fate, c.word, count(*)::int as count
    from (select w.*, ${FATE} as fate from (${visitsWithState(tx)}) w where w.scheduled) w
    left join lateral (select coalesce(c.failure, c.outcome) as word from contact c
      where c.visit_id = w.id and c.voided_at is null
      order by c.happened_on desc, c.happened_time desc nulls last, c.id desc limit 1) c on true
    where w.fate in ('missed', 'lost', 'withdrawn_follow_up')
    group by 1, 2, 3 order by min(w.ordinal), 2, 4 desc, 3`
}

/** Done is done, whatever came after; of the rest an end explains more than a window that passed. */
export const FATE = Prisma.sql`case
  when w.end_reason = 'withdrawn_data' then 'withdrawn_data'
  when w.done_on is not null then 'done'
  when w.state = 'will_not_happen' then w.end_reason
  when w.state = 'missed' then 'missed'
  else 'waiting' end`
