'use client'

import { useLocale } from 'next-intl'
import type { Bilingual } from '@/lib/codebook/item'
import { textOf, type Locale } from '@/lib/i18n/locale'

/** The title in the reader's language; while it has none, what it is filed under. */
export function usePageTitle(title: Bilingual, id: string): string {
  const locale = useLocale() as Locale
  return textOf(title, locale).trim() || id
}
