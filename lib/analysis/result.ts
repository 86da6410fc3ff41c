/** What a comparison says: one plain object with every number, n, test and reason. Screen and print read only this. */
import type { Bilingual, Code, MissingReason } from '@/lib/codebook/item'
import type { PAIRED_TESTS, Plan, TESTS } from './plan'

export type TestId = (typeof TESTS)[number]
export type PairedTestId = (typeof PAIRED_TESTS)[number]

/** Variants shown as alternatives only: R's default, and the exact distribution. */
export type AlternativeId = TestId | 'mann_whitney_cc' | 'mann_whitney_exact'

/** Also the tests of two groups among several, which borrow spread or ranks from all of them. */
export type AnyTestId = AlternativeId | PairedTestId | 'pooled_t' | 'dunn'

/** `key` under messages `analysis.*`. Params may carry the label of data as `zh` and `en`. */
export interface Sentence {
  readonly key: string
  readonly params: Readonly<Record<string, string | number>>
}

export type Kind = 'continuous' | 'ordinal' | 'categorical'
export type Show = 'mean' | 'median' | 'counts'
export type StatisticSymbol = 't' | 't′' | 'Z' | 'F' | 'H' | 'χ²'

export interface TestDone {
  readonly status: 'ok'
  readonly test: AnyTestId
  /** Null for tests without a statistic (Fisher). */
  readonly symbol: StatisticSymbol | null
  readonly statistic: number | null
  readonly df: readonly number[]
  /** Two-sided. */
  readonly p: number
  /** Number of random tables when an exact P was out of reach. */
  readonly draws?: number
}

export interface TestNotDone {
  readonly status: 'not_computable'
  readonly test: AnyTestId | 'none'
  /** A reason of lib/stats; key of messages `analysis.notComputable.*`. */
  readonly reason: string
}

export type TestOutcome = TestDone | TestNotDone

export type Assumption =
  | {
      readonly check: 'shapiro_wilk'
      readonly group: string
      readonly W: number | null
      readonly p: number | null
      readonly reason?: string
    }
  | {
      readonly check: 'levene'
      readonly centre: 'mean'
      readonly F: number
      readonly df: readonly [number, number]
      readonly p: number
    }
  | {
      readonly check: 'levene'
      readonly centre: 'mean'
      readonly F: null
      readonly p: null
      readonly reason: string
    }
  | {
      readonly check: 'expected'
      readonly n: number
      readonly min: number
      readonly below5: number
      readonly cells: number
    }

export interface Cell {
  /** Values present in this group. */
  readonly n: number
  readonly missing: number
  /** Of the missing, those with a declared reason. */
  readonly reasons: Readonly<Partial<Record<MissingReason, number>>>
  readonly mean: number | null
  readonly sd: number | null
  readonly median: number | null
  /** Of the type named in the plan. */
  readonly q1: number | null
  readonly q3: number | null
  readonly min: number | null
  readonly max: number | null
  /** One a level, in the order of the levels; empty for continuous rows. */
  readonly counts: readonly number[]
}

/** First group minus second, or a strength without a sign for more than two groups or levels. */
export interface Effect {
  readonly measure:
    | 'mean_difference'
    | 'median_shift'
    | 'rank_biserial'
    | 'risk_difference'
    | 'cramer_v'
    | 'eta_squared'
    | 'epsilon_squared'
    | 'mean_change'
    | 'median_change'
    | 'share_change'
    | 'matched_rank_biserial'
    | 'adjusted_difference'
    | 'probability_superiority'
    | 'common_odds_ratio'
  readonly estimate: number
  readonly ci: readonly [number, number] | null
  readonly method:
    | 'student'
    | 'welch'
    | 'pooled'
    | 'hodges_lehmann'
    | 'fisher_z'
    | 'newcombe'
    | 'paired_t'
    | 'walsh'
    | 'newcombe_paired'
    | 'ancova'
    | 'proportional_odds'
    | 'none'
  /** The level whose risk is meant. */
  readonly level?: Bilingual
  /** Of its own test, where it has one. */
  readonly p?: number
  /** Which groups, where there are more than two. */
  readonly groups?: readonly [number, number]
}

/** One group before and after: the patients who have both values. */
export interface WithinGroup {
  /** Pairs. */
  readonly n: number
  /** Patients with one of the two values. */
  readonly single: number
  readonly before: Cell
  readonly after: Cell
  /** Of the differences; null where the values are categories. */
  readonly change: Cell | null
  /** How many went to a higher level, stayed and went to a lower one; null for unordered categories. */
  readonly moved: readonly [number, number, number] | null
  readonly assumptions: readonly Assumption[]
  readonly ruleTest: PairedTestId | 'none'
  readonly chosenBy: 'rule' | 'plan'
  readonly reasons: readonly Sentence[]
  readonly test: TestOutcome
  readonly alternatives: readonly TestOutcome[]
  /** Later minus baseline. */
  readonly effect: Effect | null
}

export interface Within {
  /** Name of the baseline's column. */
  readonly variable: string
  /** Of the values themselves, also where the row holds changes of them. */
  readonly label: Bilingual
  readonly unit?: string
  readonly decimals: number
  readonly visit: string
  readonly groups: readonly WithinGroup[]
}

/** Two of several groups, first minus second. */
export interface PairOfGroups {
  readonly groups: readonly [number, number]
  readonly effect: Effect | null
  readonly test: TestOutcome
  /** Adjusted as the method says. */
  readonly p: number | null
}

export interface Pairwise {
  readonly method: 'lsd' | 'holm'
  /** Every pair, or with many groups each against the first only. */
  readonly against: 'all' | 'first'
  readonly list: readonly PairOfGroups[]
}

/** A condition of the population, with how many it left out of those the conditions before it had left in. */
export interface Condition {
  /** Name of the column. */
  readonly variable: string
  readonly label: Bilingual
  readonly unit?: string
  readonly in?: readonly Bilingual[]
  readonly not?: readonly Bilingual[]
  readonly min?: number
  readonly max?: number
  readonly present?: boolean
  readonly leftOut: number
}

export interface RowResult {
  /** Name of the column. */
  readonly variable: string
  readonly label: Bilingual
  readonly unit?: string
  readonly decimals: number
  readonly visit?: string
  readonly kind: Kind
  readonly complication: boolean
  readonly n: number
  readonly missing: number
  readonly show: Show
  readonly levels: readonly Code[]
  readonly cells: readonly Cell[]
  readonly assumptions: readonly Assumption[]
  /** What the rule chooses, also where the plan overrules it. */
  readonly ruleTest: TestId | 'none'
  readonly chosenBy: 'rule' | 'plan'
  readonly reasons: readonly Sentence[]
  readonly test: TestOutcome
  readonly alternatives: readonly TestOutcome[]
  /** Alternatives that are printed beside the chosen test, not only on demand. */
  readonly beside: readonly AlternativeId[]
  readonly difference: Effect | null
  /** Further effects, each with its interval: adjusted for the baseline, or of an ordinal row. */
  readonly effects?: readonly Effect[]
  /** The row holds changes from the baseline instead of values. */
  readonly as?: 'change' | 'percent'
  readonly within?: Within
  readonly pairwise?: Pairwise
  /** Standardised difference of two groups. */
  readonly smd: number | null
  readonly notes: readonly Sentence[]
}

export interface GroupResult {
  readonly key: string
  readonly label: Bilingual
  readonly n: number
}

export interface ComparisonResult {
  readonly version: 1
  readonly plan: Plan
  readonly groups: readonly GroupResult[]
  readonly n: number
  readonly excluded: { readonly filtered: number; readonly noGroup: number }
  readonly rows: readonly RowResult[]
  readonly conditions?: readonly Condition[]
  /** Conventions in which packages differ, as followed here. */
  readonly conventions: readonly Sentence[]
  readonly notes: readonly Sentence[]
}
