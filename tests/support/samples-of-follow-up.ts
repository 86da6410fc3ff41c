import { daysAgo } from './registry'
import type { Sample, SampleContext } from './samples'

/** Who chases whom, calendars, the enrolment brake. */
export function listFollowUpSamples({ target }: SampleContext): Record<string, Sample> {
  const live = { study: 'live' }
  return {
    'GET /studies/[study]/chasing': { params: live },
    'PUT /studies/[study]/enrolments/[id]/chasing': {
      params: { ...live, id: target.enrolmentId },
      body: { version: 1, personId: null, note: 'on leave' },
    },
    'POST /studies/[study]/chasing': {
      params: live,
      body: { from: target.chaserId, personId: null, note: null, patients: 1 },
    },
    'GET /studies/[study]/calendars': { params: live },
    'POST /studies/[study]/calendars': {
      params: live,
      body: { site: 'NORTH', label: 'Ward', locale: 'en' },
    },
    'POST /studies/[study]/calendars/[id]/revoke': {
      params: { ...live, id: target.feedId },
      body: { version: 1, reason: 'left' },
    },
    'GET /calendars/[token]': { params: { token: 'A'.repeat(43) } },
    'GET /studies/[study]/follow-up': { params: live },
    'GET /studies/[study]/follow-up/[visit]': { params: { ...live, visit: 'd1' } },
    'POST /studies/[study]/brake': {
      params: live,
      body: { site: 'NORTH', untilOn: daysAgo(-7), reason: 'a nurse is coming' },
    },
    'POST /studies/[study]/brake/[id]/void': {
      params: { ...live, id: target.releaseId },
      body: { version: 1, reason: 'she has come' },
    },
  }
}
