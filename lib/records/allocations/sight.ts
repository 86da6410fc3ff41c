import { saysNoArm, seesArm } from '@/lib/protocol/blinding'
import type { Call } from '../call'
import { reading } from '../change'
import { Prisma } from '../generated/client'
import { readProtocol } from '../studies/studies'
import { studyOf, type Tx } from '../transaction'

/* What of the arms a transaction may answer with. Changes here need a second reader. */

/** Whether lists of this study name arms to who asks. The protocol in force decides, for every patient alike. */
export async function seesArms(tx: Tx): Promise<boolean> {
  const study = studyOf(tx)
  return seesArm(tx.call.actor, await readProtocol(tx, study.protocolVersion), study)
}

/** Of these studies, those whose arms are not for who asks to know: for what is read across studies. */
export async function listHiddenStudies(tx: Tx, ids: readonly string[]): Promise<ReadonlySet<string>> {
  const studies = await tx.db.study.findMany({ where: { id: { in: [...ids] } } })
  const hidden = new Set<string>()
  for (const study of studies) {
    const protocol = await readProtocol({ ...tx, study }, study.protocolVersion)
    if (!seesArm(tx.call.actor, protocol, study)) hidden.add(study.id)
  }
  return hidden
}

/** For pages that would offer arms to choose from. */
export async function readArmsHidden(call: Call, study: string): Promise<boolean> {
  return reading(call, 'enrolment.list', { study }, async (tx) => !(await seesArms(tx)))
}

interface Armed {
  readonly id: string
  readonly plannedArm: string | null
  readonly receivedArm: string | null
}

/** The same of one patient, whose arm may have been opened in an emergency. */
export async function seesArmOf(tx: Tx, enrolmentId: string): Promise<boolean> {
  if (await seesArms(tx)) return true
  const study = studyOf(tx)
  const protocol = await readProtocol(tx, study.protocolVersion)
  if (!seesArm(tx.call.actor, protocol, study, true)) return false
  return (await tx.db.unblinding.count({ where: { enrolmentId, voidedAt: null } })) > 0
}

/** The arm whose forms are asked, as far as it may be known; null asks what every arm is asked. */
export async function armInSight(tx: Tx, enrolment: Armed): Promise<string | null> {
  return (await seesArmOf(tx, enrolment.id)) ? (enrolment.receivedArm ?? enrolment.plannedArm) : null
}

/** The column of the arm for lists over `alias.received_arm` and `alias.planned_arm`. */
export async function armColumn(tx: Tx, alias: string): Promise<Prisma.Sql> {
  if (!(await seesArms(tx))) return Prisma.sql`null::text`
  const table = Prisma.raw(alias)
  return Prisma.sql`coalesce(${table}.received_arm, ${table}.planned_arm)`
}

/** Which entries of a patient may be named to who asks: all, or where the arm is hidden those that do not tell it. */
export async function readShown(
  tx: Tx,
  enrolmentId: string,
): Promise<(entry: { readonly instrument: string; readonly visitId: string | null }) => boolean> {
  if (await seesArmOf(tx, enrolmentId)) return () => true
  const { protocolVersion } = await tx.db.enrolment.findUniqueOrThrow({
    where: { id: enrolmentId },
    select: { protocolVersion: true },
  })
  const protocol = await readProtocol(tx, protocolVersion)
  return (entry) => saysNoArm(entry, protocol)
}
