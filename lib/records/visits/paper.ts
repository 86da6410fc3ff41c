import type { Bilingual, Instrument, Scores, Values } from '@/lib/codebook/item'
import { canSelfReport } from '@/lib/instruments/self-report'
import type { Call } from '../call'
import { reading } from '../change'
import { armInSight } from '../allocations/sight'
import { toIsoDate } from '../dates'
import { loadEnrolment } from '../enrolments/enrolments'
import { readPatientHead, type PatientHead } from '../enrolments/patient-head'
import { findEntry, listRepeatKeys } from '../entries/load-entry'
import { readShelf } from '../instruments/read-shelf'
import { readProtocol } from '../studies/studies'
import type { Protocol } from '@/lib/protocol/protocol'
import { studyOf } from '../transaction'
import { listAsked } from './forms'
import { loadVisit } from './visits'

/** A form as it stands on paper: of a level where it repeats, with what is recorded, if anything is. */
export interface PaperForm {
  readonly instrument: Instrument
  readonly required: boolean
  /** Patients can fill it in themselves. */
  readonly byPatient: boolean
  readonly repeatKey: string
  readonly entry: {
    readonly values: Values
    readonly scores: Scores
    readonly version: number
    readonly savedByName: string | null
    readonly savedAt: Date
  } | null
}

export interface Paper {
  readonly patient: PatientHead
  readonly protocol: Protocol
  readonly study: Bilingual
  readonly site: Bilingual
  readonly timeZone: string
  readonly visit: {
    readonly id: string
    readonly code: string
    readonly doneOn: string | null
    readonly mode: string | null
    readonly firstDay: string | null
    readonly lastDay: string | null
  }
  readonly forms: readonly PaperForm[]
}

/** All forms of a visit, to be printed: every level of those that repeat. */
export async function getPaper(call: Call, study: string, visitId: string): Promise<Paper> {
  return reading(call, 'entry.read', { study }, async (tx) => {
    const visit = await loadVisit(tx, visitId)
    const enrolment = await loadEnrolment(tx, visit.enrolmentId)
    const protocol = await readProtocol(tx, enrolment.protocolVersion)
    const shelf = await readShelf(tx)
    const site = await tx.db.site.findUniqueOrThrow({ where: { id: visit.siteId } })
    const { titleZh, titleEn } = await tx.db.study.findUniqueOrThrow({ where: { id: studyOf(tx).id } })
    const forms: PaperForm[] = []
    for (const asked of listAsked(protocol, visit.code, await armInSight(tx, enrolment))) {
      const instrument = shelf.get(asked.id, asked.version)
      const keys = await listRepeatKeys(tx, enrolment.id, instrument)
      for (const repeatKey of keys.length === 0 ? [''] : keys) {
        const place = { enrolmentId: enrolment.id, visitId, instrument: asked.id, repeatKey }
        const entry = await findEntry(tx, place)
        forms.push({
          instrument,
          required: asked.required,
          byPatient: canSelfReport(instrument),
          repeatKey,
          entry: entry && {
            values: entry.values,
            scores: entry.scores,
            version: entry.version,
            savedByName: entry.savedByName ?? null,
            savedAt: entry.savedAt,
          },
        })
      }
    }
    return {
      patient: await readPatientHead(tx, enrolment),
      protocol,
      study: { zh: titleZh, en: titleEn },
      site: { zh: site.nameZh, en: site.nameEn },
      timeZone: site.timeZone,
      visit: {
        id: visit.id,
        code: visit.code,
        doneOn: toIsoDate(visit.doneOn),
        mode: visit.mode,
        firstDay: toIsoDate(visit.firstDay),
        lastDay: toIsoDate(visit.lastDay),
      },
      forms,
    }
  })
}
