import { assessCompleteness } from '@/lib/codebook/completeness'
import { isMissing, type Instrument, type Values } from '@/lib/codebook/item'
import { parseValues } from '@/lib/codebook/schema'
import { toPatientForm } from '@/lib/instruments/self-report'
import type { Shelf } from '@/lib/instruments/shelf'
import { invalidField, Problem, type FieldIssue } from '@/lib/problem'
import { sealDraft, unsealDraft } from '../cipher'

/** What a patient has answered: values by form and item. */
export type Answers = Readonly<Record<string, Values>>

/** Who answers: the patient, or a relative (a word of the contact form) for the patient. */
export interface Answerer {
  readonly mode: 'self' | 'proxy'
  readonly relation: string | null
}

export interface Told extends Answerer {
  readonly answers: Answers
}

/** A form that a link asks, of the version it was made with. */
export interface AskedForm {
  readonly id: string
  readonly version: number
}

/** Our own JSON column, written by `inviteSelfReport` alone. */
export function readAsked(stored: unknown): readonly AskedForm[] {
  return stored as readonly AskedForm[]
}

export function sealAnswers(linkId: string, told: Told): string {
  return sealDraft(JSON.stringify(told), `self_report|${linkId}`)
}

export function unsealAnswers(linkId: string, sealed: string): Told {
  return JSON.parse(unsealDraft(sealed, `self_report|${linkId}`)) as Told
}

/** The forms of a link as patients see them. */
export function listForms(shelf: Shelf, asked: readonly AskedForm[]): Instrument[] {
  return asked.map(({ id, version }) => toPatientForm(shelf.get(id, version)))
}

/** Reasons that a patient can have for not answering. */
const PATIENT_REASONS: readonly string[] = ['refused', 'unknown']

/** Refuses what no patient's page sends; a draft may lack answers, what is sent may not. */
export function checkTold(
  forms: readonly Instrument[],
  told: Told,
  { allows, whole }: { readonly allows: string; readonly whole: boolean },
): void {
  if (told.mode === 'proxy' && allows !== 'either') throw invalidField('mode', 'unknown')
  if ((told.mode === 'proxy') !== (told.relation !== null)) throw invalidField('relation', 'required')
  const unknown = Object.keys(told.answers).filter((id) => !forms.some((form) => form.id === id))
  const fields: FieldIssue[] = unknown.map((id) => ({ field: id, code: 'unknown_item' }))
  for (const form of forms) {
    const parsed = parseValues(form, told.answers[form.id] ?? {})
    if (!parsed.ok) {
      fields.push(...parsed.issues.map((issue) => ({ ...issue, field: `${form.id}.${issue.field}` })))
      continue
    }
    for (const [name, value] of Object.entries(parsed.values)) {
      if (isMissing(value) && !PATIENT_REASONS.includes(value.missing))
        fields.push({ field: `${form.id}.${name}`, code: 'unknown' })
    }
    if (!whole) continue
    const { lacking } = assessCompleteness(form, parsed.values)
    fields.push(...lacking.map((name) => ({ field: `${form.id}.${name}`, code: 'required' })))
  }
  if (fields.length > 0) throw new Problem('invalid', { fields })
}
