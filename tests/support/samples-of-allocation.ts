import type { Call } from '@/lib/records/call'
import { addScreening } from '@/lib/records/screening/screening'
import { keyOfReading } from '@/lib/records/readings/queue'
import type { MadePatient } from './patient'
import type { Ask } from './probes'
import { TODAY } from './registry'
import type { Sample, SampleContext } from './samples'

/** The line of a patient in the screening log. */
export interface AllocationPlaces {
  readonly screeningId: string
}

/** Logs the patient as screened, and as opened once: rows of the tables of a trial. */
export async function makeAllocation(call: Call, ask: Ask, patient: MadePatient): Promise<AllocationPlaces> {
  const { id: screeningId } = await addScreening(call, patient.study, {
    ...LINE,
    outcome: 'enrolled',
    criteria: [],
    patient: patient.code,
  })
  await ask(`select set_config('app.actor', 'test', false), set_config('app.verb', 'test', false)`, [])
  await ask(
    `insert into unblinding (id, site_id, study_id, enrolment_id, urgent, reason, told_to)
     select gen_random_uuid(), site_id, study_id, id, true, 'test', 'test' from enrolment where id = $1`,
    [patient.enrolmentId],
  )
  return { screeningId }
}

const LINE = {
  screenedOn: TODAY,
  sex: 'F',
  age: 71,
  outcome: 'excluded',
  criteria: ['coagulopathy'],
  reason: null,
  patient: null,
} as const

/**
 * Study live randomises nobody, and hides no arm: what would change that is refused to whoever has the right. So is a
 * change of a line of somebody enrolled.
 */
export function listAllocationSamples({ target }: SampleContext): Record<string, Sample> {
  const live = { study: 'live' }
  const of = (id: string) => ({ ...live, id })
  const place = {
    enrolmentId: target.enrolmentId,
    visitId: target.visits.d1 ?? '',
    instrument: 'radiographs',
    repeatKey: 'T12',
  }
  return {
    'GET /studies/[study]/allocations': { params: live, query: { page: '1' } },
    'POST /studies/[study]/allocations': { params: live, body: { list: null }, status: 409 },
    'POST /studies/[study]/enrolments/[id]/randomise': {
      params: of(target.enrolmentId),
      body: { version: 2, strata: {} },
      status: 409,
    },
    'POST /studies/[study]/enrolments/[id]/unblind': {
      params: of(target.enrolmentId),
      body: { reason: 'anaphylaxis', urgent: true },
      status: 409,
    },
    'GET /studies/[study]/screening': { params: live, query: { page: '1', outcome: 'excluded' } },
    'POST /studies/[study]/screening': { params: live, body: { ...LINE } },
    'PUT /studies/[study]/screening/[id]': {
      params: of(target.screeningId),
      body: { ...LINE, version: 1 },
      status: 409,
    },
    'POST /studies/[study]/screening/[id]/void': {
      params: of(target.screeningId),
      body: { version: 1, reason: 'written twice' },
      status: 409,
    },
    'GET /studies/[study]/readings': { params: live },
    'POST /studies/[study]/readings/[key]': {
      params: { ...live, key: keyOfReading(place) },
      body: { version: 0, values: {}, reasons: {} },
    },
    'GET /studies/[study]/readings/envelopes': { params: live },
  }
}
