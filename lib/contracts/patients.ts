import * as z from 'zod'
import { contract } from './contract'
import { done, isoDate, listOf, note, shortText, studyIdParams, studyParams } from './fields'

const optional = (max: number) => z.string().trim().max(max).optional()

export const identity = z.strictObject({
  name: optional(80),
  sex: z.enum(['M', 'F']).optional(),
  birthDate: isoDate.optional(),
  phone: optional(30),
  idNumber: optional(30),
  hospitalNumber: optional(40),
  address: optional(200),
})

const found = z.object({
  patientId: z.uuid(),
  enrolmentId: z.uuid().nullable(),
  code: z.string().nullable(),
  site: z.string(),
  name: z.string().nullable(),
  sex: z.string().nullable(),
  birthYear: z.string().nullable(),
  otherStudy: z.string().nullable(),
})

export const searchPatients = contract({
  verb: 'patient.search',
  method: 'GET',
  path: '/studies/[study]/patients',
  summary: 'Find patients by exact name, pinyin, initials, phone, number or study code',
  params: studyParams,
  query: z.strictObject({ q: shortText }),
  answer: listOf(found),
})

export const registerPatient = contract({
  verb: 'patient.register',
  method: 'POST',
  path: '/studies/[study]/patients',
  summary: 'Register a patient; likely duplicates answer 409 until `notDuplicate` is true',
  params: studyParams,
  body: z.strictObject({
    site: z.string().max(8).optional(),
    identity: identity.nullable(),
    notDuplicate: z.boolean().default(false),
  }),
  answer: done,
  status: 201,
})

export const getPatient = contract({
  verb: 'patient.read',
  method: 'GET',
  path: '/studies/[study]/patients/[id]',
  summary: 'The identity of one patient; every look is recorded',
  params: studyIdParams,
  answer: z.object({ id: z.uuid(), version: z.int(), identity }),
})

export const enrolPatient = contract({
  verb: 'enrolment.create',
  method: 'POST',
  path: '/studies/[study]/enrolments',
  summary: 'Enrol a registered patient: eligibility, consent, planned arm; makes the visits',
  params: studyParams,
  body: z.strictObject({
    patientId: z.uuid(),
    enrolledOn: isoDate,
    plannedArm: shortText,
    eligibility: z.record(z.string().max(40), z.boolean()),
    consent: z.strictObject({
      version: z.string().max(40).nullable(),
      on: isoDate.nullable(),
      by: z.enum(['patient', 'proxy', 'waived']),
      relation: z.string().trim().max(40).nullable(),
    }),
  }),
  answer: done.extend({ code: z.string() }),
  status: 201,
})

export const END_REASONS = ['died', 'withdrawn_follow_up', 'withdrawn_data', 'lost', 'transferred'] as const

export const endEnrolment = contract({
  verb: 'enrolment.end',
  method: 'POST',
  path: '/studies/[study]/enrolments/[id]/end',
  summary: 'End follow-up: death, withdrawal, loss, transfer',
  params: studyIdParams,
  body: z.strictObject({
    version: z.int().min(1),
    endedOn: isoDate,
    reason: z.enum(END_REASONS),
    note: note.nullable(),
  }),
  answer: done,
})
