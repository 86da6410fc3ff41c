import { useTranslations } from 'next-intl'
import { LinkButton } from '@/components/ui/link-button'

/** Says the same for what does not exist and for what this person may not see. */
export function NotFoundWords() {
  const t = useTranslations('app')
  return (
    <div className="mx-auto grid max-w-xl gap-3 px-4 py-16">
      <h1 className="text-lg font-semibold">{t('notFoundTitle')}</h1>
      <p>{t('notFoundWhy')}</p>
      <p>{t('notFoundNext')}</p>
      <div className="mt-2">
        <LinkButton look="primary" href="/">
          {t('toStart')}
        </LinkButton>
      </div>
    </div>
  )
}
