import type { Values } from '@/lib/codebook/item'
import type { InstrumentJson } from '@/lib/codebook/json'
import { pickOwn } from '@/lib/instruments/shelf'
import { answeredByTelephone, canBeTold } from '@/lib/instruments/telephone'
import type { Protocol } from '@/lib/protocol/protocol'
import type { Call } from '../call'
import { armInSight } from '../allocations/sight'
import { reading } from '../change'
import { toIsoDate } from '../dates'
import { loadEnrolment } from '../enrolments/enrolments'
import { readPatientHead, type PatientHead } from '../enrolments/patient-head'
import { findDraft, type Draft } from '../entries/drafts'
import { findEntry, findPrevious, type PreviousEntry } from '../entries/load-entry'
import type { StoredEntry } from '../entries/stored-entry'
import { readShelf } from '../instruments/read-shelf'
import type { Phone } from '../patients/phone-rows'
import { readProtocol } from '../studies/studies'
import { studyOf, type Tx } from '../transaction'
import { listAskedByTelephone } from '../visits/forms'
import { loadVisit } from '../visits/visits'
import { readContacts, type ContactRow } from './contacts'
import { showPhones } from './phones'

/** One form as it is asked by telephone. */
export interface PhoneForm {
  readonly id: string
  readonly version: number
  readonly required: boolean
  /** What the telephone itself answers. */
  readonly preset: Values
  readonly entry: StoredEntry | null
  readonly previous: PreviousEntry | null
  readonly draft: Draft | null
}

/** All that a call needs: whom, at which numbers, what was tried, and what to ask. */
export interface PhoneVisit {
  readonly patient: PatientHead
  readonly protocol: Protocol
  readonly followUpClosed: boolean
  readonly visit: {
    readonly id: string
    readonly code: string
    readonly doneOn: string | null
    readonly mode: string | null
  }
  readonly study: { readonly zh: string; readonly en: string }
  readonly site: { readonly zh: string; readonly en: string }
  readonly timeZone: string
  readonly phones: readonly Phone[]
  /** The last attempts, whatever visit they were for. */
  readonly attempts: readonly ContactRow[]
  readonly attemptsTotal: number
  readonly forms: readonly PhoneForm[]
  /** The study's own forms among those asked at the visit. */
  readonly own: readonly InstrumentJson[]
  /** Forms of the visit that cannot be asked by telephone. */
  readonly untold: readonly string[]
}

const ATTEMPTS_SHOWN = 5

export async function getPhoneVisit(call: Call, study: string, visitId: string): Promise<PhoneVisit> {
  return reading(call, 'contact.list', { study }, async (tx) => {
    const visit = await loadVisit(tx, visitId)
    const enrolment = await loadEnrolment(tx, visit.enrolmentId)
    const protocol = await readProtocol(tx, enrolment.protocolVersion)
    const site = await tx.db.site.findUniqueOrThrow({ where: { id: enrolment.siteId } })
    const { titleZh, titleEn } = await tx.db.study.findUniqueOrThrow({ where: { id: studyOf(tx).id } })
    const asked = listAskedByTelephone(protocol, visit.code, await armInSight(tx, enrolment))
    const tried = await readContacts(tx, enrolment.id, ATTEMPTS_SHOWN)
    const forms: PhoneForm[] = []
    // What is merely offered is not read out, or a call would never end; it waits at the visit.
    const shelf = await readShelf(tx)
    // Of the study's own forms those can be told that patients answer themselves.
    const isTold = ({ id, version }: { id: string; version: number }) =>
      canBeTold(id) || shelf.find(id, version)?.selfReport === true
    for (const form of asked.filter((one) => one.required && isTold(one))) {
      forms.push(await readForm(tx, { enrolmentId: enrolment.id, visitId }, form))
    }
    return {
      patient: await readPatientHead(tx, enrolment),
      protocol,
      followUpClosed: studyOf(tx).followUpClosed,
      visit: { id: visit.id, code: visit.code, doneOn: toIsoDate(visit.doneOn), mode: visit.mode },
      study: { zh: titleZh, en: titleEn },
      site: { zh: site.nameZh, en: site.nameEn },
      timeZone: site.timeZone,
      phones: await showPhones(tx, enrolment),
      attempts: tried.rows,
      attemptsTotal: tried.total,
      forms,
      own: pickOwn(shelf, asked),
      untold: asked.filter((one) => one.required && !isTold(one)).map(({ id }) => id),
    }
  })
}

async function readForm(
  tx: Tx,
  where: { readonly enrolmentId: string; readonly visitId: string },
  form: { readonly id: string; readonly version: number; readonly required: boolean },
): Promise<PhoneForm> {
  const place = { ...where, instrument: form.id, repeatKey: '' }
  return {
    id: form.id,
    version: form.version,
    required: form.required,
    preset: answeredByTelephone(form.id),
    entry: await findEntry(tx, place),
    previous: await findPrevious(tx, place),
    draft: await findDraft(tx, place),
  }
}
