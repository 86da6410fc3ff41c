/** What the form of an end asks beyond the API's types, so that everything lacking is marked at once. */
import * as z from 'zod'
import { isIsoDate } from '@/lib/codebook/dates'
import { DEATH_RELATIONS, DEATH_SOURCES, endEnrolment } from '@/lib/contracts/patients'

/** What was not chosen is null or an empty text. */
const chosen = <T extends readonly [string, ...string[]]>(choices: T) =>
  z.preprocess((value) => value || null, z.enum(choices).nullable())

export const endSchema = endEnrolment.body
  .omit({ version: true, death: true })
  .extend({
    deathSource: chosen(DEATH_SOURCES),
    deathRelation: chosen(DEATH_RELATIONS),
    deathCause: z.string().trim().max(500),
  })
  .superRefine((end, context) => {
    const refuse = (path: string, code: string) =>
      context.addIssue({ code: 'custom', path: [path], params: { code } })
    if (end.reason !== 'died') {
      if (isIsoDate(end.endedOn, true) && !isIsoDate(end.endedOn)) refuse('endedOn', 'date_incomplete')
      return
    }
    if (!end.deathSource) refuse('deathSource', 'required')
    if (!end.deathRelation) refuse('deathRelation', 'required')
  })

export type End = z.output<typeof endSchema>

export function toEndBody({ deathSource, deathRelation, deathCause, ...end }: End) {
  const death =
    end.reason === 'died' ? { source: deathSource, relation: deathRelation, cause: deathCause || null } : null
  return { ...end, death }
}
