import * as z from 'zod'
import { contract } from './contract'
import { done, isoDate, reasonText, studyIdParams, studyParams, timeOfDay, version } from './fields'

/** A draft may be anything that is typed; only its size has an end. */
const definition = z
  .record(z.string().max(60), z.unknown())
  .refine((value) => JSON.stringify(value).length <= 500_000, { params: { code: 'too_large' } })

export const saveProtocolDraft = contract({
  verb: 'protocol.draft',
  method: 'PUT',
  path: '/studies/[study]/protocol/draft',
  summary: 'Keep what is typed of the next version; it need not be sound yet',
  params: studyParams,
  body: z.strictObject({ version, basedOn: z.int().min(1), definition }),
  answer: done,
})

export const discardProtocolDraft = contract({
  verb: 'protocol.draft',
  method: 'DELETE',
  path: '/studies/[study]/protocol/draft',
  summary: 'Throw the draft away',
  params: studyParams,
  body: z.strictObject({ version }),
  answer: done,
})

export const publishProtocol = contract({
  verb: 'protocol.publish',
  method: 'POST',
  path: '/studies/[study]/protocol/versions',
  summary: 'Publish the draft as the next version',
  params: studyParams,
  body: z.strictObject({ version, reason: reasonText }),
  answer: done,
  status: 201,
})

export const listProtocolVersions = contract({
  verb: 'protocol.read',
  method: 'GET',
  path: '/studies/[study]/protocol/versions',
  summary: 'Every published version, the newest first',
  params: studyParams,
  answer: z.looseObject({}),
})

export const moveProtocol = contract({
  verb: 'enrolment.move_protocol',
  method: 'POST',
  path: '/studies/[study]/enrolments/[id]/protocol',
  summary: 'Move an enrolled patient to another version of the protocol',
  params: studyIdParams,
  body: z.strictObject({ version, to: z.int().min(1), reason: reasonText }),
  answer: done,
})

export const previewOperation = contract({
  verb: 'operation.update',
  method: 'GET',
  path: '/studies/[study]/operations/[id]/preview',
  summary: 'What another date or time of the index operation would do to the visits',
  params: studyIdParams,
  query: z.strictObject({ performedOn: isoDate, endedTime: timeOfDay.optional() }),
  answer: z.looseObject({}),
})
