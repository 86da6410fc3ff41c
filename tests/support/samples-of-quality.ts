import { randomUUID } from 'node:crypto'
import type { QualityRows } from './quality-rows'
import type { Sample } from './samples'

const NOWHERE: QualityRows = {
  verification: randomUUID(),
  wanted: randomUUID(),
  differing: randomUUID(),
  freeze: randomUUID(),
}

/** Checks, ticks, second typings, frozen data sets. */
export function listQualitySamples(
  entryId: string | undefined,
  { verification, wanted, differing, freeze }: QualityRows = NOWHERE,
): Record<string, Sample> {
  const live = { study: 'live' }
  const of = (id: string) => ({ ...live, id })
  return {
    'GET /studies/[study]/quality': { params: live },
    'GET /studies/[study]/quality/people': { params: live },
    'POST /studies/[study]/verifications': { params: live, body: { entryId, version: 1 } },
    'POST /studies/[study]/verifications/[id]/void': {
      params: of(verification),
      body: { version: 1, reason: 'another chart' },
    },
    'GET /studies/[study]/second-entries': { params: live, query: { state: 'wanted' } },
    'GET /studies/[study]/second-entries/[id]': { params: of(wanted) },
    'POST /studies/[study]/second-entries/[id]/type': {
      params: of(wanted),
      body: { version: 1, values: { vas_back_rest: 6 } },
    },
    'POST /studies/[study]/second-entries/[id]/waive': {
      params: of(wanted),
      body: { version: 1, reason: 'no paper' },
    },
    'POST /studies/[study]/second-entries/[id]/resolve': {
      params: of(differing),
      body: { version: 1, entryVersion: 1, choices: { sex: 'first' }, reason: 'read again' },
    },
    'GET /studies/[study]/freezes': { params: live, query: { page: '1' } },
    'POST /studies/[study]/freezes': {
      params: live,
      body: { name: `a paper ${randomUUID()}`, purpose: 'a paper' },
    },
    'GET /studies/[study]/freezes/[id]': { params: of(freeze) },
    'POST /studies/[study]/freezes/[id]/file': { params: of(freeze), body: { format: 'csv' } },
  }
}
