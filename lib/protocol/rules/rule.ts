/** What a complication rule reads and says. Rules are pure, versioned, and only propose: a clinician decides. */
import type { Scores, Values } from '@/lib/codebook/item'
import type { ComplicationCode } from '../catalogue'
import type { RulePlan, Technique } from '../protocol'

export interface RuleEntry {
  readonly id: string
  readonly instrument: string
  readonly version: number
  /** Level or operation ordinal of a repeating instrument; '' otherwise. */
  readonly repeatKey: string
  readonly visit: string | null
  readonly values: Values
  readonly scores: Scores
}

export interface RuleVisit {
  readonly code: string
  readonly doneOn: string | null
  /** Days since the index operation; null while either is unknown. */
  readonly day: number | null
  /** After the index operation; on its very day the hours, or the plan of the visit, tell. */
  readonly after: boolean
}

/** Everything known of one enrolment, in any order. */
export interface RuleContext {
  readonly technique: Technique
  readonly operationDate: string | null
  /** Vertebrae or discs that were operated on; absent where nobody asks. */
  readonly levels?: readonly string[]
  readonly visits: readonly RuleVisit[]
  readonly entries: readonly RuleEntry[]
}

/** One sentence: `key` under messages `rules.*`, its params, and where the criterion comes from (`saySource`). */
export interface Evidence {
  readonly key: string
  readonly params: Readonly<Record<string, string | number>>
  readonly source: string
}

interface Finding {
  readonly rule: string
  readonly ruleVersion: number
  readonly visit: string | null
  readonly entryId: string
  /** The same finding always has the same key, so a rule may run after every save. Unique per enrolment. */
  readonly dedupeKey: string
  readonly evidence: readonly Evidence[]
}

export interface Proposal extends Finding {
  readonly type: ComplicationCode
  readonly level?: string
  /** ISO date or its prefix, as the patient told it. */
  readonly onsetOn: string | null
  readonly detectedOn: string | null
}

export interface AlertSignal extends Finding {
  readonly type: 'early_pain' | 'urgent'
}

export interface Findings {
  readonly proposals: readonly Proposal[]
  readonly alerts: readonly AlertSignal[]
}

export interface Rule {
  readonly id: string
  readonly version: number
  /** Techniques it applies to: the rule set follows the technique. */
  readonly techniques: readonly Technique[]
  /** Complications it may propose; a rule that only raises alerts has none. */
  readonly proposes: readonly ComplicationCode[]
  /** What it looks at, by instrument: laid beside a proposal when it is judged. */
  readonly reads: Readonly<Record<string, readonly string[]>>
  /** Parameters and their defaults; a plan may set these and no others. */
  readonly defaults: RulePlan['params']
  readonly evaluate: (context: RuleContext, params: RulePlan['params']) => Findings
}
