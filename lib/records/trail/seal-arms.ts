import { saysNoArm } from '@/lib/protocol/blinding'
import { listHiddenStudies } from '../allocations/sight'
import { readProtocol } from '../studies/studies'
import type { Tx } from '../transaction'
import type { FieldChange } from './changes'

/* What of the arms the trail may answer with. Changes here need a second reader. */

type Row = Readonly<Record<string, unknown>>

interface TrailImage {
  readonly table: string
  readonly rowId: string
  readonly verb: string
  readonly reason: string | null
  readonly studyId: string | null
  /** Null when there is too much to show. */
  readonly after: Row | null
}

interface Shown {
  readonly reason: string | null
  readonly changes: readonly FieldChange[] | null
}

const SAYS_THE_ARM = /^(planned_arm|received_arm|planned_technique|received_technique)$/
/** Words about an operation or about why an arm was opened. */
const WORDS = /^(reason|cause|void_reason)$/
const WORDY_VERB = /^(operation|unblinding)\./
/** What was entered in a form, what was said of it, and which form it is. */
const CONTENT =
  /^(instrument|instrument_version|values?|scores|reasons?|void_reason|differences|choices|items?|finding|ground|origin|text|type|proposed_type|rule_id|rule_version|definition_version|evidence|dedupe_key|adjudication_note|acknowledgement_note)$/

/** The trail of a study whose arms are hidden keeps who reads it from all that says them. */
export async function readSealing(
  tx: Tx,
  rows: readonly TrailImage[],
): Promise<(row: TrailImage, changes: readonly FieldChange[] | null) => Shown> {
  const ids = rows.flatMap(({ studyId }) => studyId ?? [])
  const hidden = await listHiddenStudies(tx, [...new Set(ids)])
  const inHidden = rows.filter(({ studyId }) => studyId !== null && hidden.has(studyId))
  const entryOf = await readEntryIds(tx, inHidden)
  const harmless = await listHarmless(tx, [...new Set(inHidden.flatMap((row) => entryOf(row) ?? []))])
  return (row, changes) => {
    if (row.studyId === null || !hidden.has(row.studyId)) return { reason: row.reason, changes }
    const entryId = entryOf(row)
    const ofArm = /^(operation|unblinding)$/.test(row.table)
    const tells = entryId !== null && !harmless.has(entryId)
    return {
      reason: ofArm || tells || WORDY_VERB.test(row.verb) ? null : row.reason,
      changes:
        changes &&
        seal(
          changes,
          (name) => SAYS_THE_ARM.test(name) || (ofArm && WORDS.test(name)) || (tells && CONTENT.test(name)),
        ),
    }
  }
}

/** One line for each sealed column: the names of items say which form it is. */
function seal(changes: readonly FieldChange[], isSealed: (column: string) => boolean): FieldChange[] {
  const done = new Set<string>()
  return changes.flatMap((change) => {
    const column = change.name.split('.')[0] ?? change.name
    if (!isSealed(column)) return [change]
    if (done.has(column)) return []
    done.add(column)
    return [{ name: column, before: null, after: null, sealed: true }]
  })
}

/** The entry that a row is or hangs on; null of rows without one. */
async function readEntryIds(
  tx: Tx,
  rows: readonly TrailImage[],
): Promise<(row: TrailImage) => string | null> {
  const messages = rows.filter(({ table }) => table === 'data_query_message')
  const queries = await tx.db.dataQuery.findMany({
    where: { id: { in: messages.map(({ after }) => String(after?.query_id)).filter(isId) } },
    select: { id: true, entryId: true },
  })
  return ({ table, rowId, after }) => {
    if (table === 'entry') return rowId
    if (table === 'data_query_message') {
      const query = queries.find(({ id }) => id === after?.query_id)
      // Of a query out of sight nothing is known.
      return query ? query.entryId : rowId
    }
    return typeof after?.entry_id === 'string' ? after.entry_id : null
  }
}

function isId(text: string): boolean {
  return /^[0-9a-f-]{36}$/.test(text)
}

/** Of these entries, those of forms that every arm is asked. */
async function listHarmless(tx: Tx, ids: readonly string[]): Promise<ReadonlySet<string>> {
  const entries = await tx.db.entry.findMany({
    where: { id: { in: [...ids] } },
    select: { id: true, studyId: true, enrolmentId: true, visitId: true, instrument: true },
  })
  const enrolments = await tx.db.enrolment.findMany({
    where: { id: { in: entries.map(({ enrolmentId }) => enrolmentId) } },
    select: { id: true, protocolVersion: true },
  })
  const studies = await tx.db.study.findMany({ where: { id: { in: entries.map(({ studyId }) => studyId) } } })
  const harmless = new Set<string>()
  for (const entry of entries) {
    const study = studies.find(({ id }) => id === entry.studyId)
    const enrolment = enrolments.find(({ id }) => id === entry.enrolmentId)
    if (!study || !enrolment) continue
    const protocol = await readProtocol({ ...tx, study }, enrolment.protocolVersion)
    if (saysNoArm(entry, protocol)) harmless.add(entry.id)
  }
  return harmless
}
