import { useTranslations } from 'next-intl'
import { SetupForm } from './setup-form'
import { LanguageSwitch } from './shell-language'

/** Where a new registry gets its first administrator. */
export function SetupPage() {
  const t = useTranslations('setup')
  const app = useTranslations('app')
  return (
    <main className="mx-auto grid min-h-dvh max-w-lg content-center gap-6 px-4 py-8">
      <header className="flex flex-wrap items-end justify-between gap-2">
        <div>
          <p className="text-dim">{app('name')}</p>
          <h1 className="text-xl font-semibold">{t('title')}</h1>
        </div>
        <LanguageSwitch signedIn={false} />
      </header>
      <p>{t('about')}</p>
      <SetupForm />
    </main>
  )
}
