import { isIsoDate } from '@/lib/codebook/dates'
import type { END_KINDS, DEATH_RELATIONS, DEATH_SOURCES } from '@/lib/contracts/patients'
import { Problem, invalidField } from '@/lib/problem'
import type { Call } from '../call'
import { change, type Done } from '../change'
import { fromIsoDate, toIsoDate } from '../dates'
import { runChecks } from '../quality/run-checks'
import { refuseFuture } from '../studies/today'
import type { Tx } from '../transaction'
import { spanOf } from './death'
import { loadEnrolment, lockEnrolment } from './enrolments'
import { refuseWithdrawnData } from './leaving'

export interface EnrolmentEnd {
  readonly version: number
  /** A full day; of a death the month or the year may be all that is known. */
  readonly endedOn: string
  readonly reason: (typeof END_KINDS)[number]
  readonly note: string | null
  readonly death?:
    | {
        readonly source: (typeof DEATH_SOURCES)[number]
        readonly cause: string | null
        readonly relation: (typeof DEATH_RELATIONS)[number]
      }
    | null
    | undefined
}

type Enrolment = Awaited<ReturnType<typeof loadEnrolment>>

/**
 * What a patient's leaving means: death, loss and withdrawal end the follow-up (what is open will not happen, what
 * was done stays); who wants no more treatment is still followed.
 */
export async function endEnrolment(
  call: Call,
  study: string,
  id: string,
  input: EnrolmentEnd,
): Promise<Done> {
  return change(
    call,
    'enrolment.end',
    { study },
    async (tx) => {
      const row = await openCurrent(tx, id, input.version)
      const data = input.reason === 'withdrawn_treatment' ? endTreatment(row, input) : endFollowUp(row, input)
      await checkDate(tx, row, input)
      if (input.reason === 'died') data.endedOn = fromIsoDate(await dateDeath(tx, row, input.endedOn))
      await tx.db.enrolment.update({ where: { id }, data: { ...data, version: { increment: 1 } } })
      await runChecks(tx, id)
      return { id, version: row.version + 1 }
    },
    { reason: input.note ?? input.reason },
  )
}

/** Takes back the end of follow-up, or else the withdrawal of treatment. */
export async function reopenEnrolment(
  call: Call,
  study: string,
  id: string,
  input: { readonly version: number; readonly reason: string },
): Promise<Done> {
  return change(
    call,
    'enrolment.reopen',
    { study },
    async (tx) => {
      const row = await openCurrent(tx, id, input.version)
      if (!row.endedOn && !row.treatmentEndedOn) throw new Problem('not_now', { reason: 'not_ended' })
      // What somebody has forbidden is not taken back by us; who consents again is enrolled again.
      refuseWithdrawnData(row)
      await tx.db.enrolment.update({
        where: { id },
        data: {
          ...(row.endedOn
            ? { endedOn: null, endReason: null, endNote: null, ...NOT_DIED }
            : { treatmentEndedOn: null, treatmentEndNote: null }),
          version: { increment: 1 },
        },
      })
      await runChecks(tx, id)
      return { id, version: row.version + 1 }
    },
    { reason: input.reason },
  )
}

const NOT_DIED = { diedOn: null, deathSource: null, deathCause: null, deathRelation: null }

async function openCurrent(tx: Tx, id: string, version: number): Promise<Enrolment> {
  await lockEnrolment(tx, id)
  const row = await loadEnrolment(tx, id)
  if (row.version !== version) {
    const current = { version: row.version, endedOn: toIsoDate(row.endedOn), reason: row.endReason }
    throw new Problem('conflict', { extra: { current } })
  }
  return row
}

interface EndColumns {
  endedOn?: Date | null
  endReason?: string
  endNote?: string | null
  diedOn?: string | null
  deathSource?: string | null
  deathCause?: string | null
  deathRelation?: string | null
  treatmentEndedOn?: Date
  treatmentEndNote?: string | null
}

function endTreatment(row: Enrolment, input: EnrolmentEnd): EndColumns {
  if (row.endedOn || row.treatmentEndedOn) throw new Problem('not_now', { reason: 'already_ended' })
  return { treatmentEndedOn: fromIsoDate(input.endedOn), treatmentEndNote: input.note }
}

function endFollowUp(row: Enrolment, input: EnrolmentEnd): EndColumns {
  // That somebody who was lost has died is learnt later.
  const found = row.endReason === 'lost' && input.reason === 'died'
  if (row.endedOn && !found) throw new Problem('not_now', { reason: 'already_ended' })
  const columns = { endedOn: fromIsoDate(input.endedOn), endReason: input.reason, endNote: input.note }
  if (input.reason !== 'died') return columns
  const { source = null, cause = null, relation = null } = input.death ?? {}
  return {
    ...columns,
    diedOn: input.endedOn,
    deathSource: source,
    deathCause: cause,
    deathRelation: relation,
  }
}

async function checkDate(tx: Tx, row: Enrolment, { reason, endedOn }: EnrolmentEnd): Promise<void> {
  if (!isIsoDate(endedOn, true)) throw invalidField('endedOn', 'not_a_date')
  if (reason !== 'died' && !isIsoDate(endedOn)) throw invalidField('endedOn', 'date_incomplete')
  const [first, last] = spanOf(endedOn)
  await refuseFuture(tx, row.siteId, 'endedOn', first)
  if (last < toIsoDate(row.enrolledOn)) throw invalidField('endedOn', 'before_enrolment')
}

/** The earliest day that fits what was told and what is known: the patient lived when last seen or operated. */
async function dateDeath(tx: Tx, row: Enrolment, told: string): Promise<string> {
  const where = { enrolmentId: row.id, voidedAt: null }
  const seen = await tx.db.visit.aggregate({ where, _max: { doneOn: true } })
  const operated = await tx.db.operation.aggregate({ where, _max: { performedOn: true } })
  const known = [row.enrolledOn, seen._max.doneOn, operated._max.performedOn].flatMap((date) =>
    date ? [toIsoDate(date)] : [],
  )
  const lastSeen = known.sort().at(-1) ?? ''
  const [first, last] = spanOf(told)
  if (last < lastSeen) throw invalidField('endedOn', 'before_last_record')
  return first > lastSeen ? first : lastSeen
}
