import type { Call } from '../call'
import { reading } from '../change'
import { studyOf } from '../transaction'

/**
 * A mark of what somebody would compare: another one as soon as a value, a visit, a patient, a complication or the
 * protocol is another. Says nothing of any patient.
 */
export async function readDataStamp(call: Call, study: string): Promise<string> {
  return reading(
    call,
    'comparison.run',
    { study },
    async (tx) => {
      const { id, protocolVersion } = studyOf(tx)
      const parts = await tx.db.$queryRaw<{ n: bigint; mark: string | null }[]>`
        select count(*) as n, sum(hashtext(e::text)::bigint)::text as mark from deid.enrolment e where study_id = ${id}::uuid
        union all
        select count(*), sum(hashtext(e::text)::bigint)::text from deid.entry e where study_id = ${id}::uuid
        union all
        select count(*), sum(hashtext(v::text)::bigint)::text from deid.visit v where study_id = ${id}::uuid
        union all
        select count(*), sum(hashtext(c::text)::bigint)::text from deid.complication c where study_id = ${id}::uuid`
      const marks = parts.map(({ n, mark }) => `${n}.${mark ?? ''}`)
      return [study, protocolVersion, JSON.stringify(tx.reach.sites), ...marks].join('|')
    },
    { deidentified: true, snapshot: true, timeoutMs: 120_000 },
  )
}
