import { useLocale } from 'next-intl'
import { DEFAULT_LOCALE, isLocale, type Locale } from '@/lib/i18n/locale'

/** The language of the page, as the type that labels are chosen by. */
export function usePageLocale(): Locale {
  const locale = useLocale()
  return isLocale(locale) ? locale : DEFAULT_LOCALE
}
