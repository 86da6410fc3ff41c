import { toJson, type InstrumentJson } from '@/lib/codebook/json'
import { Problem } from '@/lib/problem'
import type { Call } from '../call'
import { getShelf } from './get-shelf'

/** A published form, shipped or the study's own, as plain data; the last version when none is named. */
export async function getFormData(
  call: Call,
  study: string,
  id: string,
  version?: number,
): Promise<InstrumentJson> {
  const shelf = await getShelf(call, study)
  const form = version === undefined ? shelf.latest(id) : shelf.find(id, version)
  if (!form) throw new Problem('not_found')
  return toJson(form)
}
