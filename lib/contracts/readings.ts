import * as z from 'zod'
import { contract } from './contract'
import { done, listOf, studyParams, studySlug, version } from './fields'

const key = z.string().regex(/^[A-Za-z0-9_-]{32}$/)
const keyParams = z.strictObject({ study: studySlug, key })

export const listReadings = contract({
  verb: 'reading.list',
  method: 'GET',
  path: '/studies/[study]/readings',
  summary:
    'Pictures that wait for this reader, in random order: number, form, level and nothing of the patient',
  params: studyParams,
  answer: listOf(z.looseObject({})),
})

export const saveReading = contract({
  verb: 'reading.save',
  method: 'POST',
  path: '/studies/[study]/readings/[key]',
  summary: 'Save what was read from a picture',
  params: keyParams,
  body: z.strictObject({
    version,
    values: z.record(z.string().max(60), z.unknown()),
    reasons: z.record(z.string().max(60), z.string().trim().max(500)).default({}),
  }),
  answer: done,
})

export const listEnvelopes = contract({
  verb: 'reading.hand_over',
  method: 'GET',
  path: '/studies/[study]/readings/envelopes',
  summary: 'Which patient’s pictures go out under which number',
  params: studyParams,
  answer: listOf(z.looseObject({})),
})
