import { toJson, type InstrumentJson } from '@/lib/codebook/json'
import { invalidField, Problem, type FieldIssue } from '@/lib/problem'
import { parseProtocol } from '@/lib/protocol/check-protocol'
import { diffProtocols } from '@/lib/protocol/diff'
import type { Protocol } from '@/lib/protocol/protocol'
import { findArm } from '@/lib/protocol/protocol-read'
import { listOtherDraws } from '@/lib/protocol/randomisation'
import type { Call } from '../call'
import { change, reading, type Done } from '../change'
import type { Prisma } from '../generated/client'
import { newId } from '../ids'
import { readShelf } from '../instruments/read-shelf'
import { readActorName } from '../people/actor-name'
import { studyOf, type Tx } from '../transaction'
import { hideBlockSizes } from './block-sizes'
import { emptyDraft, lockDraft } from './protocol-drafts'
import { readProtocol } from './studies'

/**
 * The draft becomes the next version. Patients who are enrolled stay with theirs until they are moved; those who
 * come are enrolled by this one.
 */
export async function publishProtocol(
  call: Call,
  study: string,
  input: { readonly version: number; readonly reason: string },
): Promise<Done> {
  const reason = input.reason.trim()
  return change(
    call,
    'protocol.publish',
    { study },
    async (tx) => {
      if (reason === '') throw invalidField('reason', 'required')
      const draft = await lockDraft(tx, input.version)
      if (!draft || draft.definition === null) throw new Problem('not_now', { reason: 'no_draft' })
      const { id: studyId, protocolVersion: number } = studyOf(tx)
      if (draft.basedOn !== number) throw new Problem('not_now', { reason: 'draft_overtaken' })
      const next = parseProtocol(draft.definition, await readShelf(tx))
      const before = await readProtocol(tx, number)
      if (diffProtocols(before, next).length === 0)
        throw new Problem('not_now', { reason: 'nothing_changed' })
      await refusePrefix(tx, before, next)
      await refuseLostArm(tx, before, next)
      await refuseOtherLists(tx, before, next)
      const id = newId()
      await tx.db.protocolVersion.create({
        data: {
          id,
          studyId,
          number: number + 1,
          definition: next as unknown as Prisma.InputJsonValue,
          publishedAt: tx.now,
          publishedBy: tx.call.actor.id,
          reason,
        },
      })
      await tx.db.study.update({ where: { id: studyId }, data: { protocolVersion: number + 1 } })
      await emptyDraft(tx, draft)
      return { id, version: number + 1 }
    },
    { reason },
  )
}

/** No other study has the same numbers, and those that were given go on as they began. */
async function refusePrefix(tx: Tx, before: Protocol, next: Protocol): Promise<void> {
  if (before.codePrefix === next.codePrefix) return
  const studyId = studyOf(tx).id
  if ((await tx.db.enrolment.count({ where: { studyId }, take: 1 })) > 0)
    throw invalidField('codePrefix', 'prefix_in_use')
  const [row] = await tx.db.$queryRaw<[{ held: boolean }]>`
    select exists (select from protocol_version
      where definition ->> 'codePrefix' = ${next.codePrefix} and study_id <> ${studyId}::uuid) as held`
  if (row.held) throw invalidField('codePrefix', 'taken')
}

/** Where arms are hidden, a patient who cannot follow the new version would be told apart by that. */
async function refuseLostArm(tx: Tx, before: Protocol, next: Protocol): Promise<void> {
  if (before.blinding === 'open') return
  const codes = before.arms.map(({ code }) => code).filter((code) => !findArm(next, code))
  const lost = { in: codes }
  const held = await tx.db.enrolment.count({
    where: { studyId: studyOf(tx).id, OR: [{ plannedArm: lost }, { receivedArm: lost }] },
    take: 1,
  })
  if (held > 0) throw invalidField('arms', 'arm_in_use', { value: codes.join(', ') })
}

/** Lists that were made go on as they began: an amendment would leave them behind, or a stratum without one. */
async function refuseOtherLists(tx: Tx, before: Protocol, next: Protocol): Promise<void> {
  const fields = listOtherDraws(before, next).map((field): FieldIssue => ({ field, code: 'lists_made' }))
  if (fields.length === 0) return
  const made = await tx.db.allocationList.count({ where: { studyId: studyOf(tx).id }, take: 1 })
  if (made > 0) throw new Problem('invalid', { fields })
}

export interface ProtocolVersionView {
  readonly number: number
  readonly publishedAt: Date
  readonly publishedBy: string | null
  readonly reason: string | null
  readonly protocol: Protocol
}

const VERSIONS_AT_MOST = 100

/** Every version, the newest first. */
export async function listProtocolVersions(call: Call, study: string): Promise<ProtocolVersionView[]> {
  return reading(call, 'protocol.read', { study }, async (tx) => {
    const rows = await tx.db.protocolVersion.findMany({
      where: { studyId: studyOf(tx).id },
      orderBy: { number: 'desc' },
      take: VERSIONS_AT_MOST,
    })
    const views: ProtocolVersionView[] = []
    for (const { number, publishedAt, publishedBy, reason } of rows) {
      views.push({
        number,
        publishedAt,
        publishedBy: publishedBy === null ? null : await readActorName(tx, publishedBy),
        reason,
        protocol: hideBlockSizes(tx, await readProtocol(tx, number)),
      })
    }
    return views
  })
}

export interface ProtocolView {
  readonly protocol: Protocol
  readonly number: number
  readonly inForce: number
  /** The study's own forms. */
  readonly own: readonly InstrumentJson[]
}

/** One version as it was published; the one in force when none is named. */
export async function getProtocolVersion(
  call: Call,
  study: string,
  asked: number | undefined,
): Promise<ProtocolView> {
  return reading(call, 'protocol.read', { study }, async (tx) => {
    const inForce = studyOf(tx).protocolVersion
    const number = asked ?? inForce
    const own = (await readShelf(tx)).own.map(toJson)
    return { protocol: hideBlockSizes(tx, await readProtocol(tx, number)), number, inForce, own }
  })
}
