import type { Plan } from '@/lib/analysis/plan'
import type { ComparisonResult } from '@/lib/analysis/result'

/** A comparison as it stands in the registry. */
export interface SavedComparison {
  readonly id: string
  readonly plan: Plan
  readonly result: ComparisonResult
  readonly planHash: string
  readonly datasetHash: string
  readonly engine: string
  readonly createdAt: string
  /** The data of the study have changed since. */
  readonly dataChanged: boolean
}
