/**
 * Completeness of follow-up per visit and arm, always in both forms: of all enrolled and alive, and the
 * published one, of those whose window has closed less those who died or withdrew before it. Whoever withdrew the
 * use of data counts in neither: callers leave them out.
 */
import type { Brake, VisitState } from './protocol'

/** Visits counted by what matters here, e.g. one row of a `group by`. */
export interface CompletenessRow {
  readonly visit: string
  /** Empty where arms are not told apart, or none is given yet. */
  readonly arm: string
  readonly state: VisitState
  /** The clock has passed the end of the window. */
  readonly windowClosed: boolean
  readonly alive: boolean
  /** Died or withdrew before the window closed. Lost to follow-up is not that: it stays in the denominator. */
  readonly leftBefore: boolean
  readonly count: number
}

export interface Completeness {
  readonly visit: string
  readonly arm: string
  readonly enrolled: number
  readonly alive: number
  /** Done by patients still alive, at any time. */
  readonly doneAlive: number
  readonly doneEarly: number
  readonly doneInWindow: number
  readonly doneLate: number
  /** Window closed, less those who left before. */
  readonly expected: number
  readonly expectedDone: number
  /** doneAlive / alive; null without a denominator. */
  readonly ofAlive: number | null
  /** expectedDone / expected. */
  readonly published: number | null
}

/** One line a visit and arm, in the order they are first met. */
export function completeness(rows: readonly CompletenessRow[]): Completeness[] {
  const groups = new Map<string, CompletenessRow[]>()
  for (const row of rows) {
    const key = JSON.stringify([row.visit, row.arm])
    groups.set(key, [...(groups.get(key) ?? []), row])
  }
  return [...groups.values()].map(summarise)
}

function summarise(rows: readonly CompletenessRow[]): Completeness {
  const count = (wanted: (row: CompletenessRow) => boolean) =>
    rows.reduce((sum, row) => (wanted(row) ? sum + row.count : sum), 0)
  const isExpected = (row: CompletenessRow) => row.windowClosed && !row.leftBefore
  const alive = count((row) => row.alive)
  const doneAlive = count((row) => row.alive && isDone(row.state))
  const expected = count(isExpected)
  const expectedDone = count((row) => isExpected(row) && row.state === 'done')
  return {
    visit: rows[0]?.visit ?? '',
    arm: rows[0]?.arm ?? '',
    enrolled: count(() => true),
    alive,
    doneAlive,
    doneEarly: count((row) => row.state === 'done_early'),
    doneInWindow: count((row) => row.state === 'done'),
    doneLate: count((row) => row.state === 'done_late'),
    expected,
    expectedDone,
    ofAlive: alive === 0 ? null : doneAlive / alive,
    published: expected === 0 ? null : expectedDone / expected,
  }
}

export function isDone(state: VisitState): boolean {
  return state === 'done' || state === 'done_early' || state === 'done_late'
}

/** Journals ask for this share (clinical.md 4b); the number is printed, never called adequate. */
export const ENOUGH = 0.8

/** Arms whose published completeness differs by more than this many points are told (practice 9). */
const APART = 0.1
/** Windows that must have closed in each arm before a difference is told: below that one patient is ten points. I */
const LEAST_EACH = 10

export interface ArmsApart {
  readonly visit: string
  readonly high: Completeness
  readonly low: Completeness
  /** Percentage points. */
  readonly points: number
}

/** Visits at which loss differs between arms, which biases what is compared. */
export function findArmsApart(rows: readonly Completeness[]): ArmsApart[] {
  const visits = [...new Set(rows.map(({ visit }) => visit))]
  return visits.flatMap((visit) => {
    const arms = rows
      .filter((row) => row.visit === visit && row.arm !== '' && row.expected >= LEAST_EACH)
      .sort((a, b) => (b.published ?? 0) - (a.published ?? 0))
    const [high, low] = [arms[0], arms.at(-1)]
    if (!high || !low) return []
    const apart = (high.published ?? 0) - (low.published ?? 0)
    return apart > APART + 1e-9 ? [{ visit, high, low, points: 100 * apart }] : []
  })
}

/** Has the brake of the protocol to hold here? Judged by the published form, once enough windows have closed. */
export function isBraked(brake: Brake, row: Pick<Completeness, 'expected' | 'expectedDone'>): boolean {
  return row.expected >= Math.max(1, brake.least) && row.expectedDone / row.expected < brake.below
}
