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
