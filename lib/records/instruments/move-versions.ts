import { carryValues, compareVersions, type ItemDifference } from '@/lib/codebook/compare-versions'
import { checkValues } from '@/lib/codebook/checks'
import type { Instrument, Values } from '@/lib/codebook/item'
import { parseValues } from '@/lib/codebook/schema'
import { dropHidden } from '@/lib/codebook/visibility'
import { Problem, type FieldIssue } from '@/lib/problem'
import { toldFormsSql } from '../allocations/told-forms'
import type { Call } from '../call'
import { change, reading, type Done } from '../change'
import { applyRules } from '../complications/apply-rules'
import { lockEnrolment } from '../enrolments/enrolments'
import { toEntryColumns } from '../entries/entry-columns'
import { loadEntryRow, refuseTelling } from '../entries/load-entry'
import { Prisma } from '../generated/client'
import { seenSql } from '../scope'
import type { Tx } from '../transaction'
import { finishVisits } from '../visits/finish-visit'
import { breakSignature, refuseLocked } from '../visits/guard-visit'
import { loadVisit } from '../visits/visits'
import { readShelf } from './read-shelf'

/** An entry that was written in an earlier version of a form, and what moving it would change. */
export interface Movable {
  readonly entryId: string
  readonly version: number
  readonly patientCode: string
  readonly visitCode: string | null
  readonly repeatKey: string
  readonly from: number
  readonly to: number
  /** Values that the later version asks no more: they stay in the trail alone. */
  readonly lost: readonly string[]
  /** Values that a range, a code or a condition of the later version refuses; then it is not moved. */
  readonly refused: readonly FieldIssue[]
  /** Values outside the later version's usual range: the reason of the move stands for them. */
  readonly unusual: readonly FieldIssue[]
  readonly signed: boolean
  readonly locked: boolean
}

export interface MovePreview {
  readonly to: number
  /** By earlier version, what the later one asks otherwise. */
  readonly changes: readonly { readonly from: number; readonly items: readonly ItemDifference[] }[]
  readonly entries: readonly Movable[]
  readonly page: number
  /** How many there are, of which a page is shown and moved at a time. */
  readonly total: number
}

export const MOVES_SHOWN = 100

interface Row {
  id: string
  version: number
  instrumentVersion: number
  patientCode: string
  visitCode: string | null
  repeatKey: string
  values: Values
  signed: boolean
  locked: boolean
}

/** What would change if the entries of earlier versions were moved to the last one; a page past the end is the last. */
export async function previewMove(
  call: Call,
  study: string,
  id: string,
  asked: { readonly page: number } = { page: 1 },
): Promise<MovePreview> {
  return reading(call, 'entry.move_version', { study }, async (tx) => {
    const to = await loadLatest(tx, id)
    const shelf = await readShelf(tx)
    const movable = Prisma.sql`
      from entry n
      join enrolment e on e.id = n.enrolment_id
      left join visit v on v.id = n.visit_id
      where n.instrument = ${id} and n.instrument_version < ${to.version} and n.voided_at is null
        and e.voided_at is null and ${seenSql(tx, 'n')} and ${await toldFormsSql(tx)}`
    const [counted] = await tx.db.$queryRaw<{ total: number }[]>`select count(*)::int as total ${movable}`
    const total = counted?.total ?? 0
    const page = Math.max(1, Math.min(asked.page, Math.ceil(total / MOVES_SHOWN)))
    // What is locked stands last: it would fill the first page until it is unlocked.
    const rows = await tx.db.$queryRaw<Row[]>`
      select n.id, n.version, n.instrument_version as "instrumentVersion", e.code as "patientCode",
        v.code as "visitCode", n.repeat_key as "repeatKey", n.values,
        exists (select from visit_signature s where s.visit_id = n.visit_id and s.voided_at is null) as signed,
        v.locked_at is not null as locked ${movable}
      order by v.locked_at is not null, e.code, v.ordinal nulls last, n.repeat_key, n.id
      limit ${MOVES_SHOWN} offset ${(page - 1) * MOVES_SHOWN}`
    const froms = [...new Set(rows.map((row) => row.instrumentVersion))].sort((a, b) => a - b)
    return {
      to: to.version,
      page,
      total,
      changes: froms.map((from) => ({ from, items: compareVersions(shelf.get(id, from), to) })),
      entries: rows.map(({ id: entryId, instrumentVersion, values, ...row }) => {
        const { lost, refused, unusual } = judge(to, values)
        return { ...row, entryId, from: instrumentVersion, to: to.version, lost, refused, unusual }
      }),
    }
  })
}

async function loadLatest(tx: Tx, id: string): Promise<Instrument> {
  const latest = (await readShelf(tx)).latest(id)
  if (!latest) throw new Problem('not_found')
  return latest
}

/** The values as the later version takes them. */
function judge(to: Instrument, values: Values) {
  const carried = carryValues(to, values)
  const kept = dropHidden(to, carried.kept)
  const hidden = Object.keys(carried.kept).filter((name) => !(name in kept))
  const parsed = parseValues(to, kept)
  if (!parsed.ok) return { kept, lost: [...carried.lost, ...hidden], refused: parsed.issues, unusual: [] }
  const { hard, soft } = checkValues(to, kept)
  return { kept, lost: [...carried.lost, ...hidden], refused: hard, unusual: soft }
}

export interface MoveInput {
  readonly entryId: string
  /** Of the entry that was previewed. */
  readonly version: number
  readonly to: number
  readonly reason: string
}

/** Moves one entry to the last version of its form; what stood before stays in the trail, with the reason. */
export async function moveToVersion(call: Call, study: string, id: string, input: MoveInput): Promise<Done> {
  const reason = input.reason.trim()
  return change(
    call,
    'entry.move_version',
    { study },
    async (tx) => {
      if (reason === '') throw new Problem('invalid', { fields: [{ field: 'reason', code: 'required' }] })
      await lockEnrolment(tx, (await loadEntryRow(tx, input.entryId)).enrolmentId)
      const entry = await loadEntryRow(tx, input.entryId)
      await refuseTelling(tx, entry)
      const to = await loadLatest(tx, id)
      if (entry.instrument !== id) throw new Problem('not_found')
      if (entry.version !== input.version || to.version !== input.to) {
        const current = { version: entry.version, form: entry.instrumentVersion, latest: to.version }
        throw new Problem('conflict', { extra: { current } })
      }
      if (entry.instrumentVersion >= to.version) throw new Problem('not_now', { reason: 'form_current' })
      const visit = entry.visitId === null ? null : await loadVisit(tx, entry.visitId)
      await refuseLocked(tx, visit)
      const { kept, refused, unusual } = judge(to, entry.values as unknown as Values)
      if (refused.length > 0) throw new Problem('invalid', { fields: refused })
      await breakSignature(tx, visit, reason)
      const before = entry.reasons as Readonly<Record<string, string>>
      const reasons = Object.fromEntries(unusual.map(({ field }) => [field, before[field] ?? reason]))
      await tx.db.entry.update({
        where: { id: entry.id },
        data: {
          ...toEntryColumns(tx, to, { values: kept, reasons }),
          instrumentVersion: to.version,
          version: { increment: 1 },
        },
      })
      await applyRules(tx, entry.enrolmentId)
      await finishVisits(tx, entry.enrolmentId)
      return { id: entry.id, version: entry.version + 1 }
    },
    { reason },
  )
}
