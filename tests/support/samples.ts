import { randomUUID } from 'node:crypto'
import { makePlan } from '@/lib/analysis/plan'
import { DEMO_PASSWORD } from '@/lib/tasks/demo/cast'
import type { CourseRows } from './course-rows'
import type { QualityRows } from './quality-rows'
import { newEnrolment, newOperation } from './patient'
import { newContact, newPhone, type Target } from './probes'
import { daysAgo, TODAY } from './registry'
import { listAdjudicationSamples } from './samples-of-adjudication'
import { listAllocationSamples } from './samples-of-allocation'
import { listFollowUpSamples } from './samples-of-follow-up'
import { listFormSamples, type FormPlaces } from './samples-of-forms'
import { listInstanceSamples } from './samples-of-instance'
import { listQualitySamples } from './samples-of-quality'
import { listSelfReportSamples } from './samples-of-self-reports'
import { listProtocolSamples, type ProtocolPlaces } from './samples-of-protocol'

/** A request that does its job when somebody with the right makes it. */
export interface Sample {
  readonly params?: Readonly<Record<string, string>>
  readonly query?: Readonly<Record<string, string>>
  readonly body?: Readonly<Record<string, unknown>>
  /** What who has the right is answered, where the row at hand cannot take it. */
  readonly status?: number
}

export interface SampleContext {
  readonly target: Target
  /** Registered at the target's site and not enrolled. */
  readonly unenrolled: string
  /** An enrolment of which no visit is locked, at version 1. */
  readonly mistaken?: string
  readonly person: { readonly id: string; readonly version: number }
  readonly comparison: string
  /** Rows to take back; where only the form of a request counts there are none. */
  readonly rows?: CourseRows
  readonly quality?: QualityRows
  /** Without it only the form of a request about forms counts. */
  readonly form?: FormPlaces
  readonly site: { readonly id: string; readonly version: number }
  /** Of study live. */
  readonly liveVersion: number
  readonly protocol: ProtocolPlaces
  /** Of whoever asks. */
  readonly password?: string
}

const DONE = { doneOn: TODAY, doneTime: null, mode: 'telephone' }

/** One sample for each method and path of the door. A route without one fails the matrix. */
export function listSamples(context: SampleContext): Record<string, Sample> {
  const { target, unenrolled, comparison, rows } = context
  const { enrolmentId } = target
  const entry = target.entries[0]
  const live = { study: 'live' }
  const of = (id: string | null | undefined) => ({ ...live, id: id ?? '' })
  const operation = newOperation(daysAgo(2), ['T12'])
  const later = newOperation(daysAgo(1), ['L1'])
  const { enrolmentVersion = 2, laterOperation = target.operationId, mergeId = randomUUID() } = rows ?? {}
  const place = { enrolmentId, visitId: target.visits.d3 ?? '', instrument: 'pain', repeatKey: '' }
  return {
    ...listInstanceSamples(context),
    ...listQualitySamples(entry?.id, context.quality),
    ...listAdjudicationSamples(context),
    ...listAllocationSamples(context),
    ...listFollowUpSamples(context),
    ...listSelfReportSamples(context),
    ...listProtocolSamples(context),
    ...listFormSamples(context),
    'GET /trail': { query: { table: 'entry', patient: target.code } },
    'GET /trail/access': { query: { patient: target.code } },
    'GET /studies/[study]': { params: live },
    'GET /studies/[study]/protocol': { params: live },
    'GET /studies/[study]/instruments': { params: live },
    'GET /studies/[study]/patients': { params: live, query: { q: target.code } },
    'POST /studies/[study]/patients': {
      params: live,
      body: { identity: { name: '新例人', sex: 'F', birthDate: '1950-01-02' }, notDuplicate: true },
    },
    'GET /studies/[study]/patients/[id]': { params: of(target.patientId) },
    'GET /studies/[study]/enrolments': { params: live, query: { page: '1', sort: '-code', state: 'open' } },
    'POST /studies/[study]/enrolments': { params: live, body: { ...newEnrolment(unenrolled, 'pvp', TODAY) } },
    'GET /studies/[study]/enrolments/[id]': { params: of(enrolmentId) },
    'POST /studies/[study]/enrolments/[id]/end': {
      params: of(enrolmentId),
      body: { version: enrolmentVersion, endedOn: TODAY, reason: 'lost', note: null },
    },
    'POST /studies/[study]/enrolments/[id]/reopen': {
      params: of(enrolmentId),
      body: { version: enrolmentVersion, reason: 'wants to be treated' },
    },
    'POST /studies/[study]/enrolments/[id]/void': {
      params: of(context.mistaken ?? enrolmentId),
      body: { version: 1, reason: 'enrolled twice' },
    },
    'POST /studies/[study]/enrolments/[id]/transfer': {
      params: of(enrolmentId),
      body: { version: enrolmentVersion, site: 'SOUTH', reason: 'moved house' },
    },
    'PUT /studies/[study]/patients/[id]': {
      params: of(target.patientId),
      body: { version: 1, identity: { name: '更名人', sex: 'F' } },
    },
    'POST /studies/[study]/patients/[id]/merge': {
      params: of(target.patientId),
      body: { otherId: unenrolled, reason: 'registered twice' },
    },
    'POST /studies/[study]/patients/[id]/part': {
      params: of(target.patientId),
      body: { mergeId, version: 1, reason: 'somebody else' },
    },
    'POST /studies/[study]/operations/[id]/void': {
      params: of(laterOperation),
      body: { version: 1, reason: 'did not take place' },
    },
    'POST /studies/[study]/operations': {
      params: live,
      body: { ...later, relation: 'other_level', cause: 'new fracture', enrolmentId },
    },
    'PUT /studies/[study]/operations/[id]': {
      params: of(target.operationId),
      body: { ...operation, operator: 'Dr Example', version: 1 },
    },
    'GET /studies/[study]/visits': { params: live, query: { state: 'open' } },
    'POST /studies/[study]/visits': { params: live, body: { ...DONE, enrolmentId } },
    'PATCH /studies/[study]/visits/[id]': { params: of(target.visits.d1), body: { ...DONE, version: 3 } },
    'GET /studies/[study]/entries': {
      params: live,
      query: { enrolment: enrolmentId, visit: target.visits.d3 ?? '', instrument: 'pain' },
    },
    'POST /studies/[study]/entries': {
      params: live,
      body: { ...place, version: 0, values: { vas_back_rest: 3 }, reasons: {}, visit: DONE },
    },
    'GET /studies/[study]/entries/[id]/move': { params: of(entry?.id), query: { patient: target.code } },
    'POST /studies/[study]/entries/[id]/move': {
      params: of(target.entries[1]?.id),
      body: {
        version: 1,
        reason: 'wrong visit',
        target: { enrolmentId, visitId: target.visits.d3 ?? '', repeatKey: '' },
      },
    },
    'POST /studies/[study]/entries/[id]/void': {
      params: of(entry?.id),
      body: { version: 1, reason: 'typed twice' },
    },
    'GET /studies/[study]/entries/[id]/history': { params: of(entry?.id) },
    'POST /studies/[study]/visits/[id]/void': {
      params: of(target.visits.d1),
      body: { version: 3, reason: 'did not come' },
    },
    'POST /studies/[study]/visits/[id]/sign': {
      params: of(target.visits.d1),
      body: { version: 3, entries: target.entries, meaning: 'reviewed', password: DEMO_PASSWORD },
    },
    'POST /studies/[study]/visits/[id]/lock': { params: of(target.visits.d1), body: { version: 3 } },
    'POST /studies/[study]/visits/[id]/unlock': {
      params: of(target.lockedVisit),
      body: { version: 2, reason: 'a slip' },
    },
    'GET /studies/[study]/queries': { params: live, query: { state: 'open' } },
    'POST /studies/[study]/queries': {
      params: live,
      body: { entryId: entry?.id, item: 'leak_types', text: 'sure?' },
    },
    'PATCH /studies/[study]/queries/[id]': {
      params: of(target.queryId),
      body: { version: 1, act: 'answer', text: 'on CT' },
    },
    'PUT /studies/[study]/drafts': {
      params: live,
      body: { ...place, baseVersion: 0, texts: { vas_back_rest: '3' } },
    },
    'DELETE /studies/[study]/drafts': { params: live, body: place },
    'GET /studies/[study]/patients/[id]/phones': { params: of(target.patientId) },
    'POST /studies/[study]/patients/[id]/phones': {
      params: of(target.patientId),
      body: { ...newPhone, number: '139 1111 5555' },
    },
    'PATCH /studies/[study]/phones/[id]': {
      params: of(target.phoneId),
      body: { ...newPhone, number: '139 1111 6666', wrong: true, version: 1 },
    },
    'POST /studies/[study]/phones/[id]/void': {
      params: of(target.phoneId),
      body: { version: 1, reason: 'given up' },
    },
    'GET /studies/[study]/contacts': { params: live, query: { enrolment: enrolmentId } },
    'POST /studies/[study]/contacts': {
      params: live,
      body: { ...newContact(enrolmentId, target.visits.d1 ?? null) },
    },
    'PATCH /studies/[study]/contacts/[id]': {
      params: of(target.contactId),
      body: { version: 1, nextOn: TODAY, nextHour: 9, note: '改为上午' },
    },
    'POST /studies/[study]/contacts/[id]/void': {
      params: of(target.contactId),
      body: { version: 1, reason: 'entered twice' },
    },
    'GET /studies/[study]/complications': { params: live, query: { status: 'proposed' } },
    'POST /studies/[study]/complications': {
      params: live,
      body: {
        enrolmentId,
        visitId: target.visits.d1 ?? '',
        type: 'cement_leakage',
        level: 'T12',
        detectedOn: TODAY,
        note: 'seen on the ward',
      },
    },
    'PATCH /studies/[study]/complications/[id]': {
      params: of(target.complicationId),
      body: { version: 1, status: 'rejected', note: 'no cement outside' },
    },
    'GET /studies/[study]/alerts': { params: live, query: { open: 'true' } },
    'PATCH /studies/[study]/alerts/[id]': {
      params: of(target.alertId),
      body: { version: 1, note: 'called' },
    },
    'POST /studies/[study]/comparisons': {
      params: live,
      body: {
        plan: makePlan({
          study: 'live',
          group: { variable: 'arm', order: ['pvp', 'peld'] },
          rows: [{ variable: 'vas_back_rest', visit: 'd1' }],
        }),
      },
    },
    'GET /studies/[study]/comparisons': { params: live, query: { page: '1' } },
    'GET /studies/[study]/comparisons/[id]': { params: of(comparison) },
    'GET /studies/[study]/comparisons/[id]/pack': {
      params: of(comparison),
      query: { format: 'docx', lang: 'en', layout: 'groups' },
    },
    'POST /studies/[study]/comparisons/[id]/programs': { params: of(comparison), body: {} },
    'GET /studies/[study]/extracts': { params: live, query: { page: '1' } },
    'POST /studies/[study]/extracts': {
      params: live,
      body: { shape: 'wide', format: 'csv', part: 'data', purpose: 'a paper' },
    },
  }
}

/** Does the request name a row of the target's site, so that another site's answer is "not found"? */
export function namesRow(key: string): boolean {
  if (/^GET .*\/(entries|contacts)$/.test(key)) return true
  if (/comparisons|extracts|freezes|people/.test(key)) return false
  return (
    key.includes('[id]') ||
    key.includes('[key]') ||
    /^(POST|PUT|DELETE) .*\/(enrolments|operations|visits|entries|drafts|contacts|complications|queries|verifications|chasing|calendars|self-reports|moves)$/.test(
      key,
    )
  )
}
