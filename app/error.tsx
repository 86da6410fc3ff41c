'use client'

import { useTranslations } from 'next-intl'
import { Button } from '@/components/ui/button'
import { LinkButton } from '@/components/ui/link-button'

/** Unexpected trouble. The digest is the number under which the server's log keeps it. */
export default function ErrorPage({
  error,
  reset,
}: {
  error: Error & { digest?: string }
  reset: () => void
}) {
  const t = useTranslations('app')
  return (
    <main className="mx-auto grid max-w-xl gap-3 px-4 py-16">
      <h1 className="text-lg font-semibold">{t('errorTitle')}</h1>
      <p>{t('errorKept')}</p>
      <p>{t('errorNext')}</p>
      <div className="mt-2 flex flex-wrap gap-2">
        <Button look="primary" onClick={reset}>
          {t('tryAgain')}
        </Button>
        <LinkButton href="/">{t('toStart')}</LinkButton>
      </div>
      {error.digest && <p className="text-xs text-dim">{t('errorNumber', { number: error.digest })}</p>}
    </main>
  )
}
