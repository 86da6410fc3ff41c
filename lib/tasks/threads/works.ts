import { planImputation } from '@/lib/stats/missing/chained-equations'
import { planOptimism } from '@/lib/stats/prediction/optimism-bootstrap'

/** The long works that threads share. Arguments and parts cross between threads, so they hold no functions. */
export const WORKS = { imputation: planImputation, optimism: planOptimism }

export type WorkName = keyof typeof WORKS
export type WorkArguments<N extends WorkName> = Parameters<(typeof WORKS)[N]>

/** What the first message of a thread carries. */
export interface Assignment {
  readonly name: WorkName
  readonly args: WorkArguments<WorkName>
}
