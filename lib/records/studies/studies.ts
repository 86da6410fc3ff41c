import { Problem } from '@/lib/problem'
import type { InstrumentJson } from '@/lib/codebook/json'
import { pickOwn } from '@/lib/instruments/shelf'
import { listAskedInstruments } from '@/lib/protocol/protocol-read'
import type { Protocol } from '@/lib/protocol/protocol'
import { parsePublished } from '@/lib/protocol/check-protocol'
import { uniteProtocols } from '@/lib/protocol/unite'
import type { Call } from '../call'
import { reading } from '../change'
import { readShelf } from '../instruments/read-shelf'
import { studyOf, type Tx } from '../transaction'
import { hideBlockSizes } from './block-sizes'

export interface StudyView {
  readonly id: string
  readonly slug: string
  readonly titleZh: string
  readonly titleEn: string
  readonly followUpClosed: boolean
  readonly protocolVersion: number
}

export interface SiteView {
  readonly id: string
  readonly code: string
  readonly nameZh: string
  readonly nameEn: string
  readonly timeZone: string
}

const STUDY = {
  id: true,
  slug: true,
  titleZh: true,
  titleEn: true,
  followUpClosed: true,
  protocolVersion: true,
} as const
const SITE = { id: true, code: true, nameZh: true, nameEn: true, timeZone: true } as const

export interface ListedStudy extends StudyView {
  readonly design: Protocol['design']
  readonly randomises: boolean
}

/** The studies one has a part in. */
export async function listStudies(call: Call): Promise<ListedStudy[]> {
  const { actor } = call
  const everywhere = actor.unrestricted || actor.memberships.some((m) => m.study === null)
  const ids = actor.memberships.flatMap((m) => (m.study ? [m.study.id] : []))
  return reading(
    call,
    'person.update_own',
    'across',
    (tx) =>
      tx.db.$queryRaw<ListedStudy[]>`
      select t.id, t.slug, t.title_zh as "titleZh", t.title_en as "titleEn", t.follow_up_closed as "followUpClosed",
        t.protocol_version as "protocolVersion", v.definition ->> 'design' as design,
        v.definition -> 'randomisation' is not null as randomises
      from study t join protocol_version v on v.study_id = t.id and v.number = t.protocol_version
      where ${everywhere} or t.id = any (${ids}::uuid[]) order by t.created_at`,
  )
}

export interface StudyDetail extends StudyView {
  readonly protocol: Protocol
  /** The study's own instruments that the protocol names. */
  readonly own: readonly InstrumentJson[]
  /** The sites of the study that the actor reaches. */
  readonly sites: readonly SiteView[]
}

export async function getStudy(call: Call, slug: string): Promise<StudyDetail> {
  return reading(call, 'study.read', { study: slug }, async (tx) => {
    const study = await tx.db.study.findUniqueOrThrow({ where: { slug }, select: STUDY })
    const protocol = await readProtocol(tx, study.protocolVersion)
    return {
      ...study,
      protocol: hideBlockSizes(tx, protocol),
      own: pickOwn(await readShelf(tx), listAskedInstruments(protocol)),
      sites: await readSites(tx),
    }
  })
}

export async function getProtocol(call: Call, slug: string): Promise<Protocol> {
  return reading(call, 'protocol.read', { study: slug }, async (tx) =>
    hideBlockSizes(tx, await readProtocol(tx, studyOf(tx).protocolVersion)),
  )
}

// A published version never changes, so it is parsed once a process.
const parsed = new Map<string, Protocol>()

/** The protocol an enrolment is pinned to. */
export async function readProtocol(tx: Tx, number: number): Promise<Protocol> {
  const studyId = studyOf(tx).id
  const key = `${studyId}/${number}`
  const known = parsed.get(key)
  if (known) return known
  const row = await tx.db.protocolVersion.findUnique({ where: { studyId_number: { studyId, number } } })
  if (!row) throw new Problem('not_found')
  const protocol = parsePublished(row.definition)
  parsed.set(key, protocol)
  return protocol
}

/** Everything that any version up to the one in force asked: what was once entered stays in the data. */
export async function readEveryVersion(tx: Tx): Promise<Protocol> {
  const { protocolVersion } = studyOf(tx)
  const earlier: Protocol[] = []
  for (let number = protocolVersion - 1; number >= 1; number -= 1)
    earlier.push(await readProtocol(tx, number))
  return uniteProtocols(await readProtocol(tx, protocolVersion), earlier)
}

/** Sites of the study within reach, in order of their codes. */
export async function readSites(tx: Tx): Promise<SiteView[]> {
  const reach = tx.reach.sites
  const taking = await tx.db.studySite.findMany({ where: { studyId: studyOf(tx).id } })
  const ids = taking.map((row) => row.siteId).filter((id) => reach === '*' || reach.includes(id))
  return tx.db.site.findMany({ where: { id: { in: ids } }, select: SITE, orderBy: { code: 'asc' } })
}
