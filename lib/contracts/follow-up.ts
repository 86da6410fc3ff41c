import * as z from 'zod'
import { contract } from './contract'
import {
  code,
  done,
  isoDate,
  listOf,
  reasonText,
  shortText,
  studyIdParams,
  studyParams,
  version,
} from './fields'
import { locale } from './people'

const handoverBody = z.strictObject({
  personId: z.uuid().nullable(),
  note: z.string().trim().max(200).nullable(),
})

export const listChasers = contract({
  verb: 'chasing.list',
  method: 'GET',
  path: '/studies/[study]/chasing',
  summary: 'Who may chase patients of this study, and how many each does',
  params: studyParams,
  answer: listOf(z.object({ id: z.uuid(), name: z.string(), patients: z.int(), gone: z.boolean() })),
})

export const handOver = contract({
  verb: 'chasing.hand_over',
  method: 'PUT',
  path: '/studies/[study]/enrolments/[id]/chasing',
  summary: 'Say who chases a patient from now on; version 0 while nobody has',
  params: studyIdParams,
  body: handoverBody.extend({ version }),
  answer: done,
})

export const handOverAll = contract({
  verb: 'chasing.hand_over',
  method: 'POST',
  path: '/studies/[study]/chasing',
  summary: 'Hand over every patient whom a person chases; `version` of the answer is how many went',
  params: studyParams,
  body: handoverBody.extend({ from: z.uuid(), patients: z.int().min(1).max(100_000) }),
  answer: done,
})

const feedBody = z.strictObject({ site: code, label: shortText, locale })

export const listFeeds = contract({
  verb: 'calendar.list',
  method: 'GET',
  path: '/studies/[study]/calendars',
  summary: 'Addresses at which a calendar reads the windows of a site; the secret in them is not told again',
  params: studyParams,
  answer: listOf(z.looseObject({})),
})

export const createFeed = contract({
  verb: 'calendar.create',
  method: 'POST',
  path: '/studies/[study]/calendars',
  summary: 'Make an address for a calendar; `token` is told in this answer alone',
  params: studyParams,
  body: feedBody,
  answer: done.extend({ token: z.string().nullable() }),
  status: 201,
})

export const revokeFeed = contract({
  verb: 'calendar.revoke',
  method: 'POST',
  path: '/studies/[study]/calendars/[id]/revoke',
  summary: 'From now on the address leads nowhere',
  params: studyIdParams,
  body: z.strictObject({ version, reason: reasonText }),
  answer: done,
})

export const readFeed = contract({
  verb: 'calendar.read',
  method: 'GET',
  path: '/calendars/[token]',
  summary:
    'Windows of visits as a calendar reads them: study codes and visits, no names; the address proves itself',
  params: z.strictObject({ token: z.string().regex(/^[\w-]{43}(\.ics)?$/) }),
  answer: { file: ['text/calendar'] },
  open: true,
})

export const readFollowUp = contract({
  verb: 'follow_up.read',
  method: 'GET',
  path: '/studies/[study]/follow-up',
  summary: 'Where everybody is: completeness, the enrolment brake, the flow from assessment on; counts alone',
  params: studyParams,
  answer: z.looseObject({}),
})

export const compareLost = contract({
  verb: 'follow_up.compare',
  method: 'GET',
  path: '/studies/[study]/follow-up/[visit]',
  summary: 'Those who came to a visit against those who did not, at baseline; de-identified',
  params: studyParams.extend({ visit: code }),
  answer: z.looseObject({}),
})

const releaseBody = z.strictObject({ site: code, untilOn: isoDate, reason: reasonText })

export const releaseBrake = contract({
  verb: 'brake.release',
  method: 'POST',
  path: '/studies/[study]/brake',
  summary: 'Let a site enrol until a day although too few of its patients were followed',
  params: studyParams,
  body: releaseBody,
  answer: done,
  status: 201,
})

export const applyBrake = contract({
  verb: 'brake.apply',
  method: 'POST',
  path: '/studies/[study]/brake/[id]/void',
  summary: 'Take such a release back: the brake holds again',
  params: studyIdParams,
  body: z.strictObject({ version, reason: reasonText }),
  answer: done,
})
