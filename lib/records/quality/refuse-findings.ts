import { Problem } from '@/lib/problem'
import type { Tx } from '../transaction'
import { readFindings } from './read-findings'

/**
 * What cannot be is not signed: names every hard finding at the visit. It is judged anew, whatever became of its query,
 * so that nobody closes their way past it.
 */
export async function refuseFindings(
  tx: Tx,
  visit: { readonly enrolmentId: string; readonly code: string },
): Promise<void> {
  const { found } = await readFindings(tx, visit.enrolmentId)
  const hard = found.filter((finding) => finding.severity === 'hard' && finding.visit === visit.code)
  if (hard.length === 0) return
  throw new Problem('not_now', {
    reason: 'hard_findings',
    extra: { findings: hard.map(({ origin, item, text }) => ({ origin, item, text })) },
  })
}
