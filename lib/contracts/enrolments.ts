import * as z from 'zod'
import { VISIT_STATES } from '@/lib/protocol/visit-state'
import { contract } from './contract'
import {
  code,
  done,
  isoDate,
  listOf,
  page,
  reasonText,
  shortText,
  studyIdParams,
  studyParams,
  timeOfDay,
  version,
} from './fields'

const forms = z.object({
  required: z.int(),
  complete: z.int(),
  lacking: z.array(z.string()),
  next: z.string().nullable(),
})

export const matrixQuery = z.strictObject({
  page,
  arm: code.optional(),
  site: z.string().max(8).optional(),
  visit: code.optional(),
  state: z.enum(VISIT_STATES).optional(),
  sort: z.enum(['code', '-code']).optional(),
})

export const listEnrolments = contract({
  verb: 'enrolment.list',
  method: 'GET',
  path: '/studies/[study]/enrolments',
  summary: 'Patients × visits, 50 patients a page',
  params: studyParams,
  query: matrixQuery,
  answer: listOf(
    z.object({
      enrolmentId: z.uuid(),
      patientCode: z.string(),
      site: z.string(),
      arm: z.string(),
      operatedOn: z.string().nullable(),
      endedOn: z.string().nullable(),
      endReason: z.string().nullable(),
      cells: z.array(
        z.object({
          visitId: z.uuid(),
          code: z.string(),
          state: z.enum(VISIT_STATES),
          targetOn: z.string().nullable(),
          doneOn: z.string().nullable(),
          forms,
          flags: z.int(),
        }),
      ),
    }),
  ),
})

export const getEnrolment = contract({
  verb: 'enrolment.read',
  method: 'GET',
  path: '/studies/[study]/enrolments/[id]',
  summary: 'One patient’s course: visits, operations, entries',
  params: studyIdParams,
  answer: z.looseObject({}),
})

export const RELATIONS = [
  'index',
  'same_level',
  'other_level',
  'contralateral',
  'conversion',
  'removal',
] as const
const TECHNIQUES = ['PVP', 'PKP', 'PELD', 'other'] as const

export const operationBody = z.strictObject({
  relation: z.enum(RELATIONS),
  performedOn: isoDate,
  endedTime: timeOfDay.nullable(),
  plannedTechnique: z.enum(TECHNIQUES),
  receivedTechnique: z.enum(TECHNIQUES),
  receivedArm: z.string().max(40).nullable(),
  levels: z
    .array(
      z.strictObject({
        level: z.string().regex(/^[CTLS]\d{1,2}(-[CTLS]?\d{1,2})?$/),
        side: z.enum(['left', 'right', 'both']),
      }),
    )
    .max(24),
  operator: z.string().trim().max(80).nullable(),
  cause: z.string().trim().max(500).nullable(),
})

export const addOperation = contract({
  verb: 'operation.add',
  method: 'POST',
  path: '/studies/[study]/operations',
  summary: 'Add an operation; the index operation schedules the visits',
  params: studyParams,
  body: operationBody.extend({ enrolmentId: z.uuid() }),
  answer: done,
  status: 201,
})

export const updateOperation = contract({
  verb: 'operation.update',
  method: 'PUT',
  path: '/studies/[study]/operations/[id]',
  summary: 'Correct an operation; visits are planned anew when the date moves',
  params: studyIdParams,
  body: operationBody.extend({ version }),
  answer: done,
})

export const voidOperation = contract({
  verb: 'operation.void',
  method: 'POST',
  path: '/studies/[study]/operations/[id]/void',
  summary: 'Void an operation entered by mistake, with its own forms',
  params: studyIdParams,
  body: z.strictObject({ version: z.int().min(1), reason: reasonText }),
  answer: done,
})

export const MODES = ['in_person', 'telephone', 'video', 'self_report', 'record'] as const

export const visitDone = z.strictObject({
  doneOn: isoDate,
  doneTime: timeOfDay.nullable(),
  mode: z.enum(MODES),
})

/** Why a signed record is changed; the signature is void afterwards. */
const correction = z.string().trim().max(500).nullable().default(null)

export const listVisits = contract({
  verb: 'visit.list',
  method: 'GET',
  path: '/studies/[study]/visits',
  summary:
    'The work list: attempts due today, open and late visits by days to window close, visits that lack forms',
  params: studyParams,
  query: z.strictObject({
    page,
    visit: code.optional(),
    site: z.string().max(8).optional(),
    state: z.enum(['open', 'late', 'incomplete', 'due']).optional(),
  }),
  answer: z.looseObject({}),
})

export const addVisit = contract({
  verb: 'visit.add',
  method: 'POST',
  path: '/studies/[study]/visits',
  summary: 'Add an unscheduled visit (U1, U2 …)',
  params: studyParams,
  body: visitDone.extend({ enrolmentId: z.uuid() }),
  answer: done,
  status: 201,
})

export const updateVisit = contract({
  verb: 'visit.update',
  method: 'PATCH',
  path: '/studies/[study]/visits/[id]',
  summary: 'Say when and how a visit took place',
  params: studyIdParams,
  body: visitDone.extend({ version, correction }),
  answer: done,
})

const place = {
  enrolmentId: z.uuid(),
  visitId: z.uuid().nullable(),
  instrument: shortText,
  repeatKey: z.string().max(10),
}

export const getEntryForm = contract({
  verb: 'entry.read',
  method: 'GET',
  path: '/studies/[study]/entries',
  summary: 'One form as the entry page shows it: values, last visit’s values, draft',
  params: studyParams,
  query: z.strictObject({
    enrolment: z.uuid(),
    visit: z.uuid().optional(),
    instrument: code,
    repeat: z.string().max(10).default(''),
  }),
  answer: z.looseObject({}),
})

export const saveEntry = contract({
  verb: 'entry.save',
  method: 'POST',
  path: '/studies/[study]/entries',
  summary: 'Save a form: version 0 makes it, any other must be the current one',
  params: studyParams,
  body: z.strictObject({
    ...place,
    version,
    values: z.record(z.string().max(60), z.unknown()),
    reasons: z.record(z.string().max(60), z.string().trim().max(500)).default({}),
    visit: visitDone.nullable(),
    correction,
  }),
  answer: done,
})

export const saveDraft = contract({
  verb: 'draft.save',
  method: 'PUT',
  path: '/studies/[study]/drafts',
  summary: 'Keep what is typed and not saved',
  params: studyParams,
  body: z.strictObject({
    ...place,
    baseVersion: version,
    texts: z.record(z.string().max(80), z.string().max(4_000)),
  }),
  answer: z.object({ savedAt: z.string() }),
})

export const discardDraft = contract({
  verb: 'draft.save',
  method: 'DELETE',
  path: '/studies/[study]/drafts',
  summary: 'Throw a draft away',
  params: studyParams,
  body: z.strictObject(place),
  answer: z.null(),
})
