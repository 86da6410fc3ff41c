import { invalidField, Problem } from '@/lib/problem'
import { SHIPPED as SHELF } from '@/lib/instruments/shelf'
import { parseProtocol, parsePublished } from '@/lib/protocol/check-protocol'
import type { Protocol } from '@/lib/protocol/protocol'
import { SHIPPED } from '@/lib/protocol/shipped/all'
import { BLANK_PROTOCOL } from '@/lib/protocol/shipped/blank'
import type { ProtocolSource } from '@/lib/protocol/shipped/ids'
import type { Call } from '../call'
import { change, reading, type Done } from '../change'
import type { Prisma } from '../generated/client'
import { newId } from '../ids'
import { studyOf, type Tx } from '../transaction'
import { refuseTaken } from '../unique'
import { requireInstance } from './instance'

export interface ManagedStudy {
  readonly slug: string
  readonly titleZh: string
  readonly titleEn: string
  readonly followUpClosed: boolean
  readonly version: number
  readonly codePrefix: string
  readonly sites: readonly string[]
  readonly enrolments: number
  readonly people: number
}

const STUDIES_AT_MOST = 200

/** Every study, with what an administrator asks of it first. */
export async function listManagedStudies(call: Call): Promise<ManagedStudy[]> {
  return reading(call, 'study.update', 'across', (tx) => {
    requireInstance(tx)
    return tx.db.$queryRaw<ManagedStudy[]>`
      select t.slug, t.title_zh as "titleZh", t.title_en as "titleEn", t.follow_up_closed as "followUpClosed",
        t.version, v.definition ->> 'codePrefix' as "codePrefix",
        coalesce((select jsonb_agg(s.code order by s.code) from study_site p join site s on s.id = p.site_id
          where p.study_id = t.id), '[]') as sites,
        (select count(*)::int from enrolment e where e.study_id = t.id and e.voided_at is null) as enrolments,
        (select count(distinct m.person_id)::int from membership m join person h on h.id = m.person_id
          where m.study_id = t.id and m.ended_at is null and h.disabled_at is null) as people
      from study t join protocol_version v on v.study_id = t.id and v.number = t.protocol_version
      order by t.created_at, t.slug limit ${STUDIES_AT_MOST}`
  })
}

export interface NewStudy {
  readonly slug: string
  readonly titleZh: string
  readonly titleEn: string
  readonly followUpClosed: boolean
  readonly protocol: Protocol
  readonly siteCodes: readonly string[]
}

/** These are places of the application; the same list stands in a check of the table. */
const RESERVED = ['api', 's', 'trail', 'people', 'system', 'login', 'setup']

export async function addStudy(call: Call, input: NewStudy): Promise<Done> {
  return refuseTaken('slug', () =>
    change(call, 'study.create', 'across', async (tx) => {
      requireInstance(tx)
      return writeStudy(tx, input)
    }),
  )
}

async function writeStudy(tx: Tx, input: NewStudy): Promise<{ id: string; version: number }> {
  const { slug, titleZh, titleEn, followUpClosed } = input
  if (RESERVED.includes(slug)) throw invalidField('slug', 'name_reserved')
  const definition = parseProtocol(input.protocol)
  const id = newId()
  await tx.db.study.create({ data: { id, slug, titleZh, titleEn, followUpClosed, protocolVersion: 1 } })
  await tx.db.protocolVersion.create({
    data: { id: newId(), studyId: id, number: 1, definition: definition as unknown as Prisma.InputJsonValue },
  })
  await addSites(tx, id, input.siteCodes)
  return { id, version: 1 }
}

async function addSites(tx: Tx, studyId: string, codes: readonly string[]): Promise<void> {
  const sites = await tx.db.site.findMany({ where: { code: { in: [...codes] } } })
  if (sites.length !== new Set(codes).size) throw invalidField('sites', 'unknown')
  const taking = await tx.db.studySite.findMany({ where: { studyId } })
  const known = new Set(taking.map((row) => row.siteId))
  const data = sites
    .filter((site) => !known.has(site.id))
    .map((site) => ({ id: newId(), studyId, siteId: site.id }))
  await tx.db.studySite.createMany({ data })
}

export interface NewPlannedStudy {
  readonly slug: string
  readonly titleZh: string
  readonly titleEn: string
  readonly followUpClosed: boolean
  /** One that comes with the registry, an empty one, or that of the study `like`. */
  readonly protocol: ProtocolSource
  readonly like?: string | null
  /** Begins the numbers of its patients: no other study has the same. */
  readonly codePrefix: string
  readonly sites: readonly string[]
}

/** A study whose protocol begins as one that exists; it is edited and published from there. */
export async function addPlannedStudy(call: Call, input: NewPlannedStudy): Promise<Done> {
  const { protocol: source, like, codePrefix, sites, ...study } = input
  return refuseTaken('slug', () =>
    change(call, 'study.create', 'across', async (tx) => {
      requireInstance(tx)
      const [row] = await tx.db.$queryRaw<[{ held: boolean }]>`
        select exists (select from protocol_version where definition ->> 'codePrefix' = ${codePrefix}) as held`
      if (row.held) throw invalidField('codePrefix', 'taken')
      const protocol = { ...(await readSource(tx, source, like)), codePrefix }
      return writeStudy(tx, { ...study, siteCodes: sites, protocol })
    }),
  )
}

async function readSource(tx: Tx, source: ProtocolSource, like: string | null = null): Promise<Protocol> {
  if (source === 'blank') return BLANK_PROTOCOL
  if (source !== 'study') return SHIPPED[source]
  if (like === null) throw invalidField('like', 'required')
  const study = await tx.db.study.findUnique({ where: { slug: like } })
  if (!study) throw invalidField('like', 'unknown')
  const { id: studyId, protocolVersion: number } = study
  const row = await tx.db.protocolVersion.findUniqueOrThrow({
    where: { studyId_number: { studyId, number } },
  })
  const protocol = parsePublished(row.definition)
  // The new study has none of the other's own forms.
  if (listInstrumentsOf(protocol).some(({ id, version }) => !SHELF.find(id, version)))
    throw invalidField('like', 'uses_own_forms')
  return protocol
}

function listInstrumentsOf({ visits, operationInstruments, logInstruments = [] }: Protocol) {
  return [...visits.flatMap(({ instruments }) => instruments), ...operationInstruments, ...logInstruments]
}

export interface StudyChange {
  readonly version: number
  readonly titleZh: string
  readonly titleEn: string
  readonly followUpClosed: boolean
  /** Sites that join. None leaves: its patients are in the study. */
  readonly addSites: readonly string[]
}

export async function updateStudy(call: Call, slug: string, input: StudyChange): Promise<Done> {
  const { version, addSites: joining, ...data } = input
  return change(call, 'study.update', { study: slug }, async (tx) => {
    requireInstance(tx)
    const { id } = studyOf(tx)
    await tx.db.$queryRaw`select id from study where id = ${id}::uuid for update`
    const study = await tx.db.study.findUniqueOrThrow({ where: { id } })
    if (study.version !== version) {
      const { titleZh, titleEn, followUpClosed } = study
      const current = { version: study.version, titleZh, titleEn, followUpClosed }
      throw new Problem('conflict', { extra: { current } })
    }
    await addSites(tx, id, joining)
    await tx.db.study.update({ where: { id }, data: { ...data, version: version + 1 } })
    return { id, version: version + 1 }
  })
}
