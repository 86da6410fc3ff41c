import { can } from '@/lib/access/actor'
import type { Protocol } from '@/lib/protocol/protocol'
import { Problem } from '@/lib/problem'
import type { Call } from '../call'
import { reading } from '../change'
import { readPatientHead, type PatientHead } from '../enrolments/patient-head'
import { seenWhere } from '../scope'
import { hideBlockSizes } from '../studies/block-sizes'
import { readProtocol } from '../studies/studies'
import { studyOf, type Tx } from '../transaction'
import { readAllocationOf, type AllocationOf } from './randomise'
import { mayUnblind, readUnblindings, type UnblindingOf } from './unblind'

/** A patient's place in a randomised study: waiting for a number, or with one. */
export interface AllocationCard {
  readonly patient: PatientHead
  readonly protocol: Protocol
  readonly allocation: AllocationOf
  readonly unblindings: readonly UnblindingOf[]
  readonly may: { readonly randomise: boolean; readonly unblind: boolean }
}

export async function getAllocationCard(call: Call, study: string, code: string): Promise<AllocationCard> {
  return reading(call, 'enrolment.read', { study }, async (tx) => readCard(tx, code))
}

async function readCard(tx: Tx, code: string): Promise<AllocationCard> {
  const { actor } = tx.call
  const { id: studyId, slug, followUpClosed } = studyOf(tx)
  const enrolment = await tx.db.enrolment.findFirst({
    where: { AND: [{ studyId, code, voidedAt: null }, seenWhere(tx)] },
  })
  if (!enrolment) throw new Problem('not_found')
  const protocol = await readProtocol(tx, enrolment.protocolVersion)
  const allocation = await readAllocationOf(tx, enrolment.id)
  const isWaiting = protocol.randomisation !== undefined && enrolment.plannedArm === null && !followUpClosed
  return {
    patient: await readPatientHead(tx, enrolment),
    protocol: hideBlockSizes(tx, protocol),
    allocation,
    unblindings: await readUnblindings(tx, enrolment.id),
    may: {
      randomise: isWaiting && enrolment.endedOn === null && can(actor, 'allocation.randomise', slug),
      unblind:
        enrolment.plannedArm !== null &&
        allocation.armHidden &&
        can(actor, 'unblinding.add', slug) &&
        (await mayUnblind(tx)),
    },
  }
}
