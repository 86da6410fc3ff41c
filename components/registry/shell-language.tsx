'use client'

import { useTransition } from 'react'
import { useRouter } from 'next/navigation'
import { useLocale, useTranslations } from 'next-intl'
import { createSender } from '@/components/ui/client-api'
import { joinClasses } from '@/components/ui/class-names'
import { useProblemText } from '@/components/ui/problem-text'
import { useToast } from '@/components/ui/toast'
import { LOCALE_COOKIE, LOCALES, type Locale } from '@/lib/i18n/locale'

const NAMES: Readonly<Record<Locale, string>> = { 'zh-CN': '中文', en: 'English' }
const YEAR_S = 31_536_000

/** Kept with the person who is signed in, and in a cookie for the sign-in page of this computer. */
export function LanguageSwitch({ signedIn }: { signedIn: boolean }) {
  const t = useTranslations('nav')
  const current = useLocale()
  const router = useRouter()
  const toast = useToast()
  const problemText = useProblemText()
  const [pending, startTransition] = useTransition()

  function choose(locale: Locale) {
    startTransition(async () => {
      if (signedIn) {
        const result = await createSender()({ method: 'PATCH', path: '/me', body: { locale } })
        if (!result.ok) {
          const { title, detail } = problemText(result.problem)
          toast({ tone: 'missed', text: title, ...(detail ? { detail } : {}) })
          return
        }
      }
      await rememberLocale(locale)
      router.refresh()
    })
  }

  return (
    <div role="group" aria-label={t('language')} className="-ml-2 flex">
      {LOCALES.map((locale) => (
        <button
          key={locale}
          type="button"
          lang={locale}
          aria-pressed={locale === current}
          disabled={pending}
          onClick={() => choose(locale)}
          className={joinClasses(
            'h-7 rounded px-2 text-xs pointer-coarse:h-control',
            locale === current ? 'font-semibold text-ink' : 'text-accent hover:bg-accent-soft',
          )}
        >
          {NAMES[locale]}
        </button>
      ))}
    </div>
  )
}

async function rememberLocale(locale: Locale): Promise<void> {
  document.cookie = `${LOCALE_COOKIE}=${locale}; path=/; max-age=${YEAR_S}; samesite=lax`
}
