import type { Role } from '@/lib/access/verbs'
import type { Locale } from '@/lib/i18n/locale'
import { Problem, invalidField } from '@/lib/problem'
import type { Call } from '../call'
import { change, reading, type Done, type Saved } from '../change'
import type { Prisma } from '../generated/client'
import { newId } from '../ids'
import { refuseOtherVersion } from '../refuse-other-version'
import type { Tx } from '../transaction'
import { refuseTaken } from '../unique'
import { keepAnAdministrator } from './administrators'
import { hashPassword } from './password'
import { endSessionsOf } from './sessions'

export interface PersonRow {
  readonly id: string
  readonly username: string
  readonly displayName: string
  readonly locale: string
  readonly disabled: boolean
  readonly temporary: boolean
  readonly version: number
  readonly memberships: readonly {
    id: string
    role: Role
    study: string | null
    site: string | null
  }[]
}

export interface Grant {
  readonly role: Role
  /** Slug; null makes an administrator of every study. */
  readonly study: string | null
  /** Site code; null means every site of the study. */
  readonly site: string | null
}

export const PEOPLE_PAGE = 50

/** People the administrator may see: those with a role, past or present, in a study administered. */
export async function listPeople(call: Call, page: number): Promise<{ people: PersonRow[]; total: number }> {
  return reading(call, 'person.list', 'across', async (tx) => {
    const within = tx.reach.studies === '*' ? null : [...tx.reach.studies]
    const rows = await tx.db.$queryRaw<(PersonRow & { total: bigint })[]>`
      select p.id, p.username, p.display_name as "displayName", p.locale, p.disabled_at is not null as disabled,
        p.password_temporary as temporary, p.version, count(*) over () as total,
        coalesce((select jsonb_agg(jsonb_build_object('id', m.id, 'role', m.role, 'study', t.slug, 'site', s.code)
            order by t.slug nulls first, m.role)
          from membership m left join study t on t.id = m.study_id left join site s on s.id = m.site_id
          where m.person_id = p.id and m.ended_at is null
            and (${within}::uuid[] is null or m.study_id = any (${within}::uuid[]))), '[]') as memberships
      from person p
      where ${within}::uuid[] is null
        or exists (select 1 from membership m where m.person_id = p.id and m.study_id = any (${within}::uuid[]))
      order by p.username limit ${PEOPLE_PAGE} offset ${(page - 1) * PEOPLE_PAGE}`
    return {
      total: Number(rows[0]?.total ?? 0),
      people: rows.map(({ total: _total, ...person }) => person),
    }
  })
}

/** One person by user name, for the command line. */
export async function findPerson(call: Call, username: string): Promise<PersonRow> {
  for (let page = 1; ; page += 1) {
    const { people, total } = await listPeople(call, page)
    const found = people.find((person) => person.username === username)
    if (found) return found
    if (page * PEOPLE_PAGE >= total) throw new Problem('not_found')
  }
}

export interface NewPerson {
  readonly username: string
  readonly displayName: string
  readonly password: string
  readonly locale: Locale
  readonly grants: readonly Grant[]
  /** The person has to choose a password of their own at the first sign-in. */
  readonly mustChange?: boolean
}

export async function addPerson(call: Call, input: NewPerson): Promise<Done> {
  return refuseTaken('username', () =>
    change(call, 'person.add', 'across', async (tx) => writePerson(tx, input)),
  )
}

/** The account and its roles, inside an open transaction. */
export async function writePerson(tx: Tx, input: NewPerson): Promise<Saved> {
  const id = newId()
  const { username, displayName, locale, mustChange = false } = input
  const passwordHash = await hashPassword(tx, input.password, input)
  await tx.db.person.create({
    data: { id, username, displayName, locale, passwordHash, passwordTemporary: mustChange },
  })
  for (const grant of input.grants) await addMembership(tx, id, grant)
  return { id, version: 1 }
}

async function addMembership(tx: Tx, personId: string, grant: Grant): Promise<void> {
  const study = grant.study === null ? null : await tx.db.study.findUnique({ where: { slug: grant.study } })
  if (grant.study !== null && !study) throw invalidField('study', 'unknown')
  // An administrator of one study hands out roles in that study alone.
  if (tx.reach.studies !== '*' && !(study && tx.reach.studies.includes(study.id)))
    throw new Problem('forbidden')
  if (grant.study === null && (grant.role !== 'admin' || grant.site !== null)) {
    throw invalidField('study', 'required')
  }
  const site = grant.site === null ? null : await tx.db.site.findUnique({ where: { code: grant.site } })
  if (grant.site !== null && !site) throw invalidField('site', 'unknown')
  if (study && site) {
    const takesPart = await tx.db.studySite.findFirst({ where: { studyId: study.id, siteId: site.id } })
    if (!takesPart) throw invalidField('site', 'not_in_study')
  }
  const place = { personId, role: grant.role, studyId: study?.id ?? null, siteId: site?.id ?? null }
  if ((await tx.db.membership.count({ where: { ...place, endedAt: null } })) > 0) {
    throw invalidField('role', 'role_held')
  }
  await tx.db.membership.create({
    data: { id: newId(), ...place },
  })
}

export type PersonChange =
  | { readonly kind: 'grant'; readonly grant: Grant }
  | { readonly kind: 'end_role'; readonly membershipId: string }
  | { readonly kind: 'disable' }
  | { readonly kind: 'enable' }
  /** For the next sign-in: the person then has to choose another. */
  | { readonly kind: 'password'; readonly password: string }
  | { readonly kind: 'rename'; readonly displayName: string }
  | { readonly kind: 'sign_out' }

/**
 * Every one of these but a new name ends the person's sessions: the next request is made with the new rights, or not at
 * all. Somebody always remains who administers everything.
 */
export async function updatePerson(
  call: Call,
  personId: string,
  version: number,
  input: PersonChange,
): Promise<Done> {
  return change(call, 'person.update', 'across', async (tx) => {
    await tx.db.$queryRaw`select id from person where id = ${personId}::uuid for update`
    const person = await findManaged(tx, personId, input)
    refuseOtherVersion(person.version, version)
    const data: Prisma.PersonUpdateInput = {}
    if (input.kind === 'rename') data.displayName = input.displayName
    if (input.kind === 'grant') await addMembership(tx, personId, input.grant)
    if (input.kind === 'end_role') await endMembership(tx, personId, input.membershipId)
    if (input.kind === 'disable') data.disabledAt = tx.now
    if (input.kind === 'enable') data.disabledAt = null
    if (input.kind === 'password') {
      data.passwordHash = await hashPassword(tx, input.password, person)
      data.passwordSetAt = tx.now
      data.passwordTemporary = true
    }
    await tx.db.person.update({ where: { id: personId }, data: { ...data, version: { increment: 1 } } })
    if (input.kind === 'end_role' || input.kind === 'disable') await keepAnAdministrator(tx)
    if (input.kind !== 'rename') await endSessionsOf(tx, personId)
    return { id: personId, version: version + 1 }
  })
}

async function findManaged(tx: Tx, personId: string, input: PersonChange) {
  const person = await tx.db.person.findUnique({ where: { id: personId } })
  if (!person) throw new Problem('not_found')
  if (tx.reach.studies === '*') return person
  const held = await tx.db.membership.count({ where: { personId, studyId: { in: [...tx.reach.studies] } } })
  if (held === 0) throw new Problem('not_found')
  // The account itself belongs to the whole instance.
  if (input.kind !== 'grant' && input.kind !== 'end_role') throw new Problem('forbidden')
  return person
}

async function endMembership(tx: Tx, personId: string, membershipId: string): Promise<void> {
  const within = tx.reach.studies === '*' ? {} : { studyId: { in: [...tx.reach.studies] } }
  const { count } = await tx.db.membership.updateMany({
    where: { id: membershipId, personId, endedAt: null, ...within },
    data: { endedAt: tx.now },
  })
  if (count === 0) throw new Problem('not_found')
}
