import * as z from 'zod'
import { contract } from './contract'
import {
  done,
  isoDate,
  listOf,
  note,
  partialDate,
  phoneNumber,
  reasonText,
  shortText,
  studyIdParams,
  studyParams,
} from './fields'

const optional = (max: number) => z.string().trim().max(max).optional()

export const identity = z.strictObject({
  name: optional(80),
  sex: z.enum(['M', 'F']).optional(),
  birthDate: isoDate.optional(),
  phone: phoneNumber.optional(),
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
    /** Left out where the protocol randomises. */
    plannedArm: shortText.nullable().default(null),
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

export const updatePatient = contract({
  verb: 'patient.update',
  method: 'PUT',
  path: '/studies/[study]/patients/[id]',
  summary: 'Correct the identity of a patient, all but the telephones; a part left out is emptied',
  params: studyIdParams,
  body: z.strictObject({ version: z.int().min(1), identity: identity.omit({ phone: true }) }),
  answer: done,
})

export const mergePatients = contract({
  verb: 'patient.merge',
  method: 'POST',
  path: '/studies/[study]/patients/[id]/merge',
  summary: 'Another record of the same person goes under this one; can be parted again',
  params: studyIdParams,
  body: z.strictObject({ otherId: z.uuid(), reason: reasonText }),
  answer: done,
})

export const partPatients = contract({
  verb: 'patient.part',
  method: 'POST',
  path: '/studies/[study]/patients/[id]/part',
  summary: 'Part a record that was merged into this one: it stands as before',
  params: studyIdParams,
  body: z.strictObject({ mergeId: z.uuid(), version: z.int().min(1), reason: reasonText }),
  answer: done,
})

export const END_REASONS = ['died', 'withdrawn_follow_up', 'withdrawn_data', 'lost', 'transferred'] as const
/** Who withdraws from treatment is followed on. */
export const END_KINDS = [
  'died',
  'withdrawn_treatment',
  'withdrawn_follow_up',
  'withdrawn_data',
  'lost',
  'transferred',
] as const
export const DEATH_SOURCES = ['telephone', 'family', 'hospital_record', 'death_register', 'other'] as const
export const DEATH_RELATIONS = ['procedure', 'disease', 'other', 'unknown'] as const

export const endEnrolment = contract({
  verb: 'enrolment.end',
  method: 'POST',
  path: '/studies/[study]/enrolments/[id]/end',
  summary: 'Death, withdrawal, loss, transfer elsewhere; a death may be dated to the month or the year',
  params: studyIdParams,
  body: z.strictObject({
    version: z.int().min(1),
    endedOn: partialDate,
    reason: z.enum(END_KINDS),
    note: note.nullable(),
    death: z
      .strictObject({
        source: z.enum(DEATH_SOURCES),
        cause: z.string().trim().max(500).nullable(),
        relation: z.enum(DEATH_RELATIONS),
      })
      .nullable()
      .optional(),
  }),
  answer: done,
})

const withReason = z.strictObject({ version: z.int().min(1), reason: reasonText })

export const reopenEnrolment = contract({
  verb: 'enrolment.reopen',
  method: 'POST',
  path: '/studies/[study]/enrolments/[id]/reopen',
  summary: 'Take back the end of follow-up, or else the withdrawal of treatment',
  params: studyIdParams,
  body: withReason,
  answer: done,
})

export const voidEnrolment = contract({
  verb: 'enrolment.void',
  method: 'POST',
  path: '/studies/[study]/enrolments/[id]/void',
  summary: 'Void an enrolment made by mistake; its code is not used again',
  params: studyIdParams,
  body: withReason,
  answer: done,
})

export const transferEnrolment = contract({
  verb: 'enrolment.transfer',
  method: 'POST',
  path: '/studies/[study]/enrolments/[id]/transfer',
  summary: 'The patient, with all records of all studies, moves to another site, which alone sees them then',
  params: studyIdParams,
  body: withReason.extend({ site: z.string().max(8) }),
  answer: done,
})
