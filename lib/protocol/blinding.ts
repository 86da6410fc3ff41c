/** Who is kept from the arm of a patient, until when. */
import type { Actor } from '@/lib/access/actor'
import type { Role } from '@/lib/access/verbs'
import type { Protocol } from './protocol'
import { instrumentsOfArm } from './protocol-read'

/** These judge outcomes; whatever else they are in the study, they never learn an arm before the data are locked. */
const ALWAYS_BLIND: readonly Role[] = ['assessor', 'image_reader']

/** Roles that the protocol keeps from the arm. In a double-blind trial those who only look on are kept from it too. */
function listBlindRoles(protocol: Pick<Protocol, 'blinding' | 'blinded'>): readonly Role[] {
  const onlookers: readonly Role[] = protocol.blinding === 'double' ? ['admin', 'monitor'] : []
  return [...ALWAYS_BLIND, ...(protocol.blinded ?? []), ...onlookers]
}

/**
 * May the actor learn the arm of a patient of the study? One blind role is enough to say no: nobody forgets at one desk
 * what was read at another. `unblinded` says that this patient's arm was opened in an emergency, which opens it for the
 * ward and nobody else. When follow-up is closed the data are locked and the arms open.
 */
export function seesArm(
  actor: Actor,
  protocol: Pick<Protocol, 'blinding' | 'blinded'>,
  study: { readonly slug: string; readonly followUpClosed: boolean },
  unblinded = false,
): boolean {
  if (actor.unrestricted || study.followUpClosed) return true
  const roles = actor.memberships
    .filter((one) => one.study === null || one.study.slug === study.slug)
    .map(({ role }) => role)
  if (roles.length === 0 || roles.some((role) => ALWAYS_BLIND.includes(role))) return false
  if (unblinded && roles.some((role) => role === 'clinician' || role === 'nurse')) return true
  const blind = listBlindRoles(protocol)
  return !roles.some((role) => blind.includes(role))
}

/** A form that every arm is asked; what was done at the operation says which arm it was. */
export function saysNoArm(
  entry: { readonly instrument: string; readonly visitId: string | null },
  protocol: Protocol,
): boolean {
  const asked =
    entry.visitId === null
      ? (protocol.logInstruments ?? [])
      : protocol.visits.flatMap(({ instruments }) => instruments)
  return instrumentsOfArm(protocol, asked, null).some(({ id }) => id === entry.instrument)
}
