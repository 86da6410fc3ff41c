/**
 * Alerts that no rule of a protocol raises: the data under somebody's signature or judgement have changed. Rules
 * never withdraw them, and a clinician takes notice.
 */
export const NOTICES = ['signature-void', 'judged-changed'] as const
export type Notice = (typeof NOTICES)[number]

export function isNotice(ruleId: string): boolean {
  return (NOTICES as readonly string[]).includes(ruleId)
}

/** What an alert is called: a key of messages `rules.alerts`. */
export function nameAlert({ ruleId, urgent }: { readonly ruleId: string; readonly urgent: boolean }): string {
  if (isNotice(ruleId)) return ruleId
  return urgent ? 'urgent' : 'early_pain'
}
