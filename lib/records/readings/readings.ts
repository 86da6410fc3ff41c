import type { Values } from '@/lib/codebook/item'
import type { InstrumentJson } from '@/lib/codebook/json'
import type { Bilingual } from '@/lib/codebook/item'
import { pickOwn } from '@/lib/instruments/shelf'
import { Problem } from '@/lib/problem'
import type { Call } from '../call'
import { change, reading, type Done } from '../change'
import type { Reasons } from '../entries/entry-columns'
import { findEntry } from '../entries/load-entry'
import { writeEntry } from '../entries/save-entry'
import { readShelf } from '../instruments/read-shelf'
import { readSites } from '../studies/studies'
import { readToday } from '../studies/today'
import type { Tx } from '../transaction'
import { listWaiting, shuffleFor, type Waiting } from './queue'

/** One form to read, as its reader sees it: the number of the picture, the form, the level. Nothing of the patient. */
export interface Reading {
  readonly key: string
  readonly picture: string
  readonly instrument: { readonly id: string; readonly version: number; readonly title: Bilingual }
  readonly level: string | null
}

const READINGS_SHOWN = 50

export interface ReadingQueue {
  readonly rows: readonly Reading[]
  readonly total: number
}

/** What waits for this reader, in an order of the reader's own. */
export async function listReadings(call: Call, study: string): Promise<ReadingQueue> {
  return reading(call, 'reading.list', { study }, async (tx) => {
    const waiting = shuffleFor(tx.call.actor.id, await listWaiting(tx))
    const rows = await Promise.all(waiting.slice(0, READINGS_SHOWN).map((one) => tell(tx, one)))
    return { rows, total: waiting.length }
  })
}

export interface OpenReading extends Reading {
  /** Of what somebody has entered of it so far; 0 where nothing stands. */
  readonly version: number
  readonly values: Values
  readonly reasons: Readonly<Record<string, string>>
  readonly own: readonly InstrumentJson[]
  readonly today: string
  /** The one after it in the reader's order; null when none waits. */
  readonly next: string | null
}

export async function getReading(call: Call, study: string, key: string): Promise<OpenReading> {
  return reading(call, 'reading.list', { study }, async (tx) => {
    const waiting = shuffleFor(tx.call.actor.id, await listWaiting(tx))
    const at = waiting.findIndex((one) => one.key === key)
    const found = waiting[at]
    if (!found) throw new Problem('not_found')
    const entry = await findEntry(tx, found.place)
    const told = await tell(tx, found)
    const [site] = await readSites(tx)
    return {
      ...told,
      version: entry?.version ?? 0,
      values: entry?.values ?? {},
      reasons: entry?.reasons ?? {},
      own: pickOwn(await readShelf(tx), [told.instrument]),
      today: site ? await readToday(tx, site.id) : '',
      next: (waiting[at + 1] ?? waiting.find((one) => one.key !== key))?.key ?? null,
    }
  })
}

export async function saveReading(
  call: Call,
  study: string,
  key: string,
  input: { readonly version: number; readonly values: unknown; readonly reasons: Reasons },
): Promise<Done> {
  return change(call, 'reading.save', { study }, async (tx) => {
    const found = (await listWaiting(tx)).find((one) => one.key === key)
    if (!found) throw new Problem('not_found')
    return writeEntry(tx, { ...found.place, ...input, visit: null }, true)
  })
}

async function tell(tx: Tx, { key, picture, place, instrumentVersion }: Waiting): Promise<Reading> {
  const { id, version, title } = (await readShelf(tx)).get(place.instrument, instrumentVersion)
  return {
    key,
    picture,
    instrument: { id, version, title },
    level: place.repeatKey === '' ? null : place.repeatKey,
  }
}

/** Which pictures are to be handed over, for who knows the patients: what stands on the envelope is the number. */
export interface Envelope {
  readonly picture: string
  readonly patient: string
  readonly visit: string
  readonly doneOn: string
  readonly forms: number
}

export async function listEnvelopes(
  call: Call,
  study: string,
): Promise<{ rows: readonly Envelope[]; total: number }> {
  return reading(call, 'reading.hand_over', { study }, async (tx) => {
    const byPicture = new Map<string, Waiting[]>()
    for (const one of await listWaiting(tx)) {
      byPicture.set(one.picture, [...(byPicture.get(one.picture) ?? []), one])
    }
    const rows = [...byPicture].flatMap(([picture, forms]) =>
      forms[0]
        ? [
            {
              picture,
              patient: forms[0].patient,
              visit: forms[0].visit,
              doneOn: forms[0].doneOn,
              forms: forms.length,
            },
          ]
        : [],
    )
    return { rows: rows.slice(0, ENVELOPES_SHOWN), total: rows.length }
  })
}

const ENVELOPES_SHOWN = 500
