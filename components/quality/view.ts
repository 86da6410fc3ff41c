/** The figures as plain data for the browser. */
export interface QualityView {
  readonly forms: readonly {
    readonly visit: string
    readonly instrument: string
    readonly version: number
    readonly visits: number
    readonly entered: number
    readonly complete: number
    readonly items: number
    readonly notDone: number
    readonly refused: number
    readonly unknown: number
    readonly notApplicable: number
    readonly passed: number
  }[]
  readonly sites: readonly {
    readonly site: string
    readonly patients: number
    readonly done: number
    readonly complete: number
    readonly signed: number
    readonly locked: number
    readonly signatures: number
    readonly fallen: number
    readonly forms: number
    readonly delayMedian: number | null
    readonly delayed: number
    readonly openQueries: number
    readonly verified: number
    readonly verifiedStale: number
  }[]
  readonly queries: readonly {
    readonly kind: 'checks' | 'persons'
    readonly state: 'open' | 'answered' | 'closed'
    readonly count: number
    readonly medianDays: number
    readonly mostDays: number
  }[]
  readonly second: SecondView
  readonly passed: readonly {
    readonly instrument: string
    readonly version: number
    readonly item: string
    readonly count: number
    readonly forms: number
  }[]
}

export interface SecondView {
  readonly wanted: number
  readonly agreed: number
  readonly differs: number
  readonly resolved: number
  readonly noSource: number
  readonly compared: number
  readonly differing: number
  /** Wilson, 95 %. */
  readonly interval: readonly [number, number] | null
}

export interface PersonView {
  readonly person: string
  readonly forms: number
  readonly items: number
  readonly missing: number
  readonly passed: number
  readonly again: number
  readonly delayMedian: number | null
  readonly delayed: number
}
