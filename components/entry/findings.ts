import type { Bilingual } from '@/lib/codebook/item'
import type { Locale } from '@/lib/i18n/locale'

/** Who asks in a query that no person has raised. */
export const CHECKS = 'system:checks'

/** What the registry itself said is kept in both languages, a line each. */
export function sayFinding({ by, text }: { by: string; text: string }, locale: Locale): string {
  if (by !== CHECKS) return text
  const [zh = '', en = zh] = text.split('\n')
  return locale === 'en' ? en : zh
}

export interface ToldFinding {
  readonly origin: string
  readonly item: string
  readonly text: Bilingual
}

/** Findings that a refusal names. */
export function readFindings({ findings }: Readonly<Record<string, unknown>>): readonly ToldFinding[] {
  return Array.isArray(findings) ? (findings as ToldFinding[]) : []
}
