export const LOCALES = ['zh-CN', 'en'] as const
export type Locale = (typeof LOCALES)[number]
export const DEFAULT_LOCALE: Locale = 'zh-CN'

/** Remembers the language of somebody who is not signed in. */
export const LOCALE_COOKIE = 'suivi-locale'

export function isLocale(value: unknown): value is Locale {
  return LOCALES.some((locale) => locale === value)
}

/** Picks the label of data (items, visits, arms) in the language of the page. */
export function textOf(text: { readonly zh: string; readonly en: string }, locale: Locale): string {
  return locale === 'en' ? text.en : text.zh
}
