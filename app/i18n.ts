import { cookies, headers } from 'next/headers'
import { getRequestConfig } from 'next-intl/server'
import { chooseLocale, isLocale, LOCALE_COOKIE, type Locale } from '@/lib/i18n/locale'
import { loadMessages } from '@/lib/i18n/messages'
import { currentActor } from '@/lib/session'

/** The language of this request: the person's own, else what this browser was last shown or asks for. */
export async function resolveLocale(): Promise<Locale> {
  const actor = await currentActor()
  if (actor) return actor.locale
  const remembered = (await cookies()).get(LOCALE_COOKIE)?.value
  return chooseLocale(remembered, (await headers()).get('accept-language'))
}

export default getRequestConfig(async ({ locale: asked }) => {
  const locale = isLocale(asked) ? asked : await resolveLocale()
  return { locale, messages: await loadMessages(locale), timeZone: 'Asia/Shanghai' }
})
