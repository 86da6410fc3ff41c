import * as z from 'zod'
import { contract } from './contract'
import { done, id, page, reasonText, studySlug, version } from './fields'

/** Id of a form: what an entry is filed under. */
const formId = z.string().regex(/^[a-z][a-z0-9_]{0,30}$/)
const formParams = z.strictObject({ study: studySlug, instrument: formId })

/** What is being written may be anything; only its size has an end. */
const definition = z
  .record(z.string().max(60), z.unknown())
  .refine((value) => JSON.stringify(value).length <= 200_000, { params: { code: 'too_large' } })

export const getForm = contract({
  verb: 'instrument.read',
  method: 'GET',
  path: '/studies/[study]/instruments/[instrument]',
  summary: 'A form as a file: JSON, or a data dictionary as REDCap reads it',
  params: formParams,
  query: z.strictObject({
    version: z
      .string()
      .regex(/^[1-9]\d{0,3}$/)
      .transform(Number)
      .optional(),
    format: z.enum(['json', 'redcap']).default('json'),
    language: z.enum(['zh', 'en']).default('zh'),
  }),
  answer: { file: ['application/json', 'text/csv; charset=utf-8'] },
})

export const saveFormDraft = contract({
  verb: 'instrument.draft',
  method: 'PUT',
  path: '/studies/[study]/instruments/[instrument]/draft',
  summary: 'Keep what is written of a form of the study; it need not be sound yet',
  params: formParams,
  body: z.strictObject({ version, definition }),
  answer: done,
})

export const discardFormDraft = contract({
  verb: 'instrument.draft',
  method: 'DELETE',
  path: '/studies/[study]/instruments/[instrument]/draft',
  summary: 'Throw the draft of a form away',
  params: formParams,
  body: z.strictObject({ version }),
  answer: done,
})

export const publishForm = contract({
  verb: 'instrument.publish',
  method: 'POST',
  path: '/studies/[study]/instruments/[instrument]/versions',
  summary: 'Publish the draft of a form as its next version, which never changes',
  params: formParams,
  body: z.strictObject({ version }),
  answer: done,
  status: 201,
})

export const previewFormMove = contract({
  verb: 'entry.move_version',
  method: 'GET',
  path: '/studies/[study]/instruments/[instrument]/moves',
  summary: 'What changes for entries of earlier versions if they are moved to the last',
  params: formParams,
  query: z.strictObject({ page }),
  answer: z.looseObject({}),
})

export const moveFormEntry = contract({
  verb: 'entry.move_version',
  method: 'POST',
  path: '/studies/[study]/instruments/[instrument]/moves',
  summary: 'Move one entry to the last version of its form',
  params: formParams,
  body: z.strictObject({ entryId: id, version, to: z.int().min(2), reason: reasonText }),
  answer: done,
})
