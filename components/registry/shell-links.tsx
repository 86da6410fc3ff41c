'use client'

import Link from 'next/link'
import { usePathname } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { joinClasses } from '@/components/ui/class-names'
import { isCurrent, type NavLink } from './shell-nav'

export function ShellLinks({ links }: { links: readonly NavLink[] }) {
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
            </Link>
          </li>
        )
      })}
    </ul>
  )
}
