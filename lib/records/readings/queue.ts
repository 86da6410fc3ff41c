import { PICTURE_FORMS } from '@/lib/protocol/pictures'
import { hmac } from '../cipher'
import type { EntryPlace } from '../entries/load-entry'
import { Prisma } from '../generated/client'
import { readShelf } from '../instruments/read-shelf'
import { seenSql } from '../scope'
import { readProtocol } from '../studies/studies'
import type { Tx } from '../transaction'
import { listAsked } from '../visits/forms'

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
function nameOfPicture(visitId: string): string {
  const bytes = Buffer.from(hmac('index', `picture|${visitId}`), 'base64url')
  const code = [...bytes.subarray(0, 8)].map((byte) => ALPHABET[byte % ALPHABET.length]).join('')
  return `${code.slice(0, 4)}-${code.slice(4)}`
}

/** Stands for one form of one picture in addresses: ids are made in the order of time, and would tell it. */
export function keyOfReading({ visitId, instrument, repeatKey }: EntryPlace): string {
  return hmac('index', `reading|${visitId ?? ''}|${instrument}|${repeatKey}`).slice(0, 32)
}

interface Row {
  enrolmentId: string
  visitId: string
  instrument: string
  repeatKey: string
  instrumentVersion: number
  patient: string
  visit: string
  doneOn: string
  ordinal: number
}

/** Every form of a picture that is not complete yet, of visits that took place and are not locked. */
export async function listWaiting(tx: Tx): Promise<Waiting[]> {
  const asked = JSON.stringify(await listAskedPictures(tx))
  const rows = await tx.db.$queryRaw<Row[]>`
    select e.id as "enrolmentId", v.id as "visitId", a.instrument, l.level as "repeatKey",
      a.version as "instrumentVersion", e.code as patient, v.code as visit, v.done_on::text as "doneOn", e.ordinal
    ${DONE} join jsonb_to_recordset(${asked}::jsonb)
        as a(protocol int, visit text, arm text, instrument text, version int, "byLevel" boolean)
      on a.protocol = e.protocol_version and a.visit = v.code and a.arm is not distinct from ${ARM}
    cross join lateral (
      select '' as level where not a."byLevel"
      union
      select level #>> '{}' from operation o, jsonb_path_query(o.levels, '$[*].level') level
      where a."byLevel" and o.enrolment_id = e.id and o.voided_at is null
        and (o.relation = 'index' or o.performed_on <= v.done_on)) l
    where ${openSql(tx)} and not exists (
      select from entry n where n.enrolment_id = e.id and n.visit_id = v.id and n.instrument = a.instrument
        and n.repeat_key = l.level and n.complete and n.voided_at is null)
    order by e.ordinal, v.ordinal, a.instrument, l.level`
  return rows.map(({ enrolmentId, visitId, instrument, repeatKey, ...row }) => {
    const place = { enrolmentId, visitId, instrument, repeatKey }
    return { ...row, place, key: keyOfReading(place), picture: nameOfPicture(visitId) }
  })
}

const DONE = Prisma.sql`from visit v join enrolment e on e.id = v.enrolment_id`
const ARM = Prisma.sql`coalesce(e.received_arm, e.planned_arm)`

function openSql(tx: Tx): Prisma.Sql {
  return Prisma.sql`${seenSql(tx, 'v')} and v.voided_at is null and e.voided_at is null
    and v.done_on is not null and v.locked_at is null and e.end_reason is distinct from 'withdrawn_data'`
}

interface Group {
  protocol: number
  visit: string
  arm: string | null
}

/** The forms of pictures by version of the protocol, visit and arm, as far as such visits are open. */
async function listAskedPictures(tx: Tx) {
  const groups = await tx.db.$queryRaw<Group[]>`
    select distinct e.protocol_version as protocol, v.code as visit, ${ARM} as arm ${DONE} where ${openSql(tx)}`
  const shelf = await readShelf(tx)
  const asked = []
  for (const group of groups) {
    const protocol = await readProtocol(tx, group.protocol)
    // Where arms were drawn, which forms somebody has must not tell the arm: only what every arm is asked is read blind.
    const arm = protocol.design === 'randomised' ? null : group.arm
    for (const { id, version } of listAsked(protocol, group.visit, arm)) {
      if (!PICTURE_FORMS.includes(id)) continue
      const byLevel = shelf.get(id, version).repeat === 'level'
      asked.push({ ...group, instrument: id, version, byLevel })
    }
  }
  return asked
}

/** An order of each reader's own that says nothing of patients, visits or dates. */
export function shuffleFor<T extends { readonly key: string }>(actor: string, waiting: readonly T[]): T[] {
  return waiting
    .map((one) => ({ one, rank: hmac('index', `order|${actor}|${one.key}`) }))
    .sort((a, b) => (a.rank < b.rank ? -1 : 1))
    .map(({ one }) => one)
}
