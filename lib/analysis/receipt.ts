/** The receipt of a result: what was asked, of which data, by which engine. Anyone can run it again. Server only. */
import { createHash } from 'node:crypto'
import { sortedJson } from '@/lib/codebook/canonical'
import { ENGINE_VERSION } from './engine'
import type { Plan, RuleId } from './plan'

export interface Receipt {
  /** SHA-256 of the plan's JSON with sorted keys, hex. */
  readonly plan: string
  /** SHA-256 of the data set's canonical bytes, hex. */
  readonly dataset: string
  readonly engine: string
  readonly rule: RuleId
}

export function makeReceipt(plan: Plan, datasetHash: string): Receipt {
  return { plan: hashPlan(plan), dataset: datasetHash, engine: ENGINE_VERSION, rule: plan.rule }
}

export function hashPlan(plan: Plan): string {
  return createHash('sha256').update(sortedJson(plan)).digest('hex')
}
