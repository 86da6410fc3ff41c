import * as z from 'zod'
import { contract } from './contract'
import { code, done, isoDate, page, reasonText, studyIdParams, studyParams } from './fields'

export const SCREENING_OUTCOMES = ['enrolled', 'excluded', 'declined', 'other'] as const

export const screeningBody = z.strictObject({
  screenedOn: isoDate,
  sex: z.enum(['M', 'F']).nullable(),
  age: z.int().min(0).max(130).nullable(),
  outcome: z.enum(SCREENING_OUTCOMES),
  criteria: z.array(code).max(60),
  reason: z.string().trim().max(500).nullable(),
  patient: z.string().trim().max(40).nullable(),
})

export const listScreening = contract({
  verb: 'screening.list',
  method: 'GET',
  path: '/studies/[study]/screening',
  summary: 'The screening log with its counts, 50 lines a page; no identities',
  params: studyParams,
  query: z.strictObject({ page, outcome: z.enum(SCREENING_OUTCOMES).optional() }),
  answer: z.looseObject({}),
})

export const addScreening = contract({
  verb: 'screening.add',
  method: 'POST',
  path: '/studies/[study]/screening',
  summary: 'Somebody was assessed: enrolled, excluded by criteria, declined, or why not',
  params: studyParams,
  body: screeningBody.extend({ site: z.string().max(8).optional() }),
  answer: done,
  status: 201,
})

export const updateScreening = contract({
  verb: 'screening.update',
  method: 'PUT',
  path: '/studies/[study]/screening/[id]',
  summary: 'Correct a line of the screening log',
  params: studyIdParams,
  body: screeningBody.extend({ version: z.int().min(1) }),
  answer: done,
})

export const voidScreening = contract({
  verb: 'screening.void',
  method: 'POST',
  path: '/studies/[study]/screening/[id]/void',
  summary: 'Void a line entered by mistake; its number is not used again',
  params: studyIdParams,
  body: z.strictObject({ version: z.int().min(1), reason: reasonText }),
  answer: done,
})
