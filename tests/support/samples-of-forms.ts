import { randomUUID } from 'node:crypto'
import type { InstrumentJson } from '@/lib/codebook/json'
import type { Ask, Target } from './probes'
import type { Sample, SampleContext } from './samples'

/** A form of study live with two versions and a draft, and an entry that was written in the first. */
export interface FormPlaces {
  readonly id: string
  readonly entryId: string
}

export function newForm(id: string, version = 1): InstrumentJson {
  const text = (en: string) => ({ zh: en, en })
  return {
    id,
    version,
    title: text('Walking'),
    short: text('Walk'),
    repeat: 'none',
    source: 'test',
    items: [
      {
        kind: 'integer',
        name: `${id}_m`,
        label: text('Metres walked'),
        measure: 'scale',
        required: true,
        hard: { min: 0, max: version * 5000 },
      },
    ],
  }
}

/** Puts them there beside the application; the entry belongs to the target. */
export async function placeForm(ask: Ask, target: Target): Promise<FormPlaces> {
  const id = `walk_${randomUUID().replaceAll('-', '').slice(0, 8)}`
  await ask(`select set_config('app.actor', 'test', false), set_config('app.verb', 'test', false)`, [])
  for (const number of [1, 2]) {
    await ask(
      `insert into instrument_version (id, study_id, instrument, number, definition, published_by)
       select gen_random_uuid(), id, $1, $2::int, $3::jsonb, 'test' from study where slug = 'live'`,
      [id, number, JSON.stringify(newForm(id, number))],
    )
  }
  await ask(
    `insert into instrument_draft (id, study_id, instrument, base, definition, saved_by, saved_at)
     select gen_random_uuid(), id, $1, 2, $2::jsonb, 'test', now() from study where slug = 'live'`,
    [id, JSON.stringify(newForm(id, 3))],
  )
  const [entry] = await ask<{ id: string }>(
    `insert into entry (id, site_id, study_id, enrolment_id, visit_id, instrument, instrument_version, repeat_key,
       values, scores, reasons, complete, saved_by, saved_at)
     select gen_random_uuid(), site_id, study_id, id, null, $2, 1, '', $3::jsonb, '{}', '{}', true, 'test', now()
     from enrolment where id = $1::uuid returning id`,
    [target.enrolmentId, id, JSON.stringify({ [`${id}_m`]: 400 })],
  )
  return { id, entryId: entry?.id ?? '' }
}

export function listFormSamples({ form }: SampleContext): Record<string, Sample> {
  const { id: instrument, entryId } = form ?? { id: 'walk', entryId: randomUUID() }
  const params = { study: 'live', instrument }
  return {
    'GET /studies/[study]/instruments/[instrument]': { params, query: { format: 'json' } },
    'PUT /studies/[study]/instruments/[instrument]/draft': {
      params,
      body: { version: 1, definition: { ...newForm(instrument, 3) } },
    },
    'DELETE /studies/[study]/instruments/[instrument]/draft': { params, body: { version: 1 } },
    'POST /studies/[study]/instruments/[instrument]/versions': { params, body: { version: 1 } },
    'GET /studies/[study]/instruments/[instrument]/moves': { params },
    'POST /studies/[study]/instruments/[instrument]/moves': {
      params,
      body: { entryId, version: 1, to: 2, reason: 'asked of everybody' },
    },
  }
}
