import { invalidField, Problem, type FieldIssue } from '@/lib/problem'
import type { Call } from '../call'
import { change, reading, type Done } from '../change'
import { sealField, unsealField } from '../cipher'
import { fromIsoDate, toIsoDate } from '../dates'
import { loadEnrolment } from '../enrolments/enrolments'
import { newId } from '../ids'
import { recordAccess } from '../patients/access-events'
import { lockPatients } from '../patients/load-patient'
import { readKeys } from '../patients/phone-rows'
import { contextOf } from '../patients/sealing'
import { seenWhere } from '../scope'
import { refuseFuture } from '../studies/today'
import type { Tx } from '../transaction'
import { loadVisit } from '../visits/visits'
import { markPhone, openPatientKey } from './phones'

/* Guards privacy: changes to this file need a second reader. */

export interface NextAttempt {
  readonly nextOn: string | null
  readonly nextHour: number | null
}

/** One attempt to reach a patient, in the words of the contact form (lib/contracts/contacts). */
export interface NewContact extends NextAttempt {
  readonly enrolmentId: string
  /** The visit it was for. */
  readonly visitId: string | null
  /** The telephone that was called. */
  readonly phoneId: string | null
  readonly happenedOn: string
  readonly happenedTime: string | null
  readonly channel: string
  readonly reached: string
  readonly failure: string | null
  readonly outcome: string | null
  readonly note: string | null
}

export interface ContactRow extends NewContact {
  readonly id: string
  readonly visitCode: string | null
  readonly madeByName: string
  readonly version: number
}

export const CONTACTS_PAGE = 20

/** Attempts to reach one patient, the last one first. Notes name people, so the look is recorded. */
export async function listContacts(
  call: Call,
  study: string,
  filter: { readonly enrolmentId: string; readonly page: number },
): Promise<{ rows: ContactRow[]; total: number }> {
  return reading(call, 'contact.list', { study }, async (tx) => {
    const { patientId, siteId } = await loadEnrolment(tx, filter.enrolmentId)
    const found = await readContacts(tx, filter.enrolmentId, CONTACTS_PAGE, (filter.page - 1) * CONTACTS_PAGE)
    if (found.rows.some(({ note }) => note !== null))
      await recordAccess(tx, 'contact.list', [{ patientId, siteId }])
    return found
  })
}

/** The same for whoever shows them beside the patient, whose look is recorded already. */
export async function readContacts(
  tx: Tx,
  enrolmentId: string,
  take: number,
  skip = 0,
): Promise<{ rows: ContactRow[]; total: number }> {
  const where = { enrolmentId, voidedAt: null, ...seenWhere(tx) }
  const rows = await tx.db.contact.findMany({
    where,
    orderBy: [{ happenedOn: 'desc' }, { happenedTime: { sort: 'desc', nulls: 'last' } }, { id: 'desc' }],
    take,
    skip,
  })
  return { rows: await openContacts(tx, rows), total: await tx.db.contact.count({ where }) }
}

type Stored = Awaited<ReturnType<Tx['db']['contact']['findMany']>>[number]

async function openContacts(tx: Tx, rows: readonly Stored[]): Promise<ContactRow[]> {
  const hidden = tx.call.actor.unrestricted
  const keys = hidden
    ? new Map<string, never>()
    : await readKeys(
        tx,
        rows.flatMap(({ identityId }) => (identityId ? [identityId] : [])),
      )
  const visits = await tx.db.visit.findMany({
    where: { id: { in: rows.flatMap(({ visitId }) => (visitId ? [visitId] : [])) } },
    select: { id: true, code: true },
  })
  const people = await tx.db.person.findMany({
    where: { id: { in: rows.flatMap(({ madeBy }) => readPersonId(madeBy)) } },
    select: { id: true, displayName: true },
  })
  return rows.map((row) => {
    const key = row.identityId ? keys.get(row.identityId) : undefined
    return {
      id: row.id,
      enrolmentId: row.enrolmentId,
      visitId: row.visitId,
      visitCode: visits.find(({ id }) => id === row.visitId)?.code ?? null,
      phoneId: row.phoneId,
      happenedOn: toIsoDate(row.happenedOn),
      happenedTime: row.happenedTime,
      channel: row.channel,
      reached: row.reached,
      failure: row.failure,
      outcome: row.outcome,
      note:
        row.note && key ? unsealField(key, row.note, contextOf('contact_note', row.id, row.siteId)) : null,
      nextOn: toIsoDate(row.nextOn),
      nextHour: row.nextHour,
      madeByName: people.find(({ id }) => readPersonId(row.madeBy)[0] === id)?.displayName ?? row.madeBy,
      version: row.version,
    }
  })
}

function readPersonId(actor: string): string[] {
  return actor.startsWith('person:') ? [actor.slice('person:'.length)] : []
}

/** Records an attempt. What it says of the number called is noted there. */
export async function addContact(call: Call, study: string, input: NewContact): Promise<Done> {
  return change(call, 'contact.add', { study }, async (tx) => {
    const enrolment = await holdEnrolment(tx, input.enrolmentId)
    if (input.visitId && (await loadVisit(tx, input.visitId)).enrolmentId !== enrolment.id)
      throw new Problem('not_found')
    checkContact(input)
    await refuseFuture(tx, enrolment.siteId, 'happenedOn', input.happenedOn)
    if (input.phoneId) await notePhone(tx, enrolment.patientId, input.phoneId, input)
    const id = newId()
    const { siteId, studyId, patientId } = enrolment
    await tx.db.contact.create({
      data: {
        id,
        siteId,
        studyId,
        enrolmentId: enrolment.id,
        visitId: input.visitId,
        phoneId: input.phoneId,
        happenedOn: fromIsoDate(input.happenedOn),
        happenedTime: input.happenedTime,
        channel: input.channel,
        reached: input.reached,
        failure: input.failure,
        outcome: input.outcome,
        nextOn: fromIsoDate(input.nextOn),
        nextHour: input.nextHour,
        madeBy: tx.call.actor.id,
        ...(await sealNote(tx, { patientId, siteId, studyId }, id, input.note)),
      },
    })
    return { id, version: 1 }
  })
}

/** Moves the next attempt, or changes the note; what happened stays. */
export async function updateContact(
  call: Call,
  study: string,
  id: string,
  input: NextAttempt & { readonly note: string | null; readonly version: number },
): Promise<Done> {
  return change(call, 'contact.update', { study }, async (tx) => {
    const { patientId } = await holdEnrolment(tx, (await loadContact(tx, id)).enrolmentId)
    const row = await loadContact(tx, id)
    if (row.version !== input.version) {
      throw new Problem('conflict', { extra: { current: (await openContacts(tx, [row]))[0] } })
    }
    checkNext(input, toIsoDate(row.happenedOn))
    await tx.db.contact.update({
      where: { id },
      data: {
        nextOn: fromIsoDate(input.nextOn),
        nextHour: input.nextHour,
        ...(await sealNote(tx, { patientId, siteId: row.siteId, studyId: row.studyId }, id, input.note)),
        version: { increment: 1 },
      },
    })
    return { id, version: row.version + 1 }
  })
}

export async function voidContact(
  call: Call,
  study: string,
  id: string,
  input: { readonly version: number; readonly reason: string },
): Promise<Done> {
  return change(
    call,
    'contact.void',
    { study },
    async (tx) => {
      await holdEnrolment(tx, (await loadContact(tx, id)).enrolmentId)
      const row = await loadContact(tx, id)
      if (row.version !== input.version) {
        throw new Problem('conflict', { extra: { current: (await openContacts(tx, [row]))[0] } })
      }
      await tx.db.contact.update({
        where: { id },
        data: { voidedAt: tx.now, voidReason: input.reason, voidSeq: 1, version: { increment: 1 } },
      })
      return { id, version: row.version + 1 }
    },
    { reason: input.reason },
  )
}

/** The enrolment, its patient held: the key that seals a note stays the patient's, and the site is where it is. */
async function holdEnrolment(tx: Tx, enrolmentId: string) {
  await lockPatients(tx, [(await loadEnrolment(tx, enrolmentId)).patientId])
  return loadEnrolment(tx, enrolmentId)
}

async function loadContact(tx: Tx, id: string) {
  const row = await tx.db.contact.findFirst({ where: { id, voidedAt: null, ...seenWhere(tx) } })
  if (!row) throw new Problem('not_found')
  return row
}

function checkContact(input: NewContact): void {
  const fields: FieldIssue[] = []
  const nobody = input.reached === 'nobody'
  if (nobody && !input.failure) fields.push({ field: 'failure', code: 'required' })
  if (nobody && input.outcome) fields.push({ field: 'outcome', code: 'hidden' })
  if (!nobody && !input.outcome) fields.push({ field: 'outcome', code: 'required' })
  if (!nobody && input.failure) fields.push({ field: 'failure', code: 'hidden' })
  if (fields.length > 0) throw new Problem('invalid', { fields })
  checkNext(input, input.happenedOn)
}

function checkNext({ nextOn, nextHour }: NextAttempt, happenedOn: string): void {
  if (nextOn !== null && nextOn < happenedOn) throw invalidField('nextOn', 'next_before_contact')
  if (nextOn === null && nextHour !== null) throw invalidField('nextOn', 'required')
}

const WRONG: readonly (string | null)[] = ['wrong_number', 'number_gone']

async function notePhone(tx: Tx, patientId: string, phoneId: string, input: NewContact): Promise<void> {
  const known = await tx.db.patientPhone.count({ where: { id: phoneId, patientId, voidedAt: null } })
  if (known === 0) throw new Problem('not_found')
  if (WRONG.includes(input.failure)) await markPhone(tx, phoneId, input.happenedOn)
  else if (input.reached !== 'nobody') await markPhone(tx, phoneId, null)
}

/** A note tells of people by name: it is sealed like their names. */
async function sealNote(
  tx: Tx,
  owner: { patientId: string; siteId: string; studyId: string },
  id: string,
  note: string | null,
): Promise<{ note: string | null; identityId: string | null }> {
  if (!note) return { note: null, identityId: null }
  const { identityId, key } = await openPatientKey(tx, owner)
  return { note: sealField(key, note, contextOf('contact_note', id, owner.siteId)), identityId }
}
