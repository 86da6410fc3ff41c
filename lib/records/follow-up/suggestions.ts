import { suggestAttempt, type CallMade, type HourRate, type Line } from '@/lib/protocol/next-attempt'
import { seenSql } from '../scope'
import type { Tx } from '../transaction'

/** When to call next and whose telephone, in the words of the contact form. */
export interface NextCall {
  readonly slot: number
  readonly relation: string | null
  readonly days: 'weekend' | 'workday' | null
  readonly basis: 'own' | 'named' | 'study'
}

/** Older calls tell little of when somebody is at home now. */
const CALLS_READ = 20
const DAYS_READ = 730

interface CallRow {
  enrolment_id: string
  phone: string | null
  slot: number
  weekend: boolean
  reached: boolean
}
interface LineRow {
  enrolment_id: string
  phone: string
  relation: string
  best_hour: number | null
  preferred: boolean
}

/**
 * The suggestion for each of some patients, in three queries whatever their number. A telephone's relation and hour are
 * no secret of the person; numbers and names stay sealed.
 */
export async function readSuggestions(
  tx: Tx,
  enrolmentIds: readonly string[],
): Promise<ReadonlyMap<string, NextCall>> {
  const ids = [...new Set(enrolmentIds)]
  if (ids.length === 0) return new Map()
  const calls = await tx.db.$queryRaw<CallRow[]>`
    select x.* from unnest(${ids}::uuid[]) e(id) cross join lateral (
      select c.enrolment_id, c.phone_id as phone, (left(c.happened_time, 2)::int * 2
          + case when substr(c.happened_time, 4, 2) >= '30' then 1 else 0 end) as slot,
        extract(isodow from c.happened_on) >= 6 as weekend, c.reached <> 'nobody' as reached
      from contact c
      where c.enrolment_id = e.id and c.voided_at is null and c.channel = 'phone' and c.happened_time is not null
      order by c.happened_on desc, c.id desc limit ${CALLS_READ}) x`
  const lines = await tx.db.$queryRaw<LineRow[]>`
    select e.id as enrolment_id, p.id as phone, p.relation, p.best_hour, p.preferred
    from enrolment e join patient_phone p on p.patient_id = e.patient_id
    where e.id = any (${ids}::uuid[]) and p.voided_at is null and p.wrong_since is null`
  const hours = await tx.db.$queryRaw<HourRate[]>`
    select left(c.happened_time, 2)::int as hour, count(*)::int as tried,
      count(*) filter (where c.reached <> 'nobody')::int as reached
    from contact c
    where ${seenSql(tx, 'c')} and c.voided_at is null and c.channel = 'phone' and c.happened_time is not null
      and c.happened_on > now()::date - ${DAYS_READ}::int
    group by 1`
  const result = new Map<string, NextCall>()
  for (const id of ids) {
    const own = lines.filter((line) => line.enrolment_id === id)
    const found = suggestAttempt(
      calls.filter((call) => call.enrolment_id === id).map(toCall),
      own.map(toLine),
      hours,
    )
    if (!found) continue
    const relation = own.find(({ phone }) => phone === found.phone)?.relation ?? null
    result.set(id, { slot: found.slot, relation, days: found.days, basis: found.basis })
  }
  return result
}

function toCall({ phone, slot, weekend, reached }: CallRow): CallMade {
  return { phone, slot, weekend, reached }
}

function toLine({ phone, relation, best_hour, preferred }: LineRow): Line {
  return { phone, preferred, own: relation === 'patient', bestHour: best_hour }
}
