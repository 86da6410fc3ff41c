import { Problem } from '@/lib/problem'
import type { Call } from '../call'
import { armInSight } from '../allocations/sight'
import { reading } from '../change'
import { toIsoDate } from '../dates'
import { readPatientHead } from '../enrolments/patient-head'
import { recordAccess } from '../patients/access-events'
import { readShelf } from '../instruments/read-shelf'
import { seenWhere } from '../scope'
import { readProtocol } from '../studies/studies'
import { studyOf, type Tx } from '../transaction'
import { findSignature } from '../visits/signatures'
import { listForms, listRepeatKeys, listVisitless, loadEntryRow, refuseTelling } from './load-entry'

/** One place the entry could go to, or why it cannot. */
export interface MovePlace {
  readonly visitId: string | null
  readonly visitCode: string | null
  readonly repeatKey: string
  readonly doneOn: string | null
  readonly signed: boolean
  readonly refusal: 'place_taken' | 'visit_locked' | 'other_form_version' | null
}

/** What the dialog shows before an entry is moved. */
export interface MoveOptions {
  readonly version: number
  readonly from: {
    readonly doneOn: string | null
    readonly signed: boolean
    readonly locked: boolean
    /** Nothing else was entered at this visit: its date goes with the entry. */
    readonly last: boolean
    /** Open flags and alerts that rest on this entry. */
    readonly flags: number
  }
  readonly target: {
    readonly enrolmentId: string
    readonly code: string
    readonly name: string | null
    readonly sex: 'M' | 'F' | null
    readonly age: number | null
  }
  readonly places: readonly MovePlace[]
}

export async function listMoveOptions(
  call: Call,
  study: string,
  id: string,
  patientCode: string,
): Promise<MoveOptions> {
  return reading(call, 'entry.move', { study }, async (tx) => {
    const entry = await loadEntryRow(tx, id)
    await refuseTelling(tx, entry)
    const enrolment = await tx.db.enrolment.findFirst({
      where: {
        code: patientCode,
        studyId: studyOf(tx).id,
        siteId: entry.siteId,
        voidedAt: null,
        AND: seenWhere(tx),
      },
    })
    if (!enrolment) throw new Problem('not_found', { reason: 'no_such_patient' })
    const head = await readPatientHead(tx, enrolment)
    await recordAccess(tx, 'entry.move', [{ patientId: enrolment.patientId, siteId: enrolment.siteId }])
    const { enrolmentId, code, name, sex, age } = head
    return {
      version: entry.version,
      from: await readSource(tx, entry),
      target: { enrolmentId, code, name, sex, age },
      places: await listPlaces(tx, entry, enrolment),
    }
  })
}

type Entry = Awaited<ReturnType<typeof loadEntryRow>>
type Enrolment = NonNullable<Awaited<ReturnType<Tx['db']['enrolment']['findFirst']>>>

async function readSource(tx: Tx, entry: Entry): Promise<MoveOptions['from']> {
  const visit = entry.visitId && (await tx.db.visit.findFirst({ where: { id: entry.visitId } }))
  const resting = { entryId: entry.id, voidedAt: null }
  const proposals = await tx.db.complication.count({ where: { ...resting, status: 'proposed' } })
  const alerts = await tx.db.alert.count({ where: { ...resting, acknowledgedAt: null } })
  if (!visit) return { doneOn: null, signed: false, locked: false, last: false, flags: proposals + alerts }
  return {
    doneOn: toIsoDate(visit.doneOn),
    signed: (await findSignature(tx, visit.id)) !== null,
    locked: visit.lockedAt !== null,
    last: (await tx.db.entry.count({ where: { visitId: visit.id, voidedAt: null } })) === 1,
    flags: proposals + alerts,
  }
}

async function listPlaces(tx: Tx, entry: Entry, enrolment: Enrolment): Promise<MovePlace[]> {
  const protocol = await readProtocol(tx, enrolment.protocolVersion)
  const arm = await armInSight(tx, enrolment)
  const instrument = (await readShelf(tx)).get(entry.instrument, entry.instrumentVersion)
  const levels = instrument.repeat === 'none' ? [''] : await listRepeatKeys(tx, enrolment.id, instrument)
  const taken = await tx.db.entry.findMany({
    where: { enrolmentId: enrolment.id, instrument: entry.instrument, voidedAt: null },
    select: { visitId: true, repeatKey: true },
  })
  const isTaken = (visitId: string | null, repeatKey: string) =>
    taken.some((one) => one.visitId === visitId && one.repeatKey === repeatKey)
  if (entry.visitId === null) {
    const pinned = listVisitless(protocol, arm, entry.instrument).find((one) => one.id === entry.instrument)
    if (!pinned) return []
    return levels.map((repeatKey) => ({
      visitId: null,
      visitCode: null,
      repeatKey,
      doneOn: null,
      signed: false,
      refusal: judge(isTaken(null, repeatKey), false, pinned.version === entry.instrumentVersion),
    }))
  }
  const visits = await tx.db.visit.findMany({
    where: { enrolmentId: enrolment.id, voidedAt: null },
    orderBy: { ordinal: 'asc' },
  })
  const places: MovePlace[] = []
  for (const visit of visits) {
    const asked = listForms(protocol, visit, arm, entry.instrument)
    const pinned = asked.find((one) => one.id === entry.instrument)
    if (!pinned) continue
    const signed = (await findSignature(tx, visit.id)) !== null
    for (const repeatKey of levels) {
      if (visit.id === entry.visitId && repeatKey === entry.repeatKey) continue
      places.push({
        visitId: visit.id,
        visitCode: visit.code,
        repeatKey,
        doneOn: toIsoDate(visit.doneOn),
        signed,
        refusal: judge(
          isTaken(visit.id, repeatKey),
          visit.lockedAt !== null,
          pinned.version === entry.instrumentVersion,
        ),
      })
    }
  }
  return places
}

function judge(taken: boolean, locked: boolean, sameForm: boolean): MovePlace['refusal'] {
  if (locked) return 'visit_locked'
  if (taken) return 'place_taken'
  return sameForm ? null : 'other_form_version'
}
