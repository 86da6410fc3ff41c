import type { Dataset } from '@/lib/codebook/dataset'
import type { Verb } from '@/lib/access/verbs'
import type { Call } from '../call'
import { reading } from '../change'
import { buildPatientDataset, buildVisitDataset } from './build-dataset'
import { readStudyData } from './read-study'

/**
 * The only way out: a study as de-identified data, read under the role that can see nothing else. The verb is
 * what the data are wanted for; both uses leave their own receipt.
 */
export async function extractDataset(
  call: Call,
  verb: Extract<Verb, 'comparison.run' | 'extract.run' | 'comparison.read'>,
  study: string,
  grain: 'patient' | 'visit',
): Promise<Dataset> {
  // Visits and their entries are read by several queries while people save: all of one moment.
  const options = { deidentified: true, snapshot: true, timeoutMs: 120_000 }
  const data = await reading(call, verb, { study }, readStudyData, options)
  return grain === 'patient' ? buildPatientDataset(data) : buildVisitDataset(data)
}
