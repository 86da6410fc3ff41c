import * as z from 'zod'
import { contract } from './contract'
import { done, isoDate, listOf, note, page, shortText, studyIdParams, studyParams, version } from './fields'

export const listComplications = contract({
  verb: 'complication.list',
  method: 'GET',
  path: '/studies/[study]/complications',
  summary: 'Complications, unjudged ones first',
  params: studyParams,
  query: z.strictObject({
    page,
    status: z.enum(['proposed', 'confirmed', 'rejected']).optional(),
    enrolment: z.uuid().optional(),
  }),
  answer: listOf(z.looseObject({})),
})

export const proposeComplication = contract({
  verb: 'complication.propose',
  method: 'POST',
  path: '/studies/[study]/complications',
  summary: 'Report a complication; a clinician judges it',
  params: studyParams,
  body: z.strictObject({
    enrolmentId: z.uuid(),
    visitId: z.uuid().nullable(),
    type: z.string().max(40),
    level: z.string().max(10).nullable(),
    detectedOn: isoDate,
    note: shortText,
  }),
  answer: done,
  status: 201,
})

export const adjudicateComplication = contract({
  verb: 'complication.adjudicate',
  method: 'PATCH',
  path: '/studies/[study]/complications/[id]',
  summary: 'Confirm or reject, the latter with a reason',
  params: studyIdParams,
  body: z.strictObject({ version, status: z.enum(['confirmed', 'rejected']), note: note.default('') }),
  answer: done,
})

export const listAlerts = contract({
  verb: 'alert.list',
  method: 'GET',
  path: '/studies/[study]/alerts',
  summary: 'Alerts, open and urgent ones first',
  params: studyParams,
  query: z.strictObject({
    page,
    open: z
      .enum(['true', 'false'])
      .transform((text) => text === 'true')
      .optional(),
    enrolment: z.uuid().optional(),
  }),
  answer: listOf(z.looseObject({})),
})

export const acknowledgeAlert = contract({
  verb: 'alert.acknowledge',
  method: 'PATCH',
  path: '/studies/[study]/alerts/[id]',
  summary: 'Take notice of an alert, by name',
  params: studyIdParams,
  body: z.strictObject({ version, note: note.nullable() }),
  answer: done,
})
