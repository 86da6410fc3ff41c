import { Problem } from '@/lib/problem'
import type { Tx } from '../transaction'

/** People who administer everything and can sign in. */
export async function countAdministrators(tx: Tx): Promise<number> {
  const [row] = await tx.db.$queryRaw<[{ n: number }]>`
    select count(distinct p.id)::int as n from membership m join person p on p.id = m.person_id
    where m.role = 'admin' and m.study_id is null and m.ended_at is null and p.disabled_at is null`
  return row.n
}

/** After a role ended or an account was disabled: without an administrator nobody could mend it. */
export async function keepAnAdministrator(tx: Tx): Promise<void> {
  // Two who end each other's role at once would each still see the other.
  await tx.db.$queryRaw`select pg_advisory_xact_lock(hashtextextended('administrators', 0))::text`
  if ((await countAdministrators(tx)) === 0) throw new Problem('not_now', { reason: 'last_administrator' })
}
