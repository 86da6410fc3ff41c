import { getInstrument } from '@/lib/instruments/shelf'
import { textOf, type Locale } from '@/lib/i18n/locale'

const FORM = getInstrument('contact_attempt', 2)

export interface Answer {
  readonly code: number
  readonly key: string
  readonly label: string
}

export type ContactItem = 'contact_channel' | 'contact_reached' | 'contact_failure' | 'contact_outcome'

/** The answers of the contact form, which are the words of the log. */
export function listAnswers(name: ContactItem, locale: Locale): Answer[] {
  const item = FORM.items.find((one) => one.name === name)
  if (!item || !('codes' in item)) return []
  return item.codes.map(({ code, key, label }) => ({ code, key, label: textOf(label, locale) }))
}

/** The word of one key; a key nobody knows stands for itself. */
export function sayAnswer(name: ContactItem, key: string, locale: Locale): string {
  return listAnswers(name, locale).find((one) => one.key === key)?.label ?? key
}

/** What became of an attempt: why nobody was reached, or who was and what came of it. */
export function sayAttempt(
  attempt: { readonly reached: string; readonly failure: string | null; readonly outcome: string | null },
  locale: Locale,
): string {
  if (attempt.failure !== null) return sayAnswer('contact_failure', attempt.failure, locale)
  const who = sayAnswer('contact_reached', attempt.reached, locale)
  const what = attempt.outcome === null ? '' : sayAnswer('contact_outcome', attempt.outcome, locale)
  return `${who}${locale === 'en' ? ': ' : '：'}${what}`
}

/** "18:00", as it is said on the ward. */
export function sayHour(hour: number): string {
  return `${String(hour).padStart(2, '0')}:00`
}
