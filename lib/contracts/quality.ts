import * as z from 'zod'
import { contract } from './contract'
import { done, listOf, page, reasonText, studyIdParams, studyParams, version } from './fields'

export const SECOND_STATES = ['wanted', 'agreed', 'differs', 'resolved', 'no_source'] as const

export const addVerification = contract({
  verb: 'verification.add',
  method: 'POST',
  path: '/studies/[study]/verifications',
  summary: 'Tick a form, or some of its items, as compared with the source',
  params: studyParams,
  body: z.strictObject({
    entryId: z.uuid(),
    version,
    /** Left out or null: the whole form. */
    items: z.array(z.string().min(1).max(60)).min(1).max(500).nullable().default(null),
  }),
  answer: done,
  status: 201,
})

export const voidVerification = contract({
  verb: 'verification.void',
  method: 'POST',
  path: '/studies/[study]/verifications/[id]/void',
  summary: 'Take one’s own tick back',
  params: studyIdParams,
  body: z.strictObject({ version, reason: reasonText }),
  answer: done,
})

export const listSecondEntries = contract({
  verb: 'second_entry.list',
  method: 'GET',
  path: '/studies/[study]/second-entries',
  summary: 'Forms that are typed a second time from paper; what differs and what waits first',
  params: studyParams,
  query: z.strictObject({ page, state: z.enum(SECOND_STATES).optional() }),
  answer: listOf(z.looseObject({})),
})

export const getSecondEntry = contract({
  verb: 'second_entry.list',
  method: 'GET',
  path: '/studies/[study]/second-entries/[id]',
  summary: 'One of them; its differences for who may resolve them',
  params: studyIdParams,
  answer: z.looseObject({}),
})

export const typeSecondEntry = contract({
  verb: 'second_entry.save',
  method: 'POST',
  path: '/studies/[study]/second-entries/[id]/type',
  summary: 'The form as a second person reads it from paper',
  params: studyIdParams,
  body: z.strictObject({ version, values: z.looseObject({}) }),
  answer: done,
})

export const waiveSecondEntry = contract({
  verb: 'second_entry.save',
  method: 'POST',
  path: '/studies/[study]/second-entries/[id]/waive',
  summary: 'There is no paper to type it from',
  params: studyIdParams,
  body: z.strictObject({ version, reason: reasonText }),
  answer: done,
})

export const resolveSecondEntry = contract({
  verb: 'second_entry.resolve',
  method: 'POST',
  path: '/studies/[study]/second-entries/[id]/resolve',
  summary: 'Which typing is right, item by item; the entry is corrected where it is the second',
  params: studyIdParams,
  body: z.strictObject({
    version,
    entryVersion: version,
    choices: z.record(z.string().max(60), z.enum(['first', 'second'])),
    reason: reasonText,
  }),
  answer: done,
})

export const readQuality = contract({
  verb: 'quality.read',
  method: 'GET',
  path: '/studies/[study]/quality',
  summary: 'How good the data are: counts with their denominators by form, site, query and second typing',
  params: studyParams,
  answer: z.looseObject({}),
})

export const readPeopleQuality = contract({
  verb: 'quality.read_people',
  method: 'GET',
  path: '/studies/[study]/quality/people',
  summary: 'The same by who entered',
  params: studyParams,
  answer: z.array(z.looseObject({})),
})
