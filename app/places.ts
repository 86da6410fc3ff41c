import type { NavKey } from '@/components/registry/shell-nav'
import { administersInstance, can, canAcross, type Actor } from '@/lib/access/actor'
import type { Role, Verb } from '@/lib/access/verbs'

/** What a place of a study asks first; who may not, is not shown the way to it. */
const IN_STUDY: readonly (readonly [NavKey, Verb])[] = [
  // The day's work is for those who enter.
  ['today', 'visit.add'],
  ['patients', 'enrolment.list'],
  ['screening', 'screening.list'],
  ['randomisation', 'allocation.list'],
  ['reading', 'reading.list'],
  ['follow-up', 'follow_up.read'],
  ['complications', 'complication.list'],
  ['queries', 'query.list'],
  ['quality', 'quality.read'],
  ['compare', 'comparison.run'],
  ['extracts', 'extract.read'],
  ['codebook', 'instrument.read'],
  ['forms', 'instrument.draft'],
  ['protocol', 'protocol.read'],
]
const ACROSS: readonly (readonly [NavKey, Verb])[] = [
  ['people', 'person.list'],
  ['trail', 'trail.read'],
]

export function listPlaces(actor: Actor, slug: string | null, absent: readonly NavKey[] = []): NavKey[] {
  const allowed = slug === null ? [] : IN_STUDY.filter(([, verb]) => can(actor, verb, slug))
  const inStudy = allowed.filter(([place]) => !absent.includes(place))
  const across = ACROSS.filter(([, verb]) => canAcross(actor, verb))
  const places = [...inStudy, ...across].map(([place]) => place)
  return administersInstance(actor) ? [...places, 'system'] : places
}

/** Where a person's work in a study begins: the ward's list, the researcher's comparisons, the monitor's figures, the administrator's codebook. */
export function findFirstPlace(actor: Actor, slug: string): string {
  if (can(actor, 'visit.add', slug)) return `/${slug}/today`
  // Who judges outcomes looks for the patient who is there.
  if (can(actor, 'entry.save', slug)) return `/${slug}/patients`
  if (can(actor, 'comparison.run', slug)) return `/${slug}/compare`
  if (can(actor, 'reading.list', slug)) return `/${slug}/reading`
  return can(actor, 'verification.add', slug) ? `/${slug}/quality` : `/${slug}/codebook`
}

/** People who only administer begin with the people. */
export function onlyAdministers(actor: Actor): boolean {
  return actor.memberships.every(({ role }) => role === 'admin') && canAcross(actor, 'person.list')
}

/** Roles held in the study, or anywhere. */
export function rolesIn(actor: Actor, slug: string | null): Role[] {
  const held = actor.memberships.filter(({ study }) => slug === null || study === null || study.slug === slug)
  return [...new Set(held.map(({ role }) => role))]
}
