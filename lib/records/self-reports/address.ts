import { readEnv } from '@/lib/env'
import { deriveToken } from './token'

/** Where a patient opens the link: the address of the patients' page, where there is one of its own. */
export function addressOf(linkId: string): string {
  const { SUIVI_PATIENT_URL, SUIVI_URL } = readEnv()
  return new URL(`/s/${deriveToken(linkId)}`, SUIVI_PATIENT_URL || SUIVI_URL).href
}
