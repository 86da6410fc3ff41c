import { invalidField, Problem, type FieldIssue } from '@/lib/problem'
import type { Protocol } from '@/lib/protocol/protocol'
import type { Call } from '../call'
import { change, reading, type Done } from '../change'
import { fromIsoDate } from '../dates'
import { newId } from '../ids'
import { refuseOtherVersion } from '../refuse-other-version'
import { seenSql, seenWhere } from '../scope'
import { readProtocol, readSites, type SiteView } from '../studies/studies'
import { readToday, refuseFuture } from '../studies/today'
import { studyOf, type Tx } from '../transaction'
import { refuseTaken } from '../unique'
import { countScreening, type ScreeningCounts } from './count-screening'

export const SCREENING_OUTCOMES = ['enrolled', 'excluded', 'declined', 'other'] as const
export type ScreeningOutcome = (typeof SCREENING_OUTCOMES)[number]

export interface ScreeningInput {
  /** Code of the site; may be left out by whoever reaches one alone. */
  readonly site?: string | undefined
  readonly screenedOn: string
  readonly sex: 'M' | 'F' | null
  readonly age: number | null
  readonly outcome: ScreeningOutcome
  /** Inclusion criteria that do not hold and exclusion criteria that do, by id. */
  readonly criteria: readonly string[]
  readonly reason: string | null
  /** Study code of who was enrolled. */
  readonly patient: string | null
}

export interface ScreeningLine extends Omit<ScreeningInput, 'site'> {
  readonly id: string
  readonly number: number
  readonly site: string
  readonly version: number
}

export interface ScreeningLog {
  readonly rows: readonly ScreeningLine[]
  readonly total: number
  readonly counts: ScreeningCounts
  readonly protocol: Protocol
  readonly sites: readonly SiteView[]
  readonly today: string
}

export const SCREENING_PAGE = 50

/** The log within reach, last line first. */
export async function listScreening(
  call: Call,
  study: string,
  filter: { readonly page: number; readonly outcome?: ScreeningOutcome | undefined },
): Promise<ScreeningLog> {
  return reading(call, 'screening.list', { study }, async (tx) => {
    const rows = await tx.db.$queryRaw<(ScreeningLine & { total: number })[]>`
      select s.id, s.number, t.code as site, s.screened_on::text as "screenedOn", s.sex, s.age, s.outcome, s.criteria,
        s.reason, e.code as patient, s.version, count(*) over ()::int as total
      from screening s join site t on t.id = s.site_id left join enrolment e on e.id = s.enrolment_id
      where ${seenSql(tx, 's')} and s.voided_at is null
        and (${filter.outcome ?? null}::text is null or s.outcome = ${filter.outcome ?? null})
      order by s.number desc limit ${SCREENING_PAGE} offset ${(filter.page - 1) * SCREENING_PAGE}`
    const sites = await readSites(tx)
    return {
      rows: rows.map(({ total: _total, ...row }) => row),
      total: rows[0]?.total ?? 0,
      counts: await countScreening(tx),
      protocol: await readProtocol(tx, studyOf(tx).protocolVersion),
      sites,
      today: sites[0] ? await readToday(tx, sites[0].id) : '',
    }
  })
}

export async function addScreening(call: Call, study: string, input: ScreeningInput): Promise<Done> {
  return refuseTaken('patient', () =>
    change(call, 'screening.add', { study }, async (tx) => {
      const siteId = await findSite(tx, input.site)
      const columns = await toColumns(tx, siteId, input)
      return { id: await insertLine(tx, siteId, columns), version: 1 }
    }),
  )
}

export async function updateScreening(
  call: Call,
  study: string,
  id: string,
  input: Omit<ScreeningInput, 'site'> & { readonly version: number },
): Promise<Done> {
  return refuseTaken('patient', () =>
    change(call, 'screening.update', { study }, async (tx) => {
      const row = await loadLine(tx, id)
      refuseOtherVersion(row.version, input.version)
      const columns = await toColumns(tx, row.siteId, input)
      if (columns.enrolmentId !== row.enrolmentId) await refuseEnrolled(tx, row)
      const { count } = await tx.db.screening.updateMany({
        where: { id, version: input.version },
        data: { ...columns, version: { increment: 1 } },
      })
      if (count === 0) throw new Problem('conflict')
      return { id, version: input.version + 1 }
    }),
  )
}

/** Entered by mistake: out of the log and its counts; the number is not used again. */
export async function voidScreening(
  call: Call,
  study: string,
  id: string,
  input: { readonly version: number; readonly reason: string },
): Promise<Done> {
  const { version, reason } = input
  const work = async (tx: Tx) => {
    const row = await loadLine(tx, id)
    refuseOtherVersion(row.version, version)
    await refuseEnrolled(tx, row)
    const { count } = await tx.db.screening.updateMany({
      where: { id, version },
      data: { voidedAt: tx.now, voidReason: reason, voidSeq: row.number, version: { increment: 1 } },
    })
    if (count === 0) throw new Problem('conflict')
    return { id, version: version + 1 }
  }
  return change(call, 'screening.void', { study }, work, { reason })
}

interface Enrolled {
  readonly id: string
  readonly siteId: string
  readonly studyId: string
  readonly enrolledOn: Date
}

/** The line of a patient who is being enrolled, in the enrolment's own transaction. */
export async function logEnrolled(
  tx: Tx,
  enrolment: Enrolled,
  known: { readonly sex: 'M' | 'F' | null; readonly age: number | null },
): Promise<void> {
  await insertLine(tx, enrolment.siteId, {
    screenedOn: enrolment.enrolledOn,
    ...known,
    outcome: 'enrolled',
    criteria: [],
    reason: null,
    enrolmentId: enrolment.id,
  })
}

interface Columns {
  readonly screenedOn: Date
  readonly sex: 'M' | 'F' | null
  readonly age: number | null
  readonly outcome: ScreeningOutcome
  readonly criteria: string[]
  readonly reason: string | null
  readonly enrolmentId: string | null
}

async function insertLine(tx: Tx, siteId: string, columns: Columns): Promise<string> {
  const studyId = studyOf(tx).id
  const id = newId()
  const [next] = await tx.db.$queryRaw<
    [{ number: number }]
  >`select next_screening_number(${studyId}::uuid) as number`
  await tx.db.screening.create({ data: { id, siteId, studyId, number: next.number, ...columns } })
  return id
}

async function toColumns(tx: Tx, siteId: string, input: Omit<ScreeningInput, 'site'>): Promise<Columns> {
  const { outcome, screenedOn, sex, age } = input
  await refuseFuture(tx, siteId, 'screenedOn', screenedOn)
  const protocol = await readProtocol(tx, studyOf(tx).protocolVersion)
  const known = new Set(protocol.criteria.map(({ id }) => id))
  const criteria = outcome === 'excluded' ? [...new Set(input.criteria)] : []
  const reason = outcome === 'enrolled' ? null : input.reason?.trim() || null
  const fields: FieldIssue[] = []
  if (outcome === 'excluded' && criteria.length === 0) fields.push({ field: 'criteria', code: 'required' })
  if (criteria.some((id) => !known.has(id))) fields.push({ field: 'criteria', code: 'unknown' })
  if (outcome === 'other' && !reason) fields.push({ field: 'reason', code: 'required' })
  if (outcome === 'enrolled' && !input.patient) fields.push({ field: 'patient', code: 'required' })
  if (fields.length > 0) throw new Problem('invalid', { fields })
  const enrolmentId = outcome === 'enrolled' ? await findEnrolled(tx, siteId, input.patient ?? '') : null
  return { screenedOn: fromIsoDate(screenedOn), sex, age, outcome, criteria, reason, enrolmentId }
}

async function findEnrolled(tx: Tx, siteId: string, code: string): Promise<string> {
  const row = await tx.db.enrolment.findFirst({
    where: { AND: [{ studyId: studyOf(tx).id, siteId, code, voidedAt: null }, seenWhere(tx)] },
    select: { id: true },
  })
  if (!row) throw invalidField('patient', 'unknown')
  return row.id
}

async function findSite(tx: Tx, code: string | undefined): Promise<string> {
  const sites = await readSites(tx)
  const site = code === undefined && sites.length === 1 ? sites[0] : sites.find((one) => one.code === code)
  if (!site) throw invalidField('site', code === undefined ? 'required' : 'unknown')
  return site.id
}

async function loadLine(tx: Tx, id: string) {
  const row = await tx.db.screening.findFirst({ where: { id, voidedAt: null, ...seenWhere(tx) } })
  if (!row) throw new Problem('not_found')
  return row
}

/** Who is enrolled stays among the enrolled of the log while the enrolment stands. */
async function refuseEnrolled(
  tx: Tx,
  { enrolmentId }: { readonly enrolmentId: string | null },
): Promise<void> {
  if (enrolmentId === null) return
  const standing = await tx.db.enrolment.count({ where: { id: enrolmentId, voidedAt: null } })
  if (standing > 0) throw new Problem('not_now', { reason: 'screened_enrolled' })
}
