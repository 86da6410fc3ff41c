import { answerAll } from './self-reports'
import type { Sample, SampleContext } from './samples'

/** What a link opens, and what the ward does with it. */
export function listSelfReportSamples({ target }: SampleContext): Record<string, Sample> {
  const of = (id: string) => ({ study: 'live', id })
  // Nobody's: whoever asks, it opens nothing.
  const told = { token: 'X'.repeat(28), mode: 'self', relation: null, answers: answerAll([]) }
  return {
    'GET /studies/[study]/self-reports': { params: { study: 'live' }, query: { state: 'sent' } },
    'POST /studies/[study]/self-reports': {
      params: { study: 'live' },
      body: {
        visitId: target.visits.d1 ?? '',
        language: 'en',
        allows: 'either',
        days: 7,
        forms: ['pain'],
      },
    },
    'POST /studies/[study]/self-reports/[id]/revoke': { params: of(target.outId), body: { version: 2 } },
    'POST /studies/[study]/self-reports/[id]/accept': {
      params: of(target.sentId),
      body: { version: 1, forms: [{ id: 'odi', entryVersion: 0 }] },
    },
    'POST /studies/[study]/self-reports/[id]/reject': {
      params: of(target.sentId),
      body: { version: 1, reason: 'somebody else answered' },
    },
    'PUT /self-reports/draft': { body: { ...told, version: 0 } },
    'POST /self-reports/send': { body: told },
  }
}
