/** What a registered control hands to its schema (`setValueAs`): typed text read, nothing as the schema wants it. */
import { parseDateText } from '@/lib/codebook/dates'
import { parseTimeText } from '@/lib/codebook/times'

const textOf = (raw: unknown) => (typeof raw === 'string' ? raw : '')

/** A typed date as ISO; what cannot be read stays as it is, for the schema to refuse. */
export function asDate<Nothing extends null | undefined>(today: string, nothing: Nothing, partial = false) {
  return (raw: unknown): string | Nothing => {
    const parsed = parseDateText(textOf(raw), { today, partial })
    return parsed.ok ? (parsed.value ?? nothing) : textOf(raw)
  }
}

export function asTime(raw: unknown): string | null {
  const parsed = parseTimeText(textOf(raw))
  return parsed.ok ? parsed.value : textOf(raw)
}

export const asNullable = (raw: unknown): string | null => textOf(raw).trim() || null

export const asOptional = (raw: unknown): string | undefined => textOf(raw).trim() || undefined

/** "yes" and "no" of two radio buttons. */
export function asYesNo(raw: unknown): boolean | undefined {
  if (typeof raw === 'boolean') return raw
  return raw === 'yes' ? true : raw === 'no' ? false : undefined
}
