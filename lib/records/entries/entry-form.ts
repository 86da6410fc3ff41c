import type { Values } from '@/lib/codebook/item'
import type { InstrumentJson } from '@/lib/codebook/json'
import { pickOwn } from '@/lib/instruments/shelf'
import type { VisitState } from '@/lib/protocol/protocol'
import type { Call } from '../call'
import { armInSight } from '../allocations/sight'
import { reading } from '../change'
import { readPatientHead, type PatientHead } from '../enrolments/patient-head'
import { readShelf } from '../instruments/read-shelf'
import { listEntryQueries, listVisitFindings, type EntryQuery } from '../queries/list-queries'
import { listTicks, type Tick } from '../quality/verifications'
import type { Tx } from '../transaction'
import { readForms, type VisitForms } from '../visits/forms'
import { readVisitRecord, type VisitRecord } from '../visits/visit-record'
import { visitsWithState } from '../visits/visit-sql'
import { findDraft, type Draft } from './drafts'
import {
  findEntry,
  findPrevious,
  openPlace,
  type EntryPlace,
  type OpenPlace,
  type PreviousEntry,
} from './load-entry'
import type { StoredEntry } from './stored-entry'

export interface FormVisit {
  readonly id: string
  readonly code: string
  readonly version: number
  readonly state: VisitState
  readonly targetOn: string | null
  readonly firstDay: string | null
  readonly lastDay: string | null
  readonly doneOn: string | null
  readonly doneTime: string | null
  readonly mode: string | null
}

/** Everything the entry page shows. */
export interface EntryForm {
  readonly patient: PatientHead
  readonly today: string
  readonly visit: FormVisit | null
  readonly instrument: { readonly id: string; readonly version: number }
  readonly repeatKey: string
  readonly repeatKeys: readonly string[]
  /** All forms of this visit in order, for "save and next". */
  readonly asked: readonly { readonly id: string; readonly version: number; readonly required: boolean }[]
  /** The study's own forms among them. */
  readonly own: readonly InstrumentJson[]
  readonly forms: VisitForms | null
  readonly entry: StoredEntry | null
  readonly previous: PreviousEntry | null
  readonly draft: Draft | null
  /** Signature and lock of the visit; null for the form of an operation. */
  readonly record: VisitRecord | null
  /** What was asked back about fields of this entry. */
  readonly queries: readonly EntryQuery[]
  /** Who compared it with the source, and what has changed since. */
  readonly ticks: readonly Tick[]
  /** What the checks ask about the day of this visit. */
  readonly visitFindings: readonly EntryQuery[]
  /** What the registry already knows (sex, age); shown in an empty form, saved by the person. */
  readonly prefill: Values
}

export async function getEntryForm(call: Call, study: string, place: EntryPlace): Promise<EntryForm> {
  return reading(call, 'entry.read', { study }, async (tx) => readEntryForm(tx, await openPlace(tx, place)))
}

export async function readEntryForm(tx: Tx, opened: OpenPlace): Promise<EntryForm> {
  const { place } = opened
  const patient = await readPatientHead(tx, opened.enrolment)
  const { visit, forms } = await readFormVisit(tx, opened)
  const entry = await findEntry(tx, place)
  return {
    patient,
    today: patient.today,
    visit,
    instrument: { id: opened.instrument.id, version: opened.instrument.version },
    repeatKey: place.repeatKey,
    repeatKeys: opened.repeatKeys,
    own: pickOwn(await readShelf(tx), [opened.instrument, ...opened.asked]),
    asked: opened.asked.map(({ id, version, required }) => ({ id, version, required })),
    forms,
    entry,
    previous: await findPrevious(tx, place),
    draft: await findDraft(tx, place),
    record: opened.visit && (await readVisitRecord(tx, opened.visit)),
    queries: entry ? await listEntryQueries(tx, entry.id) : [],
    ticks: entry ? await listTicks(tx, entry) : [],
    visitFindings: opened.visit ? await listVisitFindings(tx, opened.visit.id) : [],
    prefill: listPrefill(opened, patient),
  }
}

interface VisitRow extends FormVisit {
  enrolment_id: string
  arm: string | null
  protocol_version: number
}

async function readFormVisit(
  tx: Tx,
  opened: OpenPlace,
): Promise<{ visit: FormVisit | null; forms: VisitForms | null }> {
  if (!opened.visit) return { visit: null, forms: null }
  const arm = await armInSight(tx, opened.enrolment)
  const [row] = await tx.db.$queryRaw<VisitRow[]>`
    select w.id, w.code, w.version, w.state, w.target_on::text as "targetOn", w.first_day::text as "firstDay",
      w.last_day::text as "lastDay", w.done_on::text as "doneOn", to_char(w.done_time, 'HH24:MI') as "doneTime",
      w.mode, w.enrolment_id, w.protocol_version, ${arm}::text as arm
    from (${visitsWithState(tx)}) w where w.id = ${opened.visit.id}::uuid`
  if (!row) return { visit: null, forms: null }
  const forms = await readForms(tx, [row])
  const { enrolment_id: _enrolment, arm: _arm, protocol_version: _protocol, ...visit } = row
  return { visit, forms: forms.get(row.id) ?? null }
}

const SEX_CODE: Readonly<Record<string, number>> = { M: 1, F: 2 }

function listPrefill({ instrument }: OpenPlace, patient: PatientHead): Values {
  if (instrument.id !== 'demographics') return {}
  const sex = patient.sex === null ? undefined : SEX_CODE[patient.sex]
  return {
    ...(sex === undefined ? {} : { sex }),
    ...(patient.age === null ? {} : { age: patient.age }),
  }
}
