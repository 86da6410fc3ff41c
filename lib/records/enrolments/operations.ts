import type { RELATIONS } from '@/lib/contracts/enrolments'
import { Problem, invalidField, type FieldIssue } from '@/lib/problem'
import { findArm } from '@/lib/protocol/protocol-read'
import type { Technique } from '@/lib/protocol/protocol'
import type { VisitChange } from '@/lib/protocol/replan'
import type { Call } from '../call'
import { seesArmOf } from '../allocations/sight'
import { change, reading, type Done, type Saved } from '../change'
import { fromIsoDate, toIsoDate } from '../dates'
import { newId } from '../ids'
import { seenWhere } from '../scope'
import { readProtocol } from '../studies/studies'
import { refuseFuture } from '../studies/today'
import type { Tx } from '../transaction'
import { finishVisits } from '../visits/finish-visit'
import { moveAnchor, previewAnchor } from './anchor'
import { refuseAfterDeath } from './death'
import { loadEnrolment, lockEnrolment } from './enrolments'
import { refuseHeldLevels } from './held-records'

export type Relation = (typeof RELATIONS)[number]

export interface OperatedLevel {
  readonly level: string
  /** `unknown` comes from a source that does not tell; people say which. */
  readonly side: 'left' | 'right' | 'both' | 'unknown'
}

export interface OperationInput {
  readonly relation: Relation
  readonly performedOn: string
  /** End of the operation, local; days 1 and 3 are then judged in hours. */
  readonly endedTime: string | null
  readonly plannedTechnique: Technique
  readonly receivedTechnique: Technique
  /** The arm the patient really received; asked of the index operation. */
  readonly receivedArm: string | null
  readonly levels: readonly OperatedLevel[]
  readonly operator: string | null
  readonly cause: string | null
}

/** Adds an operation. The first one is the index operation and schedules the visits. */
export async function addOperation(
  call: Call,
  study: string,
  enrolmentId: string,
  input: OperationInput,
): Promise<Done> {
  return change(call, 'operation.add', { study }, (tx) => writeOperation(tx, enrolmentId, input))
}

/** The operation inside an open transaction (imports write many). */
export async function writeOperation(tx: Tx, enrolmentId: string, input: OperationInput): Promise<Saved> {
  const id = newId()
  await lockEnrolment(tx, enrolmentId)
  const enrolment = await loadEnrolment(tx, enrolmentId)
  await refuseBlind(tx, enrolmentId)
  const all = await tx.db.operation.findMany({ where: { enrolmentId }, orderBy: { ordinal: 'asc' } })
  const earlier = all.filter((row) => row.voidedAt === null)
  await checkOperation(tx, enrolment, input)
  if ((earlier.length === 0) !== (input.relation === 'index')) {
    throw invalidField('relation', earlier.length === 0 ? 'index_first' : 'index_exists')
  }
  refuseDisorder(input, earlier)
  refuseUnrelated(input, earlier)
  await tx.db.operation.create({
    data: {
      id,
      siteId: enrolment.siteId,
      studyId: enrolment.studyId,
      enrolmentId,
      // The index operation is the first; the number of a voided one is not given again.
      ordinal: input.relation === 'index' ? 1 : (all.at(-1)?.ordinal ?? 0) + 1,
      ...toColumns(input),
    },
  })
  if (input.relation === 'index') await moveAnchor(tx, enrolmentId, input)
  // Later visits ask the new levels too.
  else await finishVisits(tx, enrolmentId)
  return { id, version: 1 }
}

export async function updateOperation(
  call: Call,
  study: string,
  id: string,
  input: OperationInput & { readonly version: number },
): Promise<Done> {
  return change(call, 'operation.update', { study }, async (tx) => {
    await lockEnrolment(tx, (await loadOperation(tx, id)).enrolmentId)
    const row = await loadOperation(tx, id)
    await refuseBlind(tx, row.enrolmentId)
    if (row.version !== input.version) {
      throw new Problem('conflict', {
        extra: { current: { ...row, performedOn: toIsoDate(row.performedOn) } },
      })
    }
    const enrolment = await loadEnrolment(tx, row.enrolmentId)
    await checkOperation(tx, enrolment, input)
    const others = await tx.db.operation.findMany({
      where: { enrolmentId: row.enrolmentId, voidedAt: null, id: { not: id } },
    })
    refuseDisorder(input, others)
    refuseUnrelated(input, others)
    if ((row.relation === 'index') !== (input.relation === 'index')) {
      throw invalidField('relation', row.relation === 'index' ? 'index_stays' : 'index_exists')
    }
    const levels = [input.levels, ...others.map((other) => other.levels)]
    await refuseHeldLevels(tx, row.enrolmentId, row.levels, levels)
    await tx.db.operation.update({
      where: { id },
      data: { ...toColumns(input), version: { increment: 1 } },
    })
    if (input.relation === 'index') await moveAnchor(tx, row.enrolmentId, input)
    else await finishVisits(tx, row.enrolmentId)
    return { id, version: row.version + 1 }
  })
}

/** What a corrected date or time of the index operation would do to the visits; nothing is written. */
export async function previewOperation(
  call: Call,
  study: string,
  id: string,
  input: { readonly performedOn: string; readonly endedTime: string | null },
): Promise<readonly VisitChange[]> {
  return reading(call, 'operation.update', { study }, async (tx) => {
    const row = await loadOperation(tx, id)
    return row.relation === 'index' ? previewAnchor(tx, row.enrolmentId, input) : []
  })
}

/** What was done says which arm it was: it is recorded, and shown, by who may know. */
async function refuseBlind(tx: Tx, enrolmentId: string): Promise<void> {
  if (!(await seesArmOf(tx, enrolmentId))) throw new Problem('not_now', { reason: 'arm_hidden' })
}

/** The index operation is the first one. */
function refuseDisorder(
  input: OperationInput,
  others: readonly { readonly relation: string; readonly performedOn: Date }[],
): void {
  for (const other of others) {
    const on = toIsoDate(other.performedOn)
    if (other.relation === 'index' && input.performedOn < on)
      throw invalidField('performedOn', 'before_index_operation')
    if (input.relation === 'index' && other.relation !== 'index' && input.performedOn > on)
      throw invalidField('performedOn', 'after_later_operation')
  }
}

/** The same level is one that was operated on, another level one that was not, the other side is opposite to one. */
function refuseUnrelated(
  input: OperationInput,
  others: readonly { readonly performedOn: Date; readonly levels: unknown }[],
): void {
  const before = others
    .filter((other) => toIsoDate(other.performedOn) <= input.performedOn)
    .flatMap((other) => other.levels as OperatedLevel[])
  const known = new Set(before.map(({ level }) => level))
  const fits = {
    same_level: () => input.levels.some(({ level }) => known.has(level)),
    other_level: () => input.levels.some(({ level }) => !known.has(level)),
    contralateral: () =>
      input.levels.some(({ side }) => side !== 'both' && before.some((one) => isOpposite(one.side, side))),
  }
  const { relation } = input
  if (relation in fits && !fits[relation as keyof typeof fits]()) {
    throw invalidField('levels', `not_${relation}`)
  }
}

function isOpposite(a: OperatedLevel['side'], b: OperatedLevel['side']): boolean {
  return (a === 'left' && b === 'right') || (a === 'right' && b === 'left')
}

/** The operation of an id within reach; anything else does not exist. */
export async function loadOperation(tx: Tx, id: string) {
  const row = await tx.db.operation.findFirst({ where: { id, voidedAt: null, ...seenWhere(tx) } })
  if (!row) throw new Problem('not_found')
  return row
}

function toColumns(input: OperationInput) {
  return {
    relation: input.relation,
    performedOn: fromIsoDate(input.performedOn),
    endedTime: input.endedTime,
    plannedTechnique: input.plannedTechnique,
    receivedTechnique: input.receivedTechnique,
    levels: input.levels.map(({ level, side }) => ({ level, side })),
    operator: input.operator,
    cause: input.cause,
  }
}

type Enrolment = Awaited<ReturnType<typeof loadEnrolment>>

async function checkOperation(tx: Tx, enrolment: Enrolment, input: OperationInput): Promise<void> {
  const fields: FieldIssue[] = []
  const protocol = await readProtocol(tx, enrolment.protocolVersion)
  if (input.receivedArm !== null && !findArm(protocol, input.receivedArm)) {
    fields.push({ field: 'receivedArm', code: 'unknown' })
  }
  if (input.levels.length === 0) fields.push({ field: 'levels', code: 'required' })
  const levels = input.levels.map(({ level, side }) => `${level} ${side}`)
  if (new Set(levels).size !== levels.length) fields.push({ field: 'levels', code: 'level_repeated' })
  if (input.relation !== 'index' && !input.cause) fields.push({ field: 'cause', code: 'required' })
  if (fields.length > 0) throw new Problem('invalid', { fields })
  await refuseFuture(tx, enrolment.siteId, 'performedOn', input.performedOn)
  refuseAfterDeath(enrolment, 'performedOn', input.performedOn)
}
