import type { CheckContext, Finding } from '@/lib/protocol/checks/finding'
import { findFindings } from '@/lib/protocol/cross-checks'
import { toIsoDate } from '../dates'
import { countYears } from '../enrolments/count-years'
import { loadEnrolment } from '../enrolments/enrolments'
import { toStoredEntry } from '../entries/stored-entry'
import { readShelf } from '../instruments/read-shelf'
import { openIdentity } from '../patients/identity'
import { readProtocol } from '../studies/studies'
import type { Tx } from '../transaction'
import { readLevels } from '../visits/forms'

type Enrolment = Awaited<ReturnType<typeof loadEnrolment>>

export interface Findings {
  readonly enrolment: Enrolment
  readonly found: readonly Finding[]
  /** By code. */
  readonly visitIds: ReadonlyMap<string, string>
  /** Could what rests on the identity be judged at all? */
  readonly identityRead: boolean
}

/** What the checks find about one patient as it stands now. */
export async function readFindings(tx: Tx, enrolmentId: string): Promise<Findings> {
  const enrolment = await loadEnrolment(tx, enrolmentId)
  const shelf = await readShelf(tx)
  const visits = await tx.db.visit.findMany({ where: { enrolmentId, voidedAt: null } })
  const operations = await tx.db.operation.findMany({ where: { enrolmentId, voidedAt: null } })
  const entries = await tx.db.entry.findMany({
    where: { enrolmentId, voidedAt: null },
    orderBy: [{ instrument: 'asc' }, { repeatKey: 'asc' }],
  })
  const codeOf = new Map(visits.map((visit) => [visit.id, visit.code]))
  const identity = await readPerson(tx, enrolment)
  const found = findFindings({
    protocol: await readProtocol(tx, enrolment.protocolVersion),
    find: (id, version) => shelf.find(id, version),
    enrolledOn: toIsoDate(enrolment.enrolledOn),
    operatedOn: toIsoDate(enrolment.indexOperationOn),
    dischargedOn: toIsoDate(enrolment.dischargedOn),
    diedOn: enrolment.diedOn,
    identity,
    visits: visits.map(({ code, doneOn }) => ({ code, doneOn: toIsoDate(doneOn) })),
    operations: operations.map(({ relation, performedOn, levels }) => ({
      relation,
      performedOn: toIsoDate(performedOn),
      levels: readLevels(levels),
    })),
    entries: entries.map((row) => {
      const { id, instrumentVersion, values, scores, reasons } = toStoredEntry(row)
      return {
        ...{ id, values, scores, reasons },
        instrument: row.instrument,
        version: instrumentVersion,
        visit: row.visitId === null ? null : (codeOf.get(row.visitId) ?? null),
        repeatKey: row.repeatKey,
      }
    }),
  })
  const visitIds = new Map(visits.map((visit) => [visit.code, visit.id]))
  return { enrolment, found, visitIds, identityRead: identity !== null }
}

/** Nobody looks at the identity here: it is compared, and what is found does not repeat it. */
async function readPerson(tx: Tx, enrolment: Enrolment): Promise<CheckContext['identity']> {
  if (tx.call.actor.unrestricted) return null
  const row = await tx.db.patientIdentity.findFirst({
    where: { patientId: enrolment.patientId, voidedAt: null },
  })
  if (!row) return null
  const { sex, birthDate } = openIdentity(row)
  return {
    sex: sex === 'M' || sex === 'F' ? sex : null,
    ageAtEnrolment: birthDate ? countYears(birthDate, toIsoDate(enrolment.enrolledOn)) : null,
  }
}
