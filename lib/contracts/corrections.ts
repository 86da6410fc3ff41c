import * as z from 'zod'
import { contract } from './contract'
import { done, listOf, page, reasonText, studyIdParams, studyParams, version } from './fields'

export const moveOptions = contract({
  verb: 'entry.move',
  method: 'GET',
  path: '/studies/[study]/entries/[id]/move',
  summary: 'Where an entry could be moved to at a patient of the given study code, and what would happen',
  params: studyIdParams,
  query: z.strictObject({ patient: z.string().trim().min(1).max(40) }),
  answer: z.looseObject({}),
})

export const moveBody = z.strictObject({
  version,
  reason: reasonText,
  target: z.strictObject({
    enrolmentId: z.uuid(),
    visitId: z.uuid().nullable(),
    repeatKey: z.string().max(10),
  }),
})

export const moveEntry = contract({
  verb: 'entry.move',
  method: 'POST',
  path: '/studies/[study]/entries/[id]/move',
  summary: 'Move an entry to the patient or the visit it belongs to',
  params: studyIdParams,
  body: moveBody,
  answer: done,
})

export const voidEntry = contract({
  verb: 'entry.void',
  method: 'POST',
  path: '/studies/[study]/entries/[id]/void',
  summary: 'Take an entry out of the record; the trail keeps it',
  params: studyIdParams,
  body: z.strictObject({ version, reason: reasonText }),
  answer: done,
})

export const getEntryHistory = contract({
  verb: 'entry.history',
  method: 'GET',
  path: '/studies/[study]/entries/[id]/history',
  summary: 'Every save of an entry: who, when, why, old and new values',
  params: studyIdParams,
  answer: z.looseObject({}),
})

export const voidVisit = contract({
  verb: 'visit.void',
  method: 'POST',
  path: '/studies/[study]/visits/[id]/void',
  summary: 'Say that a visit did not take place: its forms are voided, its date goes',
  params: studyIdParams,
  body: z.strictObject({ version, reason: reasonText }),
  answer: done,
})

export const MEANINGS = ['reviewed', 'responsible'] as const

export const signVisit = contract({
  verb: 'visit.sign',
  method: 'POST',
  path: '/studies/[study]/visits/[id]/sign',
  summary: 'Sign the entries of a visit, by their versions; the password is asked again',
  params: studyIdParams,
  body: z.strictObject({
    version,
    entries: z.array(z.strictObject({ id: z.uuid(), version })).max(200),
    meaning: z.enum(MEANINGS),
    password: z.string().min(1).max(200),
  }),
  answer: done,
})

export const lockVisit = contract({
  verb: 'visit.lock',
  method: 'POST',
  path: '/studies/[study]/visits/[id]/lock',
  summary: 'Lock a visit against every change',
  params: studyIdParams,
  body: z.strictObject({ version }),
  answer: done,
})

export const unlockVisit = contract({
  verb: 'visit.unlock',
  method: 'POST',
  path: '/studies/[study]/visits/[id]/unlock',
  summary: 'Open a locked visit again, with a reason',
  params: studyIdParams,
  body: z.strictObject({ version, reason: reasonText }),
  answer: done,
})

export const QUERY_STATES = ['open', 'answered', 'closed'] as const
export const QUERY_ACTS = ['answer', 'close', 'reopen'] as const

export const listQueries = contract({
  verb: 'query.list',
  method: 'GET',
  path: '/studies/[study]/queries',
  summary: 'Data queries, open ones first',
  params: studyParams,
  query: z.strictObject({
    page,
    state: z.enum(QUERY_STATES).optional(),
    site: z.string().max(8).optional(),
  }),
  answer: listOf(z.looseObject({})),
})

export const raiseQuery = contract({
  verb: 'query.raise',
  method: 'POST',
  path: '/studies/[study]/queries',
  summary: 'Ask back about one field of an entry',
  params: studyParams,
  body: z.strictObject({ entryId: z.uuid(), item: z.string().max(60), text: reasonText }),
  answer: done,
  status: 201,
})

export const updateQuery = contract({
  verb: 'query.update',
  method: 'PATCH',
  path: '/studies/[study]/queries/[id]',
  summary: 'Answer, close or open a query again',
  params: studyIdParams,
  body: z.strictObject({
    version,
    act: z.enum(QUERY_ACTS),
    text: z.string().trim().max(500).default(''),
  }),
  answer: done,
})
