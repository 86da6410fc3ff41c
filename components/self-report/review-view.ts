/** One question of a form as it was answered, beside what the record holds; in the reader's words. */
export interface ReviewRow {
  readonly item: string
  readonly label: string
  readonly answer: string
  readonly standing: string | null
  readonly differs: boolean
  /** Why it is unusual: a reason is asked for. */
  readonly soft: readonly {
    readonly code: string
    readonly params?: Readonly<Record<string, string | number>>
  }[]
}

export interface ReviewFormView {
  readonly id: string
  readonly title: string
  readonly rows: readonly ReviewRow[]
  /** 0 when the record has no such form. */
  readonly entryVersion: number
  readonly savedBy: string | null
}

export interface ReviewView {
  readonly study: string
  readonly id: string
  readonly version: number
  readonly state: 'sent' | 'accepted' | 'rejected'
  readonly who: string
  readonly sentAt: string
  readonly took: number
  readonly urgent: boolean
  readonly judged: string | null
  readonly reason: string | null
  readonly signed: boolean
  readonly locked: boolean
  readonly back: string
  readonly forms: readonly ReviewFormView[]
}
