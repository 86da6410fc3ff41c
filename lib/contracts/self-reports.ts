import * as z from 'zod'
import { MISSING_REASONS } from '@/lib/codebook/item'
import { HOLDERS } from './contacts'
import { contract } from './contract'
import { code, done, id, listOf, page, reasonText, studyIdParams, studyParams, version } from './fields'

/** Who answers for a patient: everybody who may be reached but the patient. */
export const RELATIVES = HOLDERS.filter((who) => who !== 'patient') as [string, ...string[]]
export const LANGUAGES = ['zh-CN', 'en'] as const
const ALLOWS = ['self', 'either'] as const
const LONGEST_DAYS = 60

const invitation = z.strictObject({
  visitId: id,
  language: z.enum(LANGUAGES),
  allows: z.enum(ALLOWS),
  days: z.int().min(1).max(LONGEST_DAYS),
  /** Without them what the visit needs is asked. */
  forms: z.array(code).min(1).max(40).nullable().default(null),
})

export const listSelfReports = contract({
  verb: 'self_report.list',
  method: 'GET',
  path: '/studies/[study]/self-reports',
  summary: 'Links that are out and what patients sent; what waits for the ward first',
  params: studyParams,
  query: z.strictObject({
    page,
    state: z.enum(['waiting', 'open', 'sent', 'accepted', 'rejected', 'revoked', 'expired']).optional(),
    enrolment: id.optional(),
  }),
  answer: listOf(z.looseObject({})),
})

export const inviteSelfReport = contract({
  verb: 'self_report.invite',
  method: 'POST',
  path: '/studies/[study]/self-reports',
  summary: 'Make a link for one visit; another one of the visit that was not used ends with it',
  params: studyParams,
  body: invitation,
  answer: done.extend({ address: z.string() }),
  status: 201,
})

export const revokeSelfReport = contract({
  verb: 'self_report.revoke',
  method: 'POST',
  path: '/studies/[study]/self-reports/[id]/revoke',
  summary: 'Take a link back; it opens nothing any more',
  params: studyIdParams,
  body: z.strictObject({ version: version.min(1) }),
  answer: done,
})

export const acceptSelfReport = contract({
  verb: 'self_report.accept',
  method: 'POST',
  path: '/studies/[study]/self-reports/[id]/accept',
  summary: 'Save forms that a patient sent; those not named stay as the record has them',
  params: studyIdParams,
  body: z.strictObject({
    version: version.min(1),
    forms: z
      .array(
        z.strictObject({
          id: code,
          entryVersion: version,
          reasons: z.record(code, z.string().trim().max(500)).default({}),
        }),
      )
      .min(1)
      .max(40),
    correction: z.string().trim().max(500).nullable().default(null),
  }),
  answer: done,
})

export const rejectSelfReport = contract({
  verb: 'self_report.reject',
  method: 'POST',
  path: '/studies/[study]/self-reports/[id]/reject',
  summary: 'Refuse what a patient sent, and say why; nothing of it enters the record',
  params: studyIdParams,
  body: z.strictObject({ version: version.min(1), reason: reasonText }),
  answer: done,
})

/** The token travels in the body alone: paths are written into logs. */
const token = z.string().min(1).max(80)
const value = z.union([
  z.number(),
  z.string().max(2_000),
  z.array(z.int()).max(60),
  z.strictObject({ missing: z.enum(MISSING_REASONS) }),
])
const told = {
  token,
  mode: z.enum(['self', 'proxy']),
  relation: z.enum(RELATIVES).nullable(),
  answers: z.record(code, z.record(code, value)),
}

export const saveSelfReport = contract({
  verb: 'self_report.answer',
  method: 'PUT',
  path: '/self-reports/draft',
  summary: 'Keep what a patient has answered so far; the token of the link is all that is asked for',
  body: z.strictObject({ ...told, version }),
  answer: z.object({ version, replayed: z.boolean() }),
  open: true,
})

export const sendSelfReport = contract({
  verb: 'self_report.answer',
  method: 'POST',
  path: '/self-reports/send',
  summary: 'Send a patient’s answers; the link is used with that',
  body: z.strictObject(told),
  answer: z.object({ replayed: z.boolean() }),
  open: true,
})
