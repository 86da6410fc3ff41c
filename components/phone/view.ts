import type { Values } from '@/lib/codebook/item'
import type { InstrumentJson } from '@/lib/codebook/json'
import type { DraftView, PatientView, StoredView } from '@/components/entry/view'

/** Everything a call needs; plain data that a server page hands over, in the reader's language. */
export interface PhoneView {
  readonly study: string
  readonly studyTitle: string
  readonly siteName: string
  /** Who calls. */
  readonly caller: string
  readonly today: string
  readonly timeZone: string
  /** Where one came from and goes back to. */
  readonly back: string
  /** Where a death told by telephone is recorded. */
  readonly deathHref: string
  readonly endHref: string
  readonly contactsHref: string
  readonly enrolmentId: string
  readonly visit: { readonly id: string; readonly label: string; readonly done: boolean }
  readonly visitLabels: Readonly<Record<string, string>>
  readonly patient: PatientView
  readonly phones: readonly PhoneLine[]
  readonly attempts: readonly AttemptLine[]
  readonly attemptsTotal: number
  readonly forms: readonly FormView[]
  /** The study's own forms among them. */
  readonly own: readonly InstrumentJson[]
  /** Titles of required forms that cannot be asked by telephone. */
  readonly untold: readonly string[]
}

export interface PhoneLine {
  readonly id: string
  readonly number: string
  readonly relation: string
  readonly holder: string | null
  readonly bestHour: number | null
  readonly note: string | null
  readonly wrongSince: string | null
}

/** One attempt to reach the patient, in the words of the contact form. */
export interface AttemptLine {
  readonly id: string
  readonly happenedOn: string
  readonly happenedTime: string | null
  readonly channel: string
  readonly reached: string
  readonly failure: string | null
  readonly outcome: string | null
  readonly note: string | null
  readonly nextOn: string | null
  readonly nextHour: number | null
  readonly madeByName: string
  readonly version: number
  readonly visitLabel: string | null
}

export interface FormView {
  readonly id: string
  readonly version: number
  readonly required: boolean
  readonly preset: Values
  readonly entry: (StoredView & { readonly complete: boolean }) | null
  readonly previous: { readonly visitCode: string; readonly values: Values } | null
  readonly draft: DraftView | null
}
