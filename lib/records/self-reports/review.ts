import { checkValues } from '@/lib/codebook/checks'
import type { Instrument, Values } from '@/lib/codebook/item'
import { toPatientForm } from '@/lib/instruments/self-report'
import { Problem, type FieldIssue } from '@/lib/problem'
import { localDate } from '@/lib/protocol/local-time'
import type { Protocol } from '@/lib/protocol/protocol'
import { formatTime } from '@/lib/i18n/format-date'
import type { Call } from '../call'
import { change, reading, type Done } from '../change'
import { toIsoDate } from '../dates'
import { loadEnrolment, lockEnrolment } from '../enrolments/enrolments'
import { readPatientHead, type PatientHead } from '../enrolments/patient-head'
import { findEntry, findPrevious, openPlace, type PreviousEntry } from '../entries/load-entry'
import { writeEntry } from '../entries/save-entry'
import type { StoredEntry } from '../entries/stored-entry'
import { readShelf } from '../instruments/read-shelf'
import { readActorName } from '../people/actor-name'
import { readProtocol } from '../studies/studies'
import type { Tx } from '../transaction'
import { readVisitRecord } from '../visits/visit-record'
import { loadVisit } from '../visits/visits'
import { readAsked, unsealAnswers, type AskedForm } from './answers'
import { loadLink } from './invite'
import { restOnEntry } from './raise-urgent'
import { deriveToken, hashToken } from './token'

/** One form as it was answered, beside what the record holds. */
export interface ReviewForm {
  readonly instrument: Instrument
  readonly answers: Values
  readonly entry: StoredEntry | null
  readonly previous: PreviousEntry | null
  /** What is unusual and needs a reason before it is saved. */
  readonly soft: readonly FieldIssue[]
}

export interface SentReport {
  readonly version: number
  readonly state: 'sent' | 'accepted' | 'rejected'
  readonly mode: 'self' | 'proxy'
  /** A word of the contact form. */
  readonly relation: string | null
  readonly startedAt: Date
  readonly finishedAt: Date
  readonly urgent: boolean
  readonly judgedByName: string | null
  readonly judgedAt: Date | null
  readonly reason: string | null
  readonly forms: readonly ReviewForm[]
}

/** A self-report as the ward sees it: a link that is out, or what came back. */
export interface ReviewPage {
  readonly id: string
  readonly version: number
  readonly patient: PatientHead
  readonly protocol: Protocol
  readonly timeZone: string
  readonly site: { readonly zh: string; readonly en: string }
  readonly visit: {
    readonly id: string
    readonly code: string
    readonly doneOn: string | null
    readonly mode: string | null
    readonly signed: boolean
    readonly locked: boolean
  }
  readonly language: 'zh-CN' | 'en'
  readonly allows: 'self' | 'either'
  readonly asked: readonly Instrument[]
  readonly madeByName: string
  readonly createdAt: Date
  readonly expiresAt: Date
  readonly openedAt: Date | null
  readonly revokedAt: Date | null
  /** Of a link that still opens; null for any other. */
  readonly token: string | null
  readonly report: SentReport | null
}

export async function getSelfReport(call: Call, study: string, id: string): Promise<ReviewPage> {
  return reading(call, 'self_report.list', { study }, async (tx) => {
    const link = await loadLink(tx, id)
    const enrolment = await loadEnrolment(tx, link.enrolmentId)
    const visit = await loadVisit(tx, link.visitId)
    const site = await tx.db.site.findUniqueOrThrow({ where: { id: link.siteId } })
    const record = await readVisitRecord(tx, visit)
    const shelf = await readShelf(tx)
    const asked = readAsked(link.forms)
    const opens = !link.usedAt && !link.revokedAt && link.expiresAt > tx.now && !visit.lockedAt
    const token = deriveToken(link.id)
    return {
      id,
      version: link.version,
      patient: await readPatientHead(tx, enrolment),
      protocol: await readProtocol(tx, enrolment.protocolVersion),
      timeZone: site.timeZone,
      site: { zh: site.nameZh, en: site.nameEn },
      visit: {
        id: visit.id,
        code: visit.code,
        doneOn: toIsoDate(visit.doneOn),
        mode: visit.mode,
        signed: record.signature !== null,
        locked: record.lock !== null,
      },
      language: link.language as 'zh-CN' | 'en',
      allows: link.allows as 'self' | 'either',
      asked: asked.map((form) => shelf.get(form.id, form.version)),
      madeByName: await readActorName(tx, link.madeBy),
      createdAt: link.createdAt,
      expiresAt: link.expiresAt,
      openedAt: link.openedAt,
      revokedAt: link.revokedAt,
      // Under another master key than the one it was made with it can only be made anew.
      token: opens && hashToken(token) === link.tokenHash ? token : null,
      report: await readReport(tx, link, asked),
    }
  })
}

async function findReport(tx: Tx, linkId: string) {
  return tx.db.selfReport.findFirst({ where: { linkId, voidedAt: null } })
}

async function readReport(
  tx: Tx,
  link: { readonly id: string; readonly enrolmentId: string; readonly visitId: string },
  asked: readonly AskedForm[],
): Promise<SentReport | null> {
  const row = await findReport(tx, link.id)
  if (!row) return null
  const { answers } = unsealAnswers(link.id, row.answers)
  const shelf = await readShelf(tx)
  const forms: ReviewForm[] = []
  for (const { id, version } of asked) {
    const instrument = shelf.get(id, version)
    const place = { enrolmentId: link.enrolmentId, visitId: link.visitId, instrument: id, repeatKey: '' }
    const previous = await findPrevious(tx, place)
    const values = answers[id] ?? {}
    const { soft } = checkValues(instrument, values, previous ? { previous: previous.values } : {})
    forms.push({ instrument, answers: values, entry: await findEntry(tx, place), previous, soft })
  }
  return {
    version: row.version,
    state: row.state as SentReport['state'],
    mode: row.mode as SentReport['mode'],
    relation: row.relation,
    startedAt: row.startedAt,
    finishedAt: row.finishedAt,
    urgent: row.urgent,
    judgedByName: row.judgedBy && (await readActorName(tx, row.judgedBy)),
    judgedAt: row.judgedAt,
    reason: row.reason,
    forms,
  }
}

export interface Acceptance {
  readonly version: number
  /** Forms to save; those left out stay as the record has them. */
  readonly forms: readonly {
    readonly id: string
    /** The version of the entry that was seen beside the answers; 0 when there was none. */
    readonly entryVersion: number
    readonly reasons: Readonly<Record<string, string>>
  }[]
  /** Why a signed record is changed. */
  readonly correction: string | null
}

/** Takes what was sent into the record: each form is saved as the ward saves it, and says who answered. */
export async function acceptSelfReport(
  call: Call,
  study: string,
  id: string,
  input: Acceptance,
): Promise<Done> {
  const reason = [`self-report ${id}`, input.correction?.trim()].filter(Boolean).join(': ')
  return change(
    call,
    'self_report.accept',
    { study },
    async (tx) => {
      const { link, report } = await holdReport(tx, id, input.version)
      const { answers } = unsealAnswers(link.id, report.answers)
      const site = await tx.db.site.findUniqueOrThrow({ where: { id: link.siteId } })
      const asked = readAsked(link.forms)
      for (const { id: instrument, entryVersion, reasons } of input.forms) {
        const form = asked.find((one) => one.id === instrument)
        if (!form) throw new Problem('invalid', { fields: [{ field: instrument, code: 'unknown' }] })
        const place = { enrolmentId: link.enrolmentId, visitId: link.visitId, instrument, repeatKey: '' }
        const opened = await openPlace(tx, place)
        if (opened.instrument.version !== form.version)
          throw new Problem('not_now', { reason: 'form_changed' })
        const kept = listKept(opened.instrument, await findEntry(tx, place))
        const saved = await nameForm(instrument, () =>
          writeEntry(tx, {
            ...place,
            version: entryVersion,
            values: { ...kept.values, ...answers[instrument] },
            reasons: { ...kept.reasons, ...reasons },
            visit: opened.visit?.doneOn
              ? null
              : {
                  doneOn: localDate(report.finishedAt, site.timeZone),
                  doneTime: formatTime(report.finishedAt, site.timeZone),
                  mode: 'self_report',
                },
            correction: input.correction,
            source: { mode: report.mode as 'self' | 'proxy', selfReportId: report.id },
          }),
        )
        if (instrument === 'urgent_signs' && opened.visit)
          await restOnEntry(tx, { ...link, visitCode: opened.visit.code }, answers, saved.id)
      }
      return judge(tx, report, 'accepted', null)
    },
    { reason },
  )
}

/** What the entry holds of items that patients are not asked. */
function listKept(instrument: Instrument, entry: StoredEntry | null) {
  const told = new Set(toPatientForm(instrument).items.map(({ name }) => name))
  const keep = <T>(of: Readonly<Record<string, T>>) =>
    Object.fromEntries(Object.entries(of).filter(([name]) => !told.has(name)))
  return { values: keep(entry?.values ?? {}), reasons: keep(entry?.reasons ?? {}) }
}

/** Refuses what was sent. It stays to be read; nothing of it is in the record. */
export async function rejectSelfReport(
  call: Call,
  study: string,
  id: string,
  input: { readonly version: number; readonly reason: string },
): Promise<Done> {
  return change(
    call,
    'self_report.reject',
    { study },
    async (tx) => {
      const { report } = await holdReport(tx, id, input.version)
      return judge(tx, report, 'rejected', input.reason)
    },
    { reason: input.reason },
  )
}

/** What was sent and not judged yet, at the version that was seen; one person judges at a time. */
async function holdReport(tx: Tx, id: string, version: number) {
  const link = await loadLink(tx, id)
  await lockEnrolment(tx, link.enrolmentId)
  const report = await findReport(tx, id)
  if (!report) throw new Problem('not_found')
  if (report.version !== version || report.state !== 'sent') {
    throw new Problem('conflict', { extra: { current: { version: report.version, state: report.state } } })
  }
  return { link, report }
}

async function judge(
  tx: Tx,
  report: { readonly id: string; readonly version: number },
  state: 'accepted' | 'rejected',
  reason: string | null,
) {
  await tx.db.selfReport.update({
    where: { id: report.id },
    data: { state, reason, judgedBy: tx.call.actor.id, judgedAt: tx.now, version: { increment: 1 } },
  })
  return { id: report.id, version: report.version + 1 }
}

/** Several forms are saved at once: what is wrong says in which. */
async function nameForm<T>(form: string, save: () => Promise<T>): Promise<T> {
  try {
    return await save()
  } catch (error) {
    if (!(error instanceof Problem)) throw error
    const { code, fields, reason, extra } = error
    throw new Problem(code, {
      fields: fields.map((issue) => ({ ...issue, field: `${form}.${issue.field}` })),
      ...(reason === undefined ? {} : { reason }),
      extra: { ...extra, form },
    })
  }
}
