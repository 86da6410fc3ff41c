import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { Badge } from '@/components/ui/badge'
import { EmptyState } from '@/components/ui/empty-state'
import { PageBody, PageHeader } from './shell-header'

interface StudyLine {
  readonly slug: string
  readonly title: string
  readonly closed: boolean
  readonly roles: readonly string[]
  readonly href: string
}

export function StudyList({ studies }: { studies: readonly StudyLine[] }) {
  const t = useTranslations('home')
  const common = useTranslations('common')
  return (
    <>
      <PageHeader title={t('title')} subtitle={t('subtitle')} />
      <PageBody>
        {studies.length === 0 ? (
          <EmptyState title={t('none')}>{t('noneNext')}</EmptyState>
        ) : (
          <ul className="grid max-w-3xl border-t border-line">
            {studies.map(({ slug, title, closed, roles, href }) => (
              <li key={slug} className="border-b border-line">
                <Link
                  href={href}
                  prefetch={false}
                  className="flex flex-wrap items-center gap-x-4 gap-y-1 px-2 py-3 text-ink no-underline hover:bg-well"
                >
                  <span className="min-w-0 flex-1 basis-60 text-base font-medium text-accent">{title}</span>
                  <span className="text-xs text-dim">
                    {roles.map((role) => common(`roles.${role}`)).join(' · ')}
                  </span>
                  <Badge tone={closed ? 'never' : 'done'}>{t(closed ? 'closed' : 'running')}</Badge>
                </Link>
              </li>
            ))}
          </ul>
        )}
      </PageBody>
    </>
  )
}
