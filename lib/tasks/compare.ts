import { compareGroups } from '@/lib/analysis/compare'
import { parsePlan, type Plan } from '@/lib/analysis/plan'
import { makeReceipt, type Receipt } from '@/lib/analysis/receipt'
import type { ComparisonResult } from '@/lib/analysis/result'
import { hashDataset } from '@/lib/codebook/canonical'
import type { Dataset } from '@/lib/codebook/dataset'
import { Problem, invalidField } from '@/lib/problem'
import type { Call } from '@/lib/records/call'
import type { Done } from '@/lib/records/change'
import { extractDataset } from '@/lib/records/data/extract'
import { getComparison, recordComparison } from '@/lib/records/data/receipts'
import { getProtocol, getStudy } from '@/lib/records/studies/studies'
import { addWindows } from './visit-windows'

export interface Comparison {
  readonly id: string
  readonly version: number
  readonly replayed: boolean
  readonly plan: Plan
  readonly result: ComparisonResult
  readonly receipt: Receipt
}

/** A request told twice gets the numbers that stand under its id, though the data have moved on. */
async function reopen(call: Call, study: string, done: Done): Promise<Comparison> {
  const row = await getComparison(call, study, done.id)
  const plan = row.plan as unknown as Plan
  return {
    ...done,
    plan,
    result: row.result as unknown as ComparisonResult,
    receipt: { plan: row.planHash, dataset: row.datasetHash, engine: row.engine, rule: plan.rule },
  }
}

/** What a plan sees; windows are judged only where it asks for them. */
async function readData(call: Call, study: string, plan: Plan): Promise<Dataset> {
  const patients = await extractDataset(call, 'comparison.run', study, 'patient')
  if (plan.timing !== 'in_window') return patients
  const visits = await extractDataset(call, 'comparison.run', study, 'visit')
  return addWindows(patients, visits, await getProtocol(call, study))
}

/** Outcomes by arm of a randomised trial stay closed while it runs (practice 4). */
async function refuseOpenTrial(call: Call, slug: string): Promise<void> {
  const { protocol, followUpClosed } = await getStudy(call, slug)
  if (protocol.design === 'randomised' && !followUpClosed) {
    throw new Problem('not_now', { reason: 'outcomes_closed' })
  }
}

/** Compares groups of a study by a plan; the answer stands in the registry with what made it. */
export async function runComparison(call: Call, study: string, given: unknown): Promise<Comparison> {
  const plan = parsePlan(given)
  if (plan.study !== study) throw invalidField('plan.study', 'unknown')
  await refuseOpenTrial(call, study)
  const dataset = await readData(call, study, plan)
  const result = compareGroups(plan, dataset)
  const receipt = makeReceipt(plan, hashDataset(dataset))
  const done = await recordComparison(call, study, {
    plan,
    planHash: receipt.plan,
    datasetHash: receipt.dataset,
    engine: receipt.engine,
    result,
  })
  return done.replayed ? reopen(call, study, done) : { ...done, plan, result, receipt }
}
