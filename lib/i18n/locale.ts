export const LOCALES = ['zh-CN', 'en'] as const
export type Locale = (typeof LOCALES)[number]
export const DEFAULT_LOCALE: Locale = 'zh-CN'

/** Remembers the language of somebody who is not signed in. */
export const LOCALE_COOKIE = 'suivi-locale'

export function isLocale(value: unknown): value is Locale {
  return LOCALES.some((locale) => locale === value)
}

/** For somebody who is not signed in: what this browser was last shown, else what it asks for. */
export function chooseLocale(remembered: unknown, accepted: string | null): Locale {
  if (isLocale(remembered)) return remembered
  const asked = (accepted ?? '').split(',').flatMap((part) => {
    const [tag = '', ...rest] = part.trim().toLowerCase().split(';')
    const weight = Number(
      rest
        .find((one) => one.trim().startsWith('q='))
        ?.trim()
        .slice(2) ?? 1,
    )
    const locale = LOCALES.find((one) => one.toLowerCase().split('-')[0] === tag.split('-')[0])
    return locale && weight > 0 ? [{ locale, weight }] : []
  })
  return asked.sort((a, b) => b.weight - a.weight)[0]?.locale ?? DEFAULT_LOCALE
}

/** Picks the label of data (items, visits, arms) in the language of the page. */
export function textOf(text: { readonly zh: string; readonly en: string }, locale: Locale): string {
  return locale === 'en' ? text.en : text.zh
}
