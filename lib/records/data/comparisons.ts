import type { Call } from '../call'
import { reading } from '../change'
import { studyOf } from '../transaction'

export interface ComparisonRow {
  readonly id: string
  readonly createdAt: Date
  readonly madeBy: string
  readonly title: string | null
  readonly group: string
  readonly rows: number
  readonly n: number
  readonly planHash: string
}

export const COMPARISONS_PAGE = 20

/** Comparisons made before, newest first, without their numbers. */
export async function listComparisons(
  call: Call,
  study: string,
  page: number,
): Promise<{ rows: ComparisonRow[]; total: number }> {
  return reading(call, 'comparison.read', { study }, async (tx) => {
    // Numbers over sites that one does not reach are not one's own: at a site one sees what one asked.
    const own = tx.reach.sites === '*' ? null : call.actor.id
    const rows = await tx.db.$queryRaw<(ComparisonRow & { total: number })[]>`
      select c.id, c.created_at as "createdAt", coalesce(p.display_name, c.made_by) as "madeBy",
        c.plan->>'title' as title, coalesce(c.plan->'group'->>'variable', '') as "group",
        coalesce(jsonb_array_length(c.plan->'rows'), 0) as rows, coalesce((c.result->>'n')::int, 0) as n,
        c.plan_hash as "planHash", count(*) over ()::int as total
      from comparison c left join person p on 'person:' || p.id = c.made_by
      where c.study_id = ${studyOf(tx).id}::uuid and (${own}::text is null or c.made_by = ${own})
      order by c.created_at desc, c.id desc limit ${COMPARISONS_PAGE} offset ${(page - 1) * COMPARISONS_PAGE}`
    return { rows: rows.map(({ total: _total, ...row }) => row), total: rows[0]?.total ?? 0 }
  })
}
