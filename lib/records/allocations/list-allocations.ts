import type { Protocol } from '@/lib/protocol/protocol'
import { listStrata } from '@/lib/protocol/randomisation'
import type { Call } from '../call'
import { reading } from '../change'
import { seenSql } from '../scope'
import { hideBlockSizes } from '../studies/block-sizes'
import { readProtocol, readSites } from '../studies/studies'
import { studyOf, type Tx } from '../transaction'
import { seesArms } from './sight'

/** How far the list of a stratum has been used. */
export interface StratumUse {
  readonly stratum: string
  /** Null where no list has been made. */
  readonly ordinal: number | null
  readonly kind: 'list' | 'blocks' | null
  readonly used: number
  /** Lines of an imported list; blocks are drawn as they are needed, and how many are drawn would tell. */
  readonly total: number | null
}

/** Somebody who was randomised. */
export interface Allocated {
  readonly number: string
  readonly stratum: string
  readonly at: string
  readonly patient: string
  readonly site: string
  /** Null where it is hidden. */
  readonly arm: string | null
}

export interface Unblinded {
  readonly id: string
  readonly at: string
  readonly patient: string
  readonly site: string
  readonly by: string
  readonly urgent: boolean
  /** Null for who is blinded: reasons give arms away. */
  readonly reason: string | null
}

export interface AllocationPage {
  readonly protocol: Protocol
  readonly armsHidden: boolean
  readonly strata: readonly StratumUse[]
  readonly rows: readonly Allocated[]
  readonly total: number
  readonly unblinded: readonly Unblinded[]
  readonly unblindedTotal: number
}

export const ALLOCATION_PAGE = 50
const UNBLINDED_AT_MOST = 50

/** What was given, never what is to come. */
export async function listAllocations(
  call: Call,
  study: string,
  filter: { readonly page: number },
): Promise<AllocationPage> {
  return reading(call, 'allocation.list', { study }, async (tx) => {
    const protocol = await readProtocol(tx, studyOf(tx).protocolVersion)
    const sees = await seesArms(tx)
    const rows = await tx.db.$queryRaw<(Allocated & { total: number })[]>`
      select a.number, l.stratum, to_char(a.used_at at time zone s.time_zone, 'YYYY-MM-DD HH24:MI') as at,
        e.code as patient, s.code as site, case when ${sees} then e.planned_arm end as arm,
        count(*) over ()::int as total
      from allocation a join allocation_list l on l.id = a.list_id join enrolment e on e.id = a.used_by
      join site s on s.id = e.site_id
      where ${seenSql(tx, 'e')}
      order by a.used_at desc, a.number desc limit ${ALLOCATION_PAGE} offset ${(filter.page - 1) * ALLOCATION_PAGE}`
    const unblinded = await tx.db.$queryRaw<(Unblinded & { total: number })[]>`
      select u.id, to_char(u.created_at at time zone s.time_zone, 'YYYY-MM-DD HH24:MI') as at, e.code as patient,
        s.code as site, coalesce(p.display_name, u.told_to) as by, u.urgent, case when ${sees} then u.reason end as reason,
        count(*) over ()::int as total
      from unblinding u join enrolment e on e.id = u.enrolment_id join site s on s.id = u.site_id
      left join person p on u.told_to = 'person:' || p.id
      where ${seenSql(tx, 'u')} and u.voided_at is null order by u.created_at desc limit ${UNBLINDED_AT_MOST}`
    return {
      protocol: hideBlockSizes(tx, protocol),
      armsHidden: !sees,
      strata: await readStrata(tx, protocol),
      rows: rows.map(({ total: _total, ...row }) => row),
      total: rows[0]?.total ?? 0,
      unblinded: unblinded.map(({ total: _total, ...row }) => row),
      unblindedTotal: unblinded[0]?.total ?? 0,
    }
  })
}

/** Strata of the sites within reach, those without a list as well. */
async function readStrata(tx: Tx, { randomisation }: Protocol): Promise<StratumUse[]> {
  if (!randomisation) return []
  const sites = (await readSites(tx)).map(({ code }) => code)
  const rows = await tx.db.$queryRaw<
    { stratum: string; ordinal: number; kind: 'list' | 'blocks'; used: number; lines: number }[]
  >`
    select l.stratum, l.ordinal, l.kind, count(a.used_by)::int as used, count(a.id)::int as lines
    from allocation_list l left join allocation a on a.list_id = l.id
    where l.study_id = ${studyOf(tx).id}::uuid group by l.id order by l.ordinal`
  return listStrata(randomisation, sites).map((stratum) => {
    const row = rows.find((one) => one.stratum === stratum)
    if (!row) return { stratum, ordinal: null, kind: null, used: 0, total: null }
    const { ordinal, kind, used, lines } = row
    return { stratum, ordinal, kind, used, total: kind === 'list' ? lines : null }
  })
}
