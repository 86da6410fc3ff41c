import type { Bilingual, ItemValue, Scores, Values } from '@/lib/codebook/item'
import type { InstrumentJson } from '@/lib/codebook/json'
import type { VisitState } from '@/lib/protocol/protocol'
import type { SavedForm } from './next-form'
import type { Texts } from './texts'

/** Where an entry stands, as the API names it. */
export interface Place {
  readonly enrolmentId: string
  readonly visitId: string | null
  readonly instrument: string
  readonly repeatKey: string
}

export interface VisitView {
  readonly id: string
  readonly code: string
  readonly version: number
  readonly state: VisitState
  readonly firstDay: string | null
  readonly lastDay: string | null
  readonly doneOn: string | null
  readonly doneTime: string | null
  readonly mode: string | null
}

export interface StoredView {
  readonly version: number
  readonly values: Values
  readonly reasons: Readonly<Record<string, string>>
  readonly savedByName?: string
  readonly savedAt: Date | string
}

export interface DraftView {
  readonly baseVersion: number
  readonly texts: Texts
  readonly savedAt: Date | string
}

/** What every page about one patient says of the person. */
export interface PatientView {
  readonly patientId: string
  readonly code: string
  readonly name: string | null
  readonly sex: 'M' | 'F' | null
  readonly age: number | null
  /** With its middle hidden. */
  readonly phone: string | null
  readonly levels: readonly string[]
  readonly operatedOn: string | null
  readonly day: number | null
  readonly endedOn: string | null
}

/** Signature and lock of a visit's record. */
export interface RecordView {
  readonly signature: {
    readonly meaning: 'reviewed' | 'responsible'
    readonly signedByName: string
    readonly signedAt: Date | string
  } | null
  readonly fallen: {
    readonly signedByName: string
    readonly voidedAt: Date | string
    readonly reason: string
  } | null
  readonly lock: { readonly byName: string; readonly at: Date | string } | null
  /** What a signature would bind now. */
  readonly entries: readonly {
    readonly id: string
    readonly instrument: string
    readonly repeatKey: string
    readonly version: number
  }[]
}

export interface QueryMessageView {
  readonly act: 'raised' | 'answered' | 'closed' | 'reopened'
  readonly text: string
  readonly entryVersion: number
  readonly value: ItemValue | null
  readonly by: string
  readonly at: string
}

/** What was asked back about one field. */
export interface QueryView {
  readonly id: string
  readonly item: string
  readonly state: 'open' | 'answered' | 'closed'
  readonly version: number
  readonly own: boolean
  /** What the checks found, as it stands now; null where a person asked. */
  readonly finding: Bilingual | null
  /** A hard one stands in the way of a signature. */
  readonly severity: 'hard' | 'soft' | null
  readonly messages: readonly QueryMessageView[]
}

/** One comparison with the source: of the whole form, or of some items. */
export interface TickView {
  readonly id: string
  readonly version: number
  readonly items: readonly string[] | null
  readonly by: string
  readonly own: boolean
  readonly at: Date | string
  /** Items it no longer covers, because their value is another by now. */
  readonly changed: readonly string[]
}

/** Everything the entry page shows; plain data that a server page hands over. */
export interface EntryView {
  readonly study: string
  /** Address of the forms of this visit or operation, without the form's id. */
  readonly base: string
  /** Where one came from and goes back to. */
  readonly back: string
  readonly place: Place
  readonly version: number
  readonly today: string
  readonly timeZone: string
  readonly patient: PatientView
  /** Null before there is an arm, and where it is hidden. */
  readonly armLabel: Bilingual | null
  readonly visit: VisitView | null
  readonly visitLabels: Readonly<Record<string, Bilingual>>
  readonly asked: readonly { readonly id: string; readonly version: number; readonly required: boolean }[]
  /** The study's own forms among those asked. */
  readonly own: readonly InstrumentJson[]
  readonly repeatKeys: readonly string[]
  readonly saved: readonly SavedForm[]
  readonly entry: StoredView | null
  readonly previous: {
    readonly visitCode: string
    readonly doneOn: string | null
    readonly values: Values
    readonly scores: Scores
  } | null
  readonly draft: DraftView | null
  readonly prefill: Values
  readonly raised: readonly string[]
  /** The stored entry; null before the first save. */
  readonly entryId: string | null
  readonly record: RecordView | null
  readonly queries: readonly QueryView[]
  /** What the checks ask about the day of this visit. */
  readonly visitFindings: readonly QueryView[]
  /** Who compared it with the source, latest first. */
  readonly ticks: readonly TickView[]
  /** The field one came for. */
  readonly focus: string | null
  readonly may: {
    readonly sign: boolean
    readonly lock: boolean
    readonly correct: boolean
    readonly save: boolean
    readonly verify: boolean
  }
}
