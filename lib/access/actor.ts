import { POLICY, type Role, type Verb } from './verbs'

/** A role held in a study (or, for administrators, in every study), at one site or at all of its sites. */
export interface Membership {
  readonly role: Role
  readonly study: { readonly id: string; readonly slug: string } | null
  readonly siteId: string | null
}

/** Who asks. Built only from a session row, or by the command line (every site, no decryption). */
export interface Actor {
  /** `person:<uuid>`, `cli:<os user>` or `system:<task>`; stands in the trail. */
  readonly id: string
  readonly personId: string | null
  readonly name: string
  readonly locale: 'zh-CN' | 'en'
  readonly memberships: readonly Membership[]
  /** The session that asks; none for the command line. */
  readonly sessionId?: string
  /** The password was set by somebody else: until it is changed there are no memberships. */
  readonly mustChangePassword?: boolean
  /** The command line and the system may do everything except decrypt identities. */
  readonly unrestricted: boolean
}

/** Where a verb may be used: one study (or all), some sites (or all). */
export interface Reach {
  readonly studies: '*' | readonly string[]
  readonly sites: '*' | readonly string[]
}

function allows(role: Role, verb: Verb): boolean {
  return (POLICY[verb] as readonly Role[]).includes(role)
}

/** Is the actor anything at all in this study? What one has no part in does not exist for one. */
export function knowsStudy(actor: Actor, slug: string): boolean {
  return actor.unrestricted || actor.memberships.some((m) => m.study === null || m.study.slug === slug)
}

/** How far the verb reaches in one study; null when no role of the actor allows it there. */
export function reachInStudy(actor: Actor, verb: Verb, study: { id: string; slug: string }): Reach | null {
  if (actor.unrestricted) return { studies: [study.id], sites: '*' }
  const held = actor.memberships.filter(
    (m) => (m.study === null || m.study.id === study.id) && allows(m.role, verb),
  )
  if (held.length === 0) return null
  const everySite = held.some((m) => m.siteId === null)
  return {
    studies: [study.id],
    sites: everySite ? '*' : [...new Set(held.flatMap((m) => (m.siteId ? [m.siteId] : [])))],
  }
}

/**
 * How far a verb reaches across studies (people, trail). Sites and studies are two lists, so a person who is
 * limited to a site in one study must not gain that site in another: only memberships over every site of
 * their study count here.
 */
export function reachAcross(actor: Actor, verb: Verb): Reach | null {
  if (actor.unrestricted) return { studies: '*', sites: '*' }
  // One's own account needs no reach into any study.
  if (verb === 'person.update_own') return { studies: [], sites: [] }
  const held = actor.memberships.filter((m) => m.siteId === null && allows(m.role, verb))
  if (held.length === 0) return null
  if (held.some((m) => m.study === null)) return { studies: '*', sites: '*' }
  return { studies: held.flatMap((m) => (m.study ? [m.study.id] : [])), sites: '*' }
}

/** May the actor use the verb somewhere in the study? Pages ask this only to hide what would be refused. */
export function can(actor: Actor, verb: Verb, slug: string): boolean {
  return (
    actor.unrestricted ||
    actor.memberships.some((m) => (m.study === null || m.study.slug === slug) && allows(m.role, verb))
  )
}

export function canAcross(actor: Actor, verb: Verb): boolean {
  return reachAcross(actor, verb) !== null
}

/** Administrators of every study look after the instance itself: sites, studies, accounts. */
export function administersInstance(actor: Actor): boolean {
  return actor.unrestricted || actor.memberships.some((m) => m.role === 'admin' && m.study === null)
}
