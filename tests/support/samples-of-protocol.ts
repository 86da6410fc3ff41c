import { LIVE_PROTOCOL } from '@/lib/protocol/shipped/live'
import type { Ask } from './probes'
import { TODAY } from './registry'
import type { Sample, SampleContext } from './samples'

/** A draft that may be published, and a version that nobody follows. */
export interface ProtocolPlaces {
  readonly draftVersion: number
  readonly inForce: number
}

export const OTHER_VERSION = 900

/** Puts a changed draft into study live, as somebody who typed it, and a version to move patients to. */
export async function placeProtocol(ask: Ask): Promise<ProtocolPlaces> {
  const [live] = await ask<{ inForce: number }>(
    `select protocol_version as "inForce" from study where slug = 'live'`,
    [],
  )
  const inForce = live?.inForce ?? 1
  const definition = { ...LIVE_PROTOCOL, sampleSize: 1_000 + inForce }
  const [draft] = await ask<{ draftVersion: number }>(
    `insert into protocol_draft (id, study_id, definition, based_on, saved_by, saved_at)
     select gen_random_uuid(), id, $1::jsonb, protocol_version, 'test', now() from study where slug = 'live'
     on conflict (study_id) do update set definition = excluded.definition, based_on = excluded.based_on,
       version = protocol_draft.version + 1
     returning version as "draftVersion"`,
    [JSON.stringify(definition)],
  )
  await ask(`select set_config('app.actor', 'test', false), set_config('app.verb', 'test', false)`, [])
  await ask(
    `insert into protocol_version (id, study_id, number, definition)
     select gen_random_uuid(), study_id, ${OTHER_VERSION}, definition from protocol_version
     where number = 1 and study_id = (select id from study where slug = 'live')
     on conflict do nothing`,
    [],
  )
  return { draftVersion: draft?.draftVersion ?? 0, inForce }
}

export function listProtocolSamples({ target, mistaken, protocol }: SampleContext): Record<string, Sample> {
  const live = { study: 'live' }
  const { draftVersion: version, inForce } = protocol
  return {
    'PUT /studies/[study]/protocol/draft': {
      params: live,
      body: { version, basedOn: inForce, definition: { arms: 'not yet' } },
    },
    'DELETE /studies/[study]/protocol/draft': { params: live, body: { version } },
    'GET /studies/[study]/protocol/versions': { params: live },
    'POST /studies/[study]/protocol/versions': {
      params: live,
      body: { version, reason: 'more patients' },
    },
    'POST /studies/[study]/enrolments/[id]/protocol': {
      params: { ...live, id: mistaken ?? target.enrolmentId },
      body: { version: 1, to: OTHER_VERSION, reason: 'as amended' },
    },
    'GET /studies/[study]/operations/[id]/preview': {
      params: { ...live, id: target.operationId ?? '' },
      query: { performedOn: TODAY },
    },
  }
}
