import { randomUUID } from 'node:crypto'
import type { Sample, SampleContext } from './samples'

/** Votes, definitions, and what has escalated. */
export function listAdjudicationSamples({ target }: SampleContext): Record<string, Sample> {
  const live = { study: 'live' }
  const run = { rule: 'rbp-ovcf', version: 3 }
  return {
    'POST /studies/[study]/complications/[id]/votes': {
      params: { ...live, id: target.complicationId },
      body: { version: 1, verdict: 'confirm', note: 'seen on CT' },
    },
    'GET /studies/[study]/alerts/urgent': { params: live },
    'GET /studies/[study]/definitions/preview': {
      params: live,
      query: { rule: run.rule, version: '3', params: '{"threshold":3.5}' },
    },
    'POST /studies/[study]/definitions': {
      params: live,
      body: { ...run, params: { threshold: 3.5 }, reason: 'as published' },
    },
    'POST /studies/[study]/definitions/[id]/run': {
      params: { ...live, id: randomUUID() },
      body: { version: 1 },
    },
  }
}
