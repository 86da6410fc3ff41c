import type { AttemptLine, PhoneLine as CalledPhone } from '@/components/phone/view'

/** A telephone as it is edited. */
export interface PhoneLine extends CalledPhone {
  readonly preferred: boolean
  readonly version: number
}

/** The page of a patient's telephones and contacts. */
export interface ContactsView {
  readonly study: string
  readonly patientId: string
  readonly enrolmentId: string
  readonly today: string
  readonly phones: readonly PhoneLine[]
  readonly attempts: readonly AttemptLine[]
  readonly total: number
  readonly page: number
  readonly pageSize: number
  /** Visits that an attempt may be for. */
  readonly visits: readonly { readonly id: string; readonly label: string; readonly open: boolean }[]
  readonly mayEdit: boolean
}
