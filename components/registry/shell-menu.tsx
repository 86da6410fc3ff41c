'use client'

import { useEffect, useId, useRef, useState, type ReactNode } from 'react'
import { usePathname } from 'next/navigation'
import { Menu, X } from 'lucide-react'
import { useTranslations } from 'next-intl'

/** The bar of narrow screens: the study's name and a menu that holds what the rail holds. */
export function ShellMenu({ home, children }: { home: ReactNode; children: ReactNode }) {
  const t = useTranslations('nav')
  const pathname = usePathname()
  const panelId = useId()
  const button = useRef<HTMLButtonElement>(null)
  // The menu belongs to the page it was opened on: going elsewhere closes it.
  const [openOn, setOpenOn] = useState<string | null>(null)
  const open = openOn === pathname

  useEffect(() => {
    if (!open) return
    const closeOnEscape = (event: KeyboardEvent) => {
      if (event.key !== 'Escape') return
      setOpenOn(null)
      button.current?.focus()
    }
    document.addEventListener('keydown', closeOnEscape)
    return () => document.removeEventListener('keydown', closeOnEscape)
  }, [open])

  const Icon = open ? X : Menu
  return (
    <header className="no-print sticky top-0 z-30 border-b border-line bg-well lg:hidden">
      <div className="flex h-12 items-center justify-between gap-2 pr-1 pl-4">
        <p className="truncate text-base">{home}</p>
        <button
          ref={button}
          type="button"
          aria-expanded={open}
          aria-controls={panelId}
          onClick={() => setOpenOn(open ? null : pathname)}
          className="inline-flex h-11 shrink-0 items-center gap-2 rounded px-3 focus-visible:-outline-offset-2"
        >
          <Icon aria-hidden="true" className="size-5" />
          {t('menu')}
        </button>
      </div>
      <div id={panelId} hidden={!open} className="max-h-[calc(100dvh-3rem)] overflow-y-auto px-2 pb-4">
        {children}
      </div>
    </header>
  )
}
