/**
 * Who judges a proposed complication, and what follows. With one reader the word of one clinician settles it. With two,
 * each votes without seeing the other's vote; where they differ a third decides.
 */
import type { ComplicationCode } from './catalogue'

export interface AdjudicationPlan {
  readonly readers: 1 | 2
  readonly blind: boolean
}

/** Where a protocol says nothing, as it always was. */
export const ONE_READER: AdjudicationPlan = { readers: 1, blind: false }

export interface Vote {
  readonly reader: string
  readonly verdict: 'confirm' | 'reject' | 'change'
  /** What it is called instead. */
  readonly kind?: ComplicationCode | null
  /** Clavien–Dindo, 1 (I) to 7 (V). */
  readonly grade?: number | null
}

export type Outcome =
  | { readonly status: 'rejected' }
  | { readonly status: 'confirmed'; readonly kind: ComplicationCode; readonly grade: number | null }

export type Standing =
  | { readonly state: 'waiting'; readonly missing: 1 | 2 }
  /** Two differ: a third decides. */
  | { readonly state: 'disputed' }
  | { readonly state: 'settled'; readonly outcome: Outcome; readonly by: 'one' | 'agreement' | 'third' }

/** What a vote says of a proposal of that kind. */
function readVote(vote: Vote, proposed: ComplicationCode): Outcome {
  if (vote.verdict === 'reject') return { status: 'rejected' }
  return { status: 'confirmed', kind: vote.kind ?? proposed, grade: vote.grade ?? null }
}

/** Two outcomes agree in what it is and, where both give a grade, in the grade. */
export function agree(a: Outcome, b: Outcome): boolean {
  if (a.status === 'rejected' || b.status === 'rejected') return a.status === b.status
  return a.kind === b.kind && (a.grade === null || b.grade === null || a.grade === b.grade)
}

/** @param votes in the order in which they were given */
export function settle(plan: AdjudicationPlan, proposed: ComplicationCode, votes: readonly Vote[]): Standing {
  const [first, second, third] = votes.map((vote) => readVote(vote, proposed))
  if (plan.readers === 1)
    return first ? { state: 'settled', outcome: first, by: 'one' } : { state: 'waiting', missing: 1 }
  if (!first || !second) return { state: 'waiting', missing: first ? 1 : 2 }
  if (agree(first, second)) return { state: 'settled', outcome: join(first, second), by: 'agreement' }
  return third ? { state: 'settled', outcome: third, by: 'third' } : { state: 'disputed' }
}

/** A grade that only one of them gave is the grade. */
function join(a: Outcome, b: Outcome): Outcome {
  if (a.status === 'rejected' || b.status === 'rejected') return a
  return { ...a, grade: a.grade ?? b.grade }
}

export type Refusal = 'voted_already' | 'settled_already' | 'own_proposal_alone'

/**
 * Why this reader may not vote now; null when they may. Nobody votes twice. Who proposed it may be one of two, never
 * the one who decides between two.
 */
export function refuseVote(
  plan: AdjudicationPlan,
  proposed: ComplicationCode,
  votes: readonly Vote[],
  reader: string,
  proposer: string | null,
): Refusal | null {
  if (votes.some((vote) => vote.reader === reader)) return 'voted_already'
  const { state } = settle(plan, proposed, votes)
  if (state === 'settled') return 'settled_already'
  return state === 'disputed' && reader === proposer ? 'own_proposal_alone' : null
}

/** The votes a reader may see: their own, and all once both are in. */
export function listSeenVotes<V extends Vote>(
  plan: AdjudicationPlan,
  votes: readonly V[],
  reader: string,
): readonly V[] {
  return votes.length >= plan.readers ? votes : votes.filter((vote) => vote.reader === reader)
}

/** Outcomes of the first two readers, crossed: what agreement is reckoned from. */
export function crossVotes(
  pairs: readonly { readonly proposed: ComplicationCode; readonly votes: readonly Vote[] }[],
): { readonly categories: readonly string[]; readonly table: readonly (readonly number[])[] } {
  const read = (vote: Vote, proposed: ComplicationCode) => {
    const outcome = readVote(vote, proposed)
    return outcome.status === 'rejected' ? 'rejected' : outcome.kind === proposed ? 'confirmed' : 'changed'
  }
  const both = pairs.flatMap(({ proposed, votes: [a, b] }) =>
    a && b ? [[read(a, proposed), read(b, proposed)] as const] : [],
  )
  const categories = ['confirmed', 'rejected', 'changed'].filter(
    (name) => name !== 'changed' || both.some((pair) => pair.includes('changed')),
  )
  const table = categories.map((row) =>
    categories.map((column) => both.filter(([a, b]) => a === row && b === column).length),
  )
  return { categories, table }
}
