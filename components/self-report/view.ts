import type { Instrument, ItemValue, Values } from '@/lib/codebook/item'

export type Answers = Readonly<Record<string, Values>>

export interface Answerer {
  readonly mode: 'self' | 'proxy'
  readonly relation: string | null
}

export interface Told extends Answerer {
  readonly answers: Answers
}

/** All that a patient's page holds: no name, no arm, no study. */
export interface PatientView {
  readonly token: string
  readonly allows: 'self' | 'either'
  readonly site: string
  readonly phone: string | null
  readonly forms: readonly Instrument[]
  readonly relatives: readonly { readonly key: string; readonly label: string }[]
  readonly draft: (Told & { readonly version: number }) | null
  /** The same page in the other language. */
  readonly other: { readonly href: string; readonly label: string }
}

export interface Question {
  readonly form: Instrument
  readonly item: Instrument['items'][number]
  readonly value: ItemValue | undefined
}
