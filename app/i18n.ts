import { cookies } from 'next/headers'
import { getRequestConfig } from 'next-intl/server'
import { DEFAULT_LOCALE, isLocale, LOCALE_COOKIE, type Locale } from '@/lib/i18n/locale'
import { loadMessages } from '@/lib/i18n/messages'

/** The language of this request. */
export async function resolveLocale(): Promise<Locale> {
  const remembered = (await cookies()).get(LOCALE_COOKIE)?.value
  return isLocale(remembered) ? remembered : DEFAULT_LOCALE
}

export default getRequestConfig(async ({ locale: asked }) => {
  const locale = isLocale(asked) ? asked : await resolveLocale()
  return { locale, messages: await loadMessages(locale), timeZone: 'Asia/Shanghai' }
})
