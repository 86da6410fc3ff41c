import * as z from 'zod'
import { contract } from './contract'
import {
  done,
  isoDate,
  listOf,
  note,
  page,
  reasonText,
  shortText,
  studyIdParams,
  studyParams,
  version,
} from './fields'

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

export const castVote = contract({
  verb: 'complication.vote',
  method: 'POST',
  path: '/studies/[study]/complications/[id]/votes',
  summary: 'Judge a complication, unseen by the other reader; a third decides between two that differ',
  params: studyIdParams,
  body: z.strictObject({
    version,
    verdict: z.enum(['confirm', 'reject', 'change']),
    kind: z.string().max(40).nullable().default(null),
    grade: z.int().min(1).max(7).nullable().default(null),
    note: note.default(''),
  }),
  answer: done,
  status: 201,
})

const ruleId = z.string().regex(/^[a-z][a-z0-9-]{1,39}$/)
const params = z.record(
  z.string().max(40),
  z.union([z.number(), z.string().max(40), z.array(z.string().max(40)).max(50)]),
)

export const previewRule = contract({
  verb: 'definition.preview',
  method: 'GET',
  path: '/studies/[study]/definitions/preview',
  summary: 'What running a rule so would change for the next hundred patients; nothing is written',
  params: studyParams,
  query: z.strictObject({
    rule: ruleId,
    version: z
      .string()
      .regex(/^[1-9]\d{0,3}$/)
      .transform(Number),
    params: z
      .string()
      .max(2_000)
      .default('{}')
      .transform((text, context) => {
        try {
          return JSON.parse(text) as unknown
        } catch {
          context.addIssue({ code: 'custom' })
          return z.NEVER
        }
      })
      .pipe(params),
    after: z.uuid().optional(),
  }),
  answer: z.looseObject({ total: z.int(), seen: z.int(), next: z.uuid().nullable() }),
})

export const chooseRule = contract({
  verb: 'definition.apply',
  method: 'POST',
  path: '/studies/[study]/definitions',
  summary: 'Run a rule so from now on, at every site, with the reason',
  params: studyParams,
  body: z.strictObject({ rule: ruleId, version: z.int().min(1).max(9_999), params, reason: reasonText }),
  answer: done,
  status: 201,
})

export const continueRun = contract({
  verb: 'definition.apply',
  method: 'POST',
  path: '/studies/[study]/definitions/[id]/run',
  summary: 'Run the rules again over the next patients of a choice',
  params: studyIdParams,
  body: z.strictObject({ version }),
  answer: z.looseObject({ id: z.uuid(), version }),
})

export const countUrgent = contract({
  verb: 'alert.count',
  method: 'GET',
  path: '/studies/[study]/alerts/urgent',
  summary: 'Urgent alerts that have escalated to the caller: how many, how old',
  params: studyParams,
  answer: z.object({ urgent: z.looseObject({ open: z.int() }).nullable() }),
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
