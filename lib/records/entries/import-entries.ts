import type { Values } from '@/lib/codebook/item'
import { Problem, invalidField } from '@/lib/problem'
import { operationFormsOf } from '@/lib/protocol/protocol-read'
import { applyRules } from '../complications/apply-rules'
import { fromIsoDate } from '../dates'
import { loadEnrolment } from '../enrolments/enrolments'
import { newId } from '../ids'
import { readShelf } from '../instruments/read-shelf'
import { seenWhere } from '../scope'
import { readProtocol } from '../studies/studies'
import { refuseFuture } from '../studies/today'
import type { Tx } from '../transaction'
import { listAsked, readForms } from '../visits/forms'
import { judgeValues, parseSent, toEntryColumns } from './entry-columns'

export interface ImportedEntry {
  readonly instrument: string
  /** Code of the visit; null for the form of the index operation. */
  readonly visit: string | null
  readonly values: Values
}

const INDEX_OPERATION = '1'

/**
 * Writes all visits (code to day) and entries of a newly enrolled patient at once: each judged as a nurse's save
 * would be, one row and one line of the trail each. Unusual values are kept with the one reason given.
 */
export async function importEntries(
  tx: Tx,
  enrolmentId: string,
  days: ReadonlyMap<string, string>,
  entries: readonly ImportedEntry[],
  reason: string,
): Promise<void> {
  const enrolment = await loadEnrolment(tx, enrolmentId)
  if ((await tx.db.entry.count({ where: { enrolmentId } })) > 0) throw new Problem('not_now')
  const protocol = await readProtocol(tx, enrolment.protocolVersion)
  const shelf = await readShelf(tx)
  const arm = enrolment.receivedArm ?? enrolment.plannedArm
  const visits = await tx.db.visit.findMany({ where: { enrolmentId, voidedAt: null, ...seenWhere(tx) } })
  const idOf = new Map(visits.map((visit) => [visit.code, visit.id]))
  const atOperation = operationFormsOf(protocol, arm)

  // In order of time, so that each is compared with the one before it.
  const dayOf = ({ visit }: ImportedEntry) => days.get(visit ?? '') ?? ''
  const ordered = [...entries].sort((a, b) => compareDays(dayOf(a), dayOf(b)))
  const before = new Map<string, Values>()
  const rows = ordered.map(({ instrument: id, visit, values }) => {
    const asked = visit === null ? atOperation : listAsked(protocol, visit, arm)
    const pinned = asked.find((one) => one.id === id)
    const visitId = visit === null ? null : idOf.get(visit)
    if (!pinned || visitId === undefined) throw invalidField(`${visit ?? ''} ${id}`.trim(), 'not_asked')
    const instrument = shelf.get(pinned.id, pinned.version)
    const judged = judgeValues(instrument, parseSent(instrument, values), before.get(id) ?? null, reason)
    before.set(id, judged.values)
    return {
      id: newId(),
      siteId: enrolment.siteId,
      studyId: enrolment.studyId,
      enrolmentId,
      visitId,
      instrument: instrument.id,
      instrumentVersion: instrument.version,
      repeatKey: instrument.repeat === 'operation' ? INDEX_OPERATION : '',
      ...toEntryColumns(tx, instrument, judged),
    }
  })
  await tx.db.entry.createMany({ data: rows })
  await markVisits(tx, enrolment, days, visits)
  await applyRules(tx, enrolmentId)
}

function compareDays(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

/** When each visit took place and whether its forms are complete, in one write a visit. */
async function markVisits(
  tx: Tx,
  enrolment: Awaited<ReturnType<typeof loadEnrolment>>,
  days: ReadonlyMap<string, string>,
  visits: readonly { readonly id: string; readonly code: string }[],
): Promise<void> {
  const last = [...days.values()].sort().at(-1)
  if (last) await refuseFuture(tx, enrolment.siteId, 'doneOn', last)
  const done = visits.filter(({ code }) => days.has(code))
  const of = {
    enrolment_id: enrolment.id,
    arm: enrolment.receivedArm ?? enrolment.plannedArm,
    protocol_version: enrolment.protocolVersion,
  }
  const forms = await readForms(
    tx,
    done.map(({ id, code }) => ({ id, code, ...of })),
  )
  for (const { id, code } of done) {
    const { required = 0, complete = 0 } = forms.get(id) ?? {}
    await tx.db.visit.update({
      where: { id },
      data: {
        doneOn: fromIsoDate(days.get(code)),
        mode: 'record',
        complete: complete >= required,
        version: { increment: 1 },
      },
    })
  }
}
