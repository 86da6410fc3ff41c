import { crossVotes, type Vote } from '@/lib/protocol/adjudicate'
import type { ComplicationCode } from '@/lib/protocol/catalogue'
import { cohenKappa } from '@/lib/stats/association/agreement'
import type { Call } from '../call'
import { reading } from '../change'
import { seenSql } from '../scope'

export interface Agreement {
  /** Judged by two. */
  readonly pairs: number
  /** Of those, alike in what they are. */
  readonly agreed: number
  /** Waiting for a third. */
  readonly disputed: number
  readonly categories: readonly string[]
  /** Rows the first reader, columns the second. */
  readonly table: readonly (readonly number[])[]
  /** Cohen's kappa; null where it cannot be reckoned, e.g. when both always say the same. */
  readonly kappa: number | null
  readonly ci: readonly [number, number] | null
}

/** How far the first two readers agree, over all complications within reach on which both have voted. */
export async function readAgreement(call: Call, study: string): Promise<Agreement> {
  return reading(call, 'complication.list', { study }, async (tx) => {
    const rows = await tx.db.$queryRaw<
      { id: string; type: string; status: string; verdict: Vote['verdict']; kind: ComplicationCode | null }[]
    >`
      select c.id, coalesce(c.proposed_type, c.type) as type, c.status, o.verdict, o.kind
      from complication c join adjudication_vote o on o.complication_id = c.id and o.voided_at is null
      where ${seenSql(tx, 'c')} and c.voided_at is null order by o.created_at, o.id`
    const byId = new Map<string, { proposed: ComplicationCode; status: string; votes: Vote[] }>()
    for (const { id, type, status, verdict, kind } of rows) {
      const known = byId.get(id) ?? { proposed: type as ComplicationCode, status, votes: [] }
      known.votes.push({ reader: '', verdict, kind })
      byId.set(id, known)
    }
    const judged = [...byId.values()].filter(({ votes }) => votes.length >= 2)
    const { categories, table } = crossVotes(judged)
    const found = judged.length > 0 ? cohenKappa(table) : null
    return {
      pairs: judged.length,
      agreed: table.reduce((sum, row, i) => sum + (row[i] ?? 0), 0),
      disputed: judged.filter(({ status }) => status === 'proposed').length,
      categories,
      table,
      kappa: found?.status === 'ok' ? found.kappa : null,
      ci: found?.status === 'ok' ? [found.ci[0], found.ci[1]] : null,
    }
  })
}
