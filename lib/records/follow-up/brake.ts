import { Problem } from '@/lib/problem'
import { completeness, isBraked } from '@/lib/protocol/completeness'
import type { Brake, Protocol } from '@/lib/protocol/protocol'
import type { Call } from '../call'
import { change, type Done } from '../change'
import { fromIsoDate, toIsoDate } from '../dates'
import { Prisma } from '../generated/client'
import { newId } from '../ids'
import { refuseOtherVersion } from '../refuse-other-version'
import { seenWhere } from '../scope'
import { readProtocol, readSites } from '../studies/studies'
import { readToday } from '../studies/today'
import { studyOf, type Tx } from '../transaction'
import { countStates } from '../visits/completeness'

/** A site's follow-up as the brake of the protocol sees it. */
export interface BrakeStanding {
  readonly site: string
  readonly expected: number
  readonly expectedDone: number
  /** Too few were followed: without a release nobody is enrolled here. */
  readonly braked: boolean
  readonly release: BrakeRelease | null
}

export interface BrakeRelease {
  readonly id: string
  /** The last day on which patients may be enrolled all the same. */
  readonly untilOn: string
  readonly reason: string
  readonly version: number
}

export interface BrakeView {
  readonly brake: Brake
  readonly sites: readonly BrakeStanding[]
}

/** The brake and each site within reach; null where the protocol has none. */
export async function readBrake(tx: Tx): Promise<BrakeView | null> {
  const { brake } = await readProtocol(tx, studyOf(tx).protocolVersion)
  if (!brake) return null
  const sites = await readSites(tx)
  const standings: BrakeStanding[] = []
  for (const site of sites) standings.push({ site: site.code, ...(await standAt(tx, brake, site.id)) })
  return { brake, sites: standings }
}

async function standAt(tx: Tx, brake: Brake, siteId: string): Promise<Omit<BrakeStanding, 'site'>> {
  const counts = await countStates(
    tx,
    Prisma.sql`''`,
    Prisma.sql`w.scheduled and w.code = ${brake.visit} and w.site_id = ${siteId}::uuid`,
  )
  const { expected, expectedDone } = completeness(counts)[0] ?? { expected: 0, expectedDone: 0 }
  return {
    expected,
    expectedDone,
    braked: isBraked(brake, { expected, expectedDone }),
    release: await findRelease(tx, siteId),
  }
}

async function findRelease(tx: Tx, siteId: string): Promise<BrakeRelease | null> {
  const today = await readToday(tx, siteId)
  const row = await tx.db.brakeRelease.findFirst({
    where: { siteId, studyId: studyOf(tx).id, voidedAt: null, untilOn: { gte: fromIsoDate(today) } },
    orderBy: { untilOn: 'desc' },
  })
  return row && { id: row.id, untilOn: toIsoDate(row.untilOn), reason: row.reason, version: row.version }
}

/** Refuses an enrolment where follow-up has fallen behind, unless an administrator let it go on. */
export async function refuseBraked(tx: Tx, siteId: string, protocol: Protocol): Promise<void> {
  const { brake } = protocol
  if (!brake || tx.call.actor.unrestricted) return
  const { braked, release, expected, expectedDone } = await standAt(tx, brake, siteId)
  if (!braked || release) return
  throw new Problem('not_now', {
    reason: 'enrolment_braked',
    extra: { visit: brake.visit, below: brake.below, expected, done: expectedDone },
  })
}

export interface NewRelease {
  readonly site: string
  readonly untilOn: string
  readonly reason: string
}

/** No longer than this at once: whoever lets it go on looks again. */
const DAYS_AT_MOST = 92

/** Lets a site enrol until a day although the brake holds; who, and why, stands in the trail. */
export async function releaseBrake(call: Call, study: string, input: NewRelease): Promise<Done> {
  return change(
    call,
    'brake.release',
    { study },
    async (tx) => {
      const site = (await readSites(tx)).find(({ code }) => code === input.site)
      if (!site) throw new Problem('invalid', { fields: [{ field: 'site', code: 'unknown' }] })
      const today = await readToday(tx, site.id)
      const days = (Date.parse(input.untilOn) - Date.parse(today)) / 86_400_000
      if (days < 0) throw new Problem('invalid', { fields: [{ field: 'untilOn', code: 'in_past' }] })
      if (days > DAYS_AT_MOST) {
        throw new Problem('invalid', {
          fields: [{ field: 'untilOn', code: 'too_far', params: { days: DAYS_AT_MOST } }],
        })
      }
      const id = newId()
      await tx.db.brakeRelease.create({
        data: {
          id,
          siteId: site.id,
          studyId: studyOf(tx).id,
          untilOn: fromIsoDate(input.untilOn),
          reason: input.reason,
          releasedBy: tx.call.actor.id,
        },
      })
      return { id, version: 1 }
    },
    { reason: input.reason },
  )
}

/** The brake holds again. */
export async function applyBrake(
  call: Call,
  study: string,
  id: string,
  input: { readonly version: number; readonly reason: string },
): Promise<Done> {
  return change(
    call,
    'brake.apply',
    { study },
    async (tx) => {
      const row = await tx.db.brakeRelease.findFirst({ where: { id, voidedAt: null, ...seenWhere(tx) } })
      if (!row) throw new Problem('not_found')
      refuseOtherVersion(row.version, input.version)
      await tx.db.brakeRelease.update({
        where: { id },
        data: { voidedAt: tx.now, voidReason: input.reason, voidSeq: 1, version: { increment: 1 } },
      })
      return { id, version: row.version + 1 }
    },
    { reason: input.reason },
  )
}
