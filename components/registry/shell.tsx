import type { ReactNode } from 'react'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { Shape } from '@/components/ui/shape'
import { LanguageSwitch } from './shell-language'
import { ShellMenu } from './shell-menu'
import type { NavKey } from './shell-nav'
import { listNavLinks } from './shell-nav'
import { ShellLinks } from './shell-links'
import { SignOut } from './shell-sign-out'
import { ShellUrgent, type UrgentLine } from './shell-urgent'

interface ShellProps {
  person: { name: string; roles: readonly string[] }
  study: { slug: string; name: string } | null
  /** There are others to go to. */
  otherStudies?: boolean
  /** Only the places this person may see. */
  nav: readonly NavKey[]
  /** How many wait at a place. */
  waiting?: Readonly<Partial<Record<NavKey, number>>>
  /** Urgent alerts that have escalated to this person. */
  urgent?: UrgentLine | null
  demo: boolean
  children: ReactNode
}

/** The frame of every page behind the door: study and places at the left, the person below, the page at the right. */
export function Shell({
  person,
  study,
  otherStudies = false,
  nav,
  waiting = {},
  urgent = null,
  demo,
  children,
}: ShellProps) {
  const t = useTranslations('nav')
  const links = listNavLinks(nav, study?.slug ?? null)
  const home = (
    <Link
      href={(study && links[0]?.href) ?? '/'}
      prefetch={false}
      className="font-semibold text-ink no-underline"
    >
      {study?.name ?? t('product')}
    </Link>
  )
  const toStudies = study && otherStudies && (
    <Link href="/" prefetch={false} className="text-xs text-accent hover:underline">
      {t('otherStudies')}
    </Link>
  )
  const foot = <ShellFoot person={person} />
  return (
    <div className="min-h-dvh lg:grid lg:grid-cols-[var(--spacing-rail)_minmax(0,1fr)]">
      <a
        href="#content"
        className="sr-only z-50 rounded bg-paper px-3 py-2 focus:not-sr-only focus:fixed focus:top-2 focus:left-2"
      >
        {t('skip')}
      </a>
      <aside
        aria-label={t('rail')}
        className="no-print sticky top-0 hidden h-dvh flex-col border-r border-line bg-well lg:flex"
      >
        <div className="px-4 py-3">
          <p className="text-base">{home}</p>
          {study && <p className="text-xs text-dim">{t('product')}</p>}
          {toStudies}
        </div>
        <nav aria-label={t('places')} className="min-h-0 flex-1 overflow-y-auto px-2">
          <ShellLinks links={links} waiting={waiting} />
        </nav>
        <div className="border-t border-line p-4">{foot}</div>
      </aside>
      <div className="min-w-0">
        <ShellMenu home={home}>
          <nav aria-label={t('places')}>
            <ShellLinks links={links} waiting={waiting} />
          </nav>
          {toStudies && <div className="px-2 pt-2">{toStudies}</div>}
          <div className="mt-2 border-t border-line px-2 pt-3">{foot}</div>
        </ShellMenu>
        {demo && (
          <aside
            aria-label={t('demoTitle')}
            className="no-print flex items-center gap-2 bg-late-soft px-4 py-1 text-xs lg:px-6"
          >
            <Shape tone="late" />
            {t('demo')}
          </aside>
        )}
        {urgent && <ShellUrgent {...urgent} />}
        <main id="content" tabIndex={-1} className="outline-none">
          {children}
        </main>
      </div>
    </div>
  )
}

function ShellFoot({ person }: { person: ShellProps['person'] }) {
  const t = useTranslations('common')
  const nav = useTranslations('nav')
  return (
    <div className="grid gap-2">
      <div>
        <Link
          href="/people/me"
          prefetch={false}
          className="font-medium break-words text-ink"
          title={nav('account')}
        >
          {person.name}
        </Link>
        <p className="text-xs text-dim">{person.roles.map((role) => t(`roles.${role}`)).join(' · ')}</p>
      </div>
      <LanguageSwitch signedIn />
      <SignOut />
    </div>
  )
}
