import * as z from 'zod'
import { contract } from './contract'
import { id, isoDate, studySlug } from './fields'
import { siteCode } from './sites'

const search = {
  from: isoDate.optional(),
  to: isoDate.optional(),
  /** Part of a name, or a user name. */
  person: z.string().trim().min(1).max(80).optional(),
  actor: z.string().max(80).optional(),
  study: studySlug.optional(),
  site: siteCode.optional(),
  /** Study code. */
  patient: z.string().trim().min(1).max(40).optional(),
}
/** Latest first; `next` asks for what follows, as `after`. */
const page = z.object({ rows: z.array(z.looseObject({})), next: z.string().nullable() })

export const listTrail = contract({
  verb: 'trail.read',
  method: 'GET',
  path: '/trail',
  summary: 'The audit trail, latest first: by time, person, act, study, site, patient or row',
  query: z.strictObject({
    ...search,
    verb: z.string().max(40).optional(),
    table: z.string().max(40).optional(),
    row: id.optional(),
    after: z
      .string()
      .regex(/^([0-9a-f-]{36}|system):[1-9]\d{0,15}$/)
      .optional(),
  }),
  answer: page,
})

export const listAccess = contract({
  verb: 'trail.read',
  method: 'GET',
  path: '/trail/access',
  summary: 'Who was shown the identity of which patient, latest first',
  query: z.strictObject({ ...search, after: id.optional() }),
  answer: page,
})
