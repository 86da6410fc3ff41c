import type { Instrument } from '@/lib/codebook/item'
import { canSelfReport } from '@/lib/instruments/self-report'
import { invalidField, Problem } from '@/lib/problem'
import type { Protocol, VisitState } from '@/lib/protocol/protocol'
import type { Call } from '../call'
import { change, reading, type Done } from '../change'
import { armInSight } from '../allocations/sight'
import { loadEnrolment, lockEnrolment } from '../enrolments/enrolments'
import { readPatientHead, type PatientHead } from '../enrolments/patient-head'
import { readShelf } from '../instruments/read-shelf'
import { newId } from '../ids'
import { seenWhere } from '../scope'
import { readProtocol } from '../studies/studies'
import { studyOf, type Tx } from '../transaction'
import { listAsked } from '../visits/forms'
import { refuseLocked } from '../visits/guard-visit'
import { visitsWithState } from '../visits/visit-sql'
import { loadVisit } from '../visits/visits'
import { deriveToken, hashToken } from './token'

export interface Invitation {
  readonly visitId: string
  readonly language: 'zh-CN' | 'en'
  readonly allows: 'self' | 'either'
  /** How long the link opens. */
  readonly days: number
  /** Ids of the forms to ask; null asks the usual ones. */
  readonly forms: readonly string[] | null
}

/** A form that patients can answer themselves and that is not complete. */
export interface OpenForm {
  readonly instrument: Instrument
  /** Asked unless told otherwise: what the visit needs, and what cannot wait. */
  readonly usual: boolean
}

type Enrolment = Awaited<ReturnType<typeof loadEnrolment>>

async function listOpenForms(
  tx: Tx,
  enrolment: Enrolment,
  visit: { readonly id: string; readonly code: string },
): Promise<OpenForm[]> {
  const protocol = await readProtocol(tx, enrolment.protocolVersion)
  const shelf = await readShelf(tx)
  const saved = await tx.db.entry.findMany({
    where: { visitId: visit.id, repeatKey: '', voidedAt: null, ...seenWhere(tx) },
    select: { instrument: true, instrumentVersion: true, complete: true },
  })
  const done = new Set(saved.filter(({ complete }) => complete).map(({ instrument }) => instrument))
  // What was begun is finished by the version that began it.
  const begun = new Map(saved.map((entry) => [entry.instrument, entry.instrumentVersion]))
  return listAsked(protocol, visit.code, await armInSight(tx, enrolment))
    .map(({ id, version, required }) => ({
      instrument: shelf.get(id, begun.get(id) ?? version),
      usual: required || id === 'urgent_signs',
    }))
    .filter(({ instrument }) => canSelfReport(instrument) && !done.has(instrument.id))
}

/** Nobody is asked before the visit opens, or after it has ended for good. */
async function refuseClosed(tx: Tx, visitId: string): Promise<void> {
  const [row] = await tx.db.$queryRaw<{ state: VisitState }[]>`
    select w.state from (${visitsWithState(tx)}) w where w.id = ${visitId}::uuid`
  if (studyOf(tx).followUpClosed) throw new Problem('not_now', { reason: 'study_closed' })
  if (!row || row.state === 'not_due' || row.state === 'will_not_happen') {
    throw new Problem('not_now', { reason: 'visit_not_open' })
  }
}

/** Makes the link of a visit; one that was out for the same visit ends with it. */
export async function inviteSelfReport(call: Call, study: string, invitation: Invitation): Promise<Done> {
  return change(call, 'self_report.invite', { study }, async (tx) => {
    const { enrolmentId } = await loadVisit(tx, invitation.visitId)
    await lockEnrolment(tx, enrolmentId)
    const visit = await loadVisit(tx, invitation.visitId)
    const enrolment = await loadEnrolment(tx, enrolmentId)
    await refuseLocked(tx, visit)
    await refuseClosed(tx, visit.id)
    const forms = chooseForms(await listOpenForms(tx, enrolment, visit), invitation.forms)
    await endLinks(tx, { visitId: visit.id })
    const id = newId()
    await tx.db.selfReportLink.create({
      data: {
        id,
        siteId: visit.siteId,
        studyId: visit.studyId,
        enrolmentId,
        visitId: visit.id,
        tokenHash: hashToken(deriveToken(id)),
        language: invitation.language,
        allows: invitation.allows,
        forms: forms.map(({ instrument }) => ({ id: instrument.id, version: instrument.version })),
        madeBy: call.actor.id,
        expiresAt: new Date(tx.now.getTime() + invitation.days * 86_400_000),
      },
    })
    return { id, version: 1 }
  })
}

function chooseForms(open: readonly OpenForm[], chosen: readonly string[] | null): readonly OpenForm[] {
  const unknown = chosen?.find((id) => !open.some(({ instrument }) => instrument.id === id))
  if (unknown !== undefined) throw invalidField('forms', 'unknown')
  const forms = open.filter(({ instrument, usual }) => (chosen ? chosen.includes(instrument.id) : usual))
  if (forms.length === 0) throw new Problem('not_now', { reason: 'nothing_to_ask' })
  return forms
}

async function endLinks(
  tx: Tx,
  which: { readonly visitId: string } | { readonly id: string; readonly version: number },
): Promise<number> {
  const { count } = await tx.db.selfReportLink.updateMany({
    where: { ...which, usedAt: null, revokedAt: null, voidedAt: null, ...seenWhere(tx) },
    data: { revokedAt: tx.now, revokedBy: tx.call.actor.id, version: { increment: 1 } },
  })
  return count
}

/** The link opens nothing from now on. */
export async function revokeSelfReport(
  call: Call,
  study: string,
  id: string,
  { version }: { readonly version: number },
): Promise<Done> {
  return change(call, 'self_report.revoke', { study }, async (tx) => {
    const link = await loadLink(tx, id)
    if ((await endLinks(tx, { id, version })) === 0) {
      throw new Problem('conflict', { extra: { current: { version: link.version } } })
    }
    return { id, version: version + 1 }
  })
}

/** The link of an id within reach; anything else does not exist. */
export async function loadLink(tx: Tx, id: string) {
  const row = await tx.db.selfReportLink.findFirst({ where: { id, voidedAt: null, ...seenWhere(tx) } })
  if (!row) throw new Problem('not_found')
  return row
}

/** What an invitation would ask, and the link that is out. */
export interface InvitePage {
  readonly patient: PatientHead
  readonly protocol: Protocol
  readonly timeZone: string
  readonly visit: { readonly id: string; readonly code: string }
  readonly forms: readonly OpenForm[]
  /** Why nobody can be invited, as a word of messages `problems`. */
  readonly refused: string | null
  readonly out: { readonly id: string; readonly expiresAt: Date } | null
}

export async function readInvitePage(call: Call, study: string, visitId: string): Promise<InvitePage> {
  return reading(call, 'self_report.list', { study }, async (tx) => {
    const visit = await loadVisit(tx, visitId)
    const enrolment = await loadEnrolment(tx, visit.enrolmentId)
    const forms = await listOpenForms(tx, enrolment, visit)
    const site = await tx.db.site.findUniqueOrThrow({ where: { id: visit.siteId } })
    const refused = await refuseLocked(tx, visit)
      .then(() => refuseClosed(tx, visitId))
      .then(
        () => (forms.length === 0 ? 'nothing_to_ask' : null),
        (error: unknown) => {
          if (error instanceof Problem && error.reason) return error.reason
          throw error
        },
      )
    return {
      patient: await readPatientHead(tx, enrolment),
      protocol: await readProtocol(tx, enrolment.protocolVersion),
      timeZone: site.timeZone,
      visit: { id: visit.id, code: visit.code },
      forms,
      refused,
      out: await tx.db.selfReportLink.findFirst({
        where: {
          visitId,
          usedAt: null,
          revokedAt: null,
          voidedAt: null,
          expiresAt: { gt: tx.now },
          ...seenWhere(tx),
        },
        select: { id: true, expiresAt: true },
      }),
    }
  })
}
