'use client'

import Link from 'next/link'
import { usePathname, useSearchParams } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { joinClasses } from '@/components/ui/class-names'
import { LinkButton } from '@/components/ui/link-button'

/** Not what both lists are searched by. */
const OF_CHANGES = ['view', 'verb', 'table', 'row', 'after']

export function TrailTabs({ view }: { view: 'changes' | 'access' }) {
  const t = useTranslations('trail')
  const pathname = usePathname()
  const params = useSearchParams()

  function hrefOf(tab: 'changes' | 'access'): string {
    const next = new URLSearchParams(params)
    for (const name of OF_CHANGES) next.delete(name)
    if (tab === 'access') next.set('view', 'access')
    return next.size > 0 ? `${pathname}?${next}` : pathname
  }

  return (
    <nav aria-label={t('views')} className="no-print flex flex-wrap gap-1 border-b border-line">
      {(['changes', 'access'] as const).map((tab) => (
        <Link
          key={tab}
          href={hrefOf(tab)}
          prefetch={false}
          aria-current={tab === view ? 'page' : undefined}
          className={joinClasses(
            '-mb-px inline-flex h-control items-center border-b-2 px-3 no-underline',
            tab === view ? 'border-accent font-medium text-accent' : 'border-transparent text-ink',
          )}
        >
          {t(`tabs.${tab}`)}
        </Link>
      ))}
    </nav>
  )
}

/** The list has no last page to count to: it goes on from where it stopped. */
export function TrailOlder({ next }: { next: string | null }) {
  const t = useTranslations('trail')
  const pathname = usePathname()
  const params = useSearchParams()
  const hrefOf = (after: string | null) => {
    const asked = new URLSearchParams(params)
    asked.delete('after')
    if (after) asked.set('after', after)
    return asked.size > 0 ? `${pathname}?${asked}` : pathname
  }
  const later = params.has('after')
  if (!next && !later) return null
  return (
    <nav aria-label={t('pages')} className="no-print flex flex-wrap justify-end gap-2">
      {later && (
        <LinkButton small href={hrefOf(null)}>
          {t('latest')}
        </LinkButton>
      )}
      {next && (
        <LinkButton small href={hrefOf(next)} rel="next">
          {t('older')}
        </LinkButton>
      )}
    </nav>
  )
}
