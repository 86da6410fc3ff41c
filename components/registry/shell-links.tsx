'use client'

import Link from 'next/link'
import { usePathname } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { joinClasses } from '@/components/ui/class-names'
import { isCurrent, type NavKey, type NavLink } from './shell-nav'

interface ShellLinksProps {
  links: readonly NavLink[]
  /** How many wait there. */
  waiting: Readonly<Partial<Record<NavKey, number>>>
}

export function ShellLinks({ links, waiting }: ShellLinksProps) {
  const t = useTranslations('nav')
  const pathname = usePathname()
  return (
    <ul className="grid gap-px">
      {links.map(({ key, href }) => {
        const current = isCurrent(href, pathname)
        return (
          <li key={key}>
            <Link
              href={href}
              prefetch={false}
              aria-current={current ? 'page' : undefined}
              className={joinClasses(
                'flex h-control items-center rounded px-2 no-underline focus-visible:-outline-offset-2',
                current ? 'bg-accent-soft font-medium text-accent' : 'text-ink hover:bg-line',
              )}
            >
              {t(key)}
              {(waiting[key] ?? 0) > 0 && (
                <span
                  className="ml-auto text-xs text-dim"
                  title={t('queriesOpen', { count: waiting[key] ?? 0 })}
                >
                  <span aria-hidden="true">{waiting[key]}</span>
                  <span className="sr-only">{t('queriesOpen', { count: waiting[key] ?? 0 })}</span>
                </span>
              )}
            </Link>
          </li>
        )
      })}
    </ul>
  )
}
