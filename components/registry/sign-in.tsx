import { useTranslations } from 'next-intl'
import { LanguageSwitch } from './shell-language'
import { SignInForm, type DemoCast } from './sign-in-form'

/** The door: what this is, who one is, and in which language. */
export function SignInPage({ demo }: { demo: DemoCast | null }) {
  const t = useTranslations('signIn')
  const app = useTranslations('app')
  return (
    <main className="mx-auto grid min-h-dvh max-w-md content-center gap-6 px-4 py-8">
      <header className="flex flex-wrap items-end justify-between gap-2">
        <div>
          <h1 className="text-xl font-semibold">{app('name')}</h1>
          <p className="text-dim">{app('about')}</p>
        </div>
        <LanguageSwitch signedIn={false} />
      </header>
      <SignInForm demo={demo} />
      <p className="text-xs text-dim">{t('forgotten')}</p>
    </main>
  )
}
