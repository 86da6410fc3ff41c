/** What the form of an end asks beyond the API's types, so that everything lacking is marked at once. */
import * as z from 'zod'
import { isIsoDate } from '@/lib/codebook/dates'
import { DEATH_RELATIONS, DEATH_SOURCES, endEnrolment } from '@/lib/contracts/patients'

/** What was not chosen is null or an empty text. */
const chosen = <T extends readonly [string, ...string[]]>(choices: T) =>
  z.preprocess((value) => value || null, z.enum(choices).nullable())

/** Marked beside what is wrong elsewhere, not after it. */
const lacking = (name: string) => ({ path: [name], params: { code: 'required' }, when: () => true })

export const endSchema = endEnrolment.body
  .omit({ version: true, death: true })
  .extend({
    deathSource: chosen(DEATH_SOURCES),
    deathRelation: chosen(DEATH_RELATIONS),
    deathCause: z.string().trim().max(500),
  })
  .refine((end) => end.reason === 'died' || !isIsoDate(end.endedOn, true) || isIsoDate(end.endedOn), {
    path: ['endedOn'],
    params: { code: 'date_incomplete' },
  })
  .refine((end) => end.reason !== 'died' || end.deathSource !== null, lacking('deathSource'))
  .refine((end) => end.reason !== 'died' || end.deathRelation !== null, lacking('deathRelation'))

export type End = z.output<typeof endSchema>

export function toEndBody({ deathSource, deathRelation, deathCause, ...end }: End) {
  const death =
    end.reason === 'died' ? { source: deathSource, relation: deathRelation, cause: deathCause || null } : null
  return { ...end, death }
}
