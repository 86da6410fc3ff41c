/** What keeps a text from being one telephone number; a key of messages `issues.*`. */
export type PhoneIssue = 'not_a_phone' | 'one_phone_only'

/**
 * Judges a telephone number as typed: 5 to 15 digits (E.164 allows 15), full-width ones too, apart from each other by
 * spaces, hyphens and brackets, a plus in front. Two long groups are two numbers, under neither of which anybody
 * would be found.
 */
export function findPhoneIssue(typed: string): PhoneIssue | null {
  const text = typed.normalize('NFKC').trim()
  const long = text.split(/[\s,、/;]+/).filter((group) => countDigits(group) >= 7)
  if (long.length > 1) return 'one_phone_only'
  const digits = countDigits(text)
  return /^\(?\+?[\d\s()-]+$/.test(text) && digits >= 5 && digits <= 15 ? null : 'not_a_phone'
}

function countDigits(text: string): number {
  return text.replace(/\D/g, '').length
}
