import { PICTURE_FORMS } from '@/lib/protocol/pictures'
import { hmac } from '../cipher'
import type { EntryPlace } from '../entries/load-entry'
import { readShelf } from '../instruments/read-shelf'
import { seenSql } from '../scope'
import { readProtocol } from '../studies/studies'
import type { Tx } from '../transaction'
import { listAsked, readLevels } from '../visits/forms'

/** A picture that waits to be read, with everything that its reader is not told. */
export interface Waiting {
  readonly key: string
  readonly picture: string
  readonly place: EntryPlace
  readonly instrumentVersion: number
  readonly patient: string
  readonly visit: string
  readonly doneOn: string
  readonly ordinal: number
}

// Neither vowels nor look-alikes: it is written on an envelope or in a file name.
const ALPHABET = '23456789BCDFGHJKMNPQRSTVWXZ'

/** The number under which the pictures of a visit are handed over; it says nothing of patient, date or order. */
export function nameOfPicture(visitId: string): string {
  const bytes = Buffer.from(hmac('index', `picture|${visitId}`), 'base64url')
  const code = [...bytes.subarray(0, 8)].map((byte) => ALPHABET[byte % ALPHABET.length]).join('')
  return `${code.slice(0, 4)}-${code.slice(4)}`
}

/** Stands for one form of one picture in addresses: ids are made in the order of time, and would tell it. */
export function keyOfReading({ visitId, instrument, repeatKey }: EntryPlace): string {
  return hmac('index', `reading|${visitId ?? ''}|${instrument}|${repeatKey}`).slice(0, 32)
}

interface Row {
  id: string
  enrolmentId: string
  code: string
  arm: string | null
  protocolVersion: number
  patient: string
  doneOn: string
  ordinal: number
  levels: unknown[]
  complete: { instrument: string; repeatKey: string }[]
}

/** Every form of a picture that is not complete yet, of visits that took place and are not locked. */
export async function listWaiting(tx: Tx): Promise<Waiting[]> {
  const rows = await tx.db.$queryRaw<Row[]>`
    select v.id, e.id as "enrolmentId", v.code, coalesce(e.received_arm, e.planned_arm) as arm,
      e.protocol_version as "protocolVersion", e.code as patient, v.done_on::text as "doneOn", e.ordinal,
      coalesce((select jsonb_agg(o.levels order by o.ordinal) from operation o
        where o.enrolment_id = e.id and o.voided_at is null
          and (o.relation = 'index' or o.performed_on <= v.done_on)), '[]') as levels,
      coalesce((select jsonb_agg(jsonb_build_object('instrument', n.instrument, 'repeatKey', n.repeat_key))
        from entry n where n.visit_id = v.id and n.complete and n.voided_at is null), '[]') as complete
    from visit v join enrolment e on e.id = v.enrolment_id
    where ${seenSql(tx, 'v')} and v.voided_at is null and e.voided_at is null and v.done_on is not null
      and v.locked_at is null and e.end_reason is distinct from 'withdrawn_data'
    order by e.ordinal, v.ordinal`
  const shelf = await readShelf(tx)
  const waiting: Waiting[] = []
  for (const row of rows) {
    const protocol = await readProtocol(tx, row.protocolVersion)
    // Where arms were drawn, which forms somebody has must not tell the arm: only what every arm is asked is read blind.
    const arm = protocol.design === 'randomised' ? null : row.arm
    const asked = listAsked(protocol, row.code, arm).filter(({ id }) => PICTURE_FORMS.includes(id))
    for (const { id: instrument, version } of asked) {
      const byLevel = shelf.get(instrument, version).repeat === 'level'
      const keys = byLevel ? [...new Set(row.levels.flatMap(readLevels))] : ['']
      for (const repeatKey of keys) {
        if (row.complete.some((one) => one.instrument === instrument && one.repeatKey === repeatKey)) continue
        const place = { enrolmentId: row.enrolmentId, visitId: row.id, instrument, repeatKey }
        waiting.push({
          key: keyOfReading(place),
          picture: nameOfPicture(row.id),
          place,
          instrumentVersion: version,
          patient: row.patient,
          visit: row.code,
          doneOn: row.doneOn,
          ordinal: row.ordinal,
        })
      }
    }
  }
  return waiting
}

/** An order of each reader's own that says nothing of patients, visits or dates. */
export function shuffleFor<T extends { readonly key: string }>(actor: string, waiting: readonly T[]): T[] {
  return waiting
    .map((one) => ({ one, rank: hmac('index', `order|${actor}|${one.key}`) }))
    .sort((a, b) => (a.rank < b.rank ? -1 : 1))
    .map(({ one }) => one)
}
