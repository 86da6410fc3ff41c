import type { InstrumentJson } from '@/lib/codebook/json'
import type { SECOND_STATES } from '@/lib/contracts/quality'
import { pickOwn } from '@/lib/instruments/shelf'
import { toldFormsSql } from '../allocations/told-forms'
import type { Call } from '../call'
import { reading } from '../change'
import { loadEnrolment } from '../enrolments/enrolments'
import { loadEntryRow, refuseTelling } from '../entries/load-entry'
import { Prisma } from '../generated/client'
import { readShelf } from '../instruments/read-shelf'
import { readActorName } from '../people/actor-name'
import { seenSql } from '../scope'
import { readToday } from '../studies/today'
import type { Difference } from './compare-typings'
import { listTypists, loadSecond, mayResolve, readDifferences } from './second-entries'

export type SecondState = (typeof SECOND_STATES)[number]

export interface SecondLine {
  readonly id: string
  readonly state: SecondState
  readonly patientCode: string
  readonly site: string
  readonly visitCode: string | null
  readonly instrument: string
  readonly instrumentVersion: number
  readonly repeatKey: string
  readonly enteredAt: Date
  /** The person who asks saved the entry last: somebody else types it again. */
  readonly own: boolean
  readonly compared: number | null
  readonly differing: number | null
}

export const SECOND_PAGE = 50

/** Forms to be typed again, those that wait first; within reach. */
export async function listSecond(
  call: Call,
  study: string,
  filter: { readonly state?: SecondState | undefined; readonly page: number },
): Promise<{ rows: SecondLine[]; total: number; own: InstrumentJson[] }> {
  return reading(call, 'second_entry.list', { study }, async (tx) => {
    const rows = await tx.db.$queryRaw<(SecondLine & { total: number })[]>`
      select s.id, s.state, e.code as "patientCode", c.code as site, v.code as "visitCode", n.instrument,
        n.instrument_version as "instrumentVersion", n.repeat_key as "repeatKey", s.created_at as "enteredAt",
        n.saved_by = ${call.actor.id} as own, s.compared, s.differing, count(*) over ()::int as total
      from second_entry s
      join entry n on n.id = s.entry_id
      join enrolment e on e.id = n.enrolment_id
      join site c on c.id = s.site_id
      left join visit v on v.id = n.visit_id
      where ${seenSql(tx, 's')} and s.voided_at is null and n.voided_at is null and e.voided_at is null
        and ${await toldFormsSql(tx)}
        ${filter.state ? Prisma.sql`and s.state = ${filter.state}` : Prisma.empty}
      order by case s.state when 'differs' then 1 when 'wanted' then 2 else 3 end, s.created_at, s.id
      limit ${SECOND_PAGE} offset ${(filter.page - 1) * SECOND_PAGE}`
    const named = rows.map((row) => ({ id: row.instrument, version: row.instrumentVersion }))
    return {
      rows: rows.map(({ total: _total, ...row }) => row),
      total: rows[0]?.total ?? 0,
      own: pickOwn(await readShelf(tx), named),
    }
  })
}

/** How many wait to be typed again or resolved. */
export async function countSecond(call: Call, study: string): Promise<number> {
  return reading(call, 'second_entry.list', { study }, async (tx) => {
    const [row] = await tx.db.$queryRaw<[{ n: number }]>`
      select count(*)::int as n from second_entry s join entry n on n.id = s.entry_id
      join enrolment e on e.id = n.enrolment_id
      where ${seenSql(tx, 's')} and s.voided_at is null and n.voided_at is null and e.voided_at is null
        and s.state in ('wanted', 'differs') and ${await toldFormsSql(tx)}`
    return row.n
  })
}

export interface SecondPage {
  readonly id: string
  readonly version: number
  readonly state: SecondState
  readonly patientCode: string
  readonly visitCode: string | null
  readonly instrument: { readonly id: string; readonly version: number }
  readonly own: InstrumentJson[]
  readonly repeatKey: string
  readonly today: string
  /** May the person who asks type it, or say which typing is right? */
  readonly mayType: boolean
  readonly mayResolve: boolean
  readonly compared: number | null
  readonly differing: number | null
  readonly entryVersion: number
  /** Shown to who may resolve, and to everybody once it is settled: whoever types it reads paper alone. */
  readonly differences: readonly Difference[] | null
  readonly choices: Readonly<Record<string, 'first' | 'second'>> | null
  readonly reason: string | null
  readonly typedBy: string | null
  readonly resolvedBy: string | null
}

export async function getSecond(call: Call, study: string, id: string): Promise<SecondPage> {
  return reading(call, 'second_entry.list', { study }, async (tx) => {
    const second = await loadSecond(tx, id)
    const entry = await loadEntryRow(tx, second.entryId)
    await refuseTelling(tx, entry)
    const enrolment = await loadEnrolment(tx, entry.enrolmentId)
    const visit = entry.visitId ? await tx.db.visit.findUnique({ where: { id: entry.visitId } }) : null
    const typists = await listTypists(tx, entry.id)
    const state = second.state as SecondState
    const instrument = { id: entry.instrument, version: entry.instrumentVersion }
    const judges = state === 'differs' && mayResolve(tx, typists, second.typedBy)
    const kept = second.differences as unknown as readonly Difference[] | null
    return {
      ...{ id, state, instrument },
      version: second.version,
      patientCode: enrolment.code,
      visitCode: visit?.code ?? null,
      own: pickOwn(await readShelf(tx), [instrument]),
      repeatKey: entry.repeatKey,
      today: await readToday(tx, enrolment.siteId),
      mayType: state === 'wanted' && !typists.includes(call.actor.id),
      mayResolve: judges,
      compared: second.compared,
      differing: second.differing,
      entryVersion: entry.version,
      differences: judges ? await readDifferences(tx, second, entry) : state === 'resolved' ? kept : null,
      choices: second.choices as unknown as SecondPage['choices'],
      reason: second.reason,
      typedBy: second.typedBy && (await readActorName(tx, second.typedBy)),
      resolvedBy: second.resolvedBy && (await readActorName(tx, second.resolvedBy)),
    }
  })
}
