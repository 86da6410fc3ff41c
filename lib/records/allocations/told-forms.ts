import { saysNoArm, seesArm } from '@/lib/protocol/blinding'
import { listAskedInstruments } from '@/lib/protocol/protocol-read'
import { Prisma } from '../generated/client'
import { readProtocol } from '../studies/studies'
import { studyOf, type Tx } from '../transaction'
import { seesArms } from './sight'

/* What of the arms a list may answer with. Changes here need a second reader. */

/**
 * For lists over entries `n` of enrolments `e`: leaves out forms that say the arm to who must not know it, as
 * refuseTelling does of one. A row without an entry stays.
 */
export async function toldFormsSql(tx: Tx): Promise<Prisma.Sql> {
  if (await seesArms(tx)) return Prisma.sql`true`
  const study = studyOf(tx)
  const numbers = await tx.db.protocolVersion.findMany({
    where: { studyId: study.id },
    select: { number: true },
  })
  const told: { protocol: number; log: boolean; instrument: string }[] = []
  for (const { number } of numbers) {
    const protocol = await readProtocol(tx, number)
    for (const { id: instrument } of listAskedInstruments(protocol)) {
      if (saysNoArm({ instrument, visitId: null }, protocol))
        told.push({ protocol: number, log: true, instrument })
      if (saysNoArm({ instrument, visitId: '' }, protocol))
        told.push({ protocol: number, log: false, instrument })
    }
  }
  const inForce = await readProtocol(tx, study.protocolVersion)
  const opened = seesArm(tx.call.actor, inForce, study, true)
    ? Prisma.sql`exists (select from unblinding b where b.enrolment_id = e.id and b.voided_at is null)`
    : Prisma.sql`false`
  return Prisma.sql`(n.id is null or ${opened} or (e.protocol_version, n.visit_id is null, n.instrument) in (
    select protocol, log, instrument
    from jsonb_to_recordset(${JSON.stringify(told)}::jsonb) as told (protocol int, log boolean, instrument text)))`
}
