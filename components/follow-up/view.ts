/** What the chasing of a patient needs to be shown; the records answer in these shapes. */

export interface Chaser {
  readonly id: string
  readonly name: string
}

export interface ChaserLoad extends Chaser {
  readonly patients: number
  /** May no longer chase here. */
  readonly gone: boolean
}

export interface OwnedPatient {
  readonly enrolmentId: string
  readonly patientCode: string
  readonly owner: {
    readonly personId: string | null
    readonly name: string | null
    readonly note: string | null
    /** 0 while nobody has taken the patient. */
    readonly version: number
  }
}

/** When to call next, and whom, in the words of the contact form. */
export interface NextCall {
  /** Half hours since midnight. */
  readonly slot: number
  readonly relation: string | null
  readonly days: 'weekend' | 'workday' | null
  readonly basis: 'own' | 'named' | 'study'
}

export const FATES = [
  'done',
  'waiting',
  'missed',
  'lost',
  'withdrawn_follow_up',
  'withdrawn_data',
  'died',
] as const
export type Fate = (typeof FATES)[number]

export interface FateView {
  readonly visit: string
  readonly arm: string
  readonly fate: Fate
  readonly count: number
}

export interface ReasonView {
  readonly visit: string
  readonly word: string | null
  readonly count: number
}

/** Counts of one planned arm; the arm is empty where arms are not told apart. */
export interface ArmView {
  readonly arm: string
  readonly allocated: number
  readonly received: number
  readonly otherwise: number
  readonly untreated: number
  readonly died: number
  readonly lost: number
  readonly withdrawn: number
  readonly withdrawnData: number
}

export interface ScreeningView {
  readonly assessed: number
  readonly enrolled: number
  readonly excluded: number
  readonly declined: number
  readonly other: number
  readonly byCriterion: readonly { readonly criterion: string; readonly count: number }[]
  readonly byReason: readonly { readonly reason: string; readonly count: number }[]
}

export interface BrakeView {
  readonly brake: { readonly visit: string; readonly below: number; readonly least: number }
  readonly sites: readonly {
    readonly site: string
    readonly expected: number
    readonly expectedDone: number
    readonly braked: boolean
    readonly release: {
      readonly id: string
      readonly untilOn: string
      readonly reason: string
      readonly version: number
    } | null
  }[]
}

export interface FeedView {
  readonly id: string
  readonly site: string
  readonly label: string
  readonly madeBy: string
  /** ISO day. */
  readonly madeOn: string
  readonly version: number
}
