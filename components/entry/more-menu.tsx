'use client'

import { useRef } from 'react'
import { useTranslations } from 'next-intl'
import { buttonClasses } from '@/components/ui/button-look'

export interface MenuEntry {
  readonly label: string
  readonly onChoose: () => void
}

/** Acts that are seldom needed, behind one word. */
export function MoreMenu({ entries }: { entries: readonly MenuEntry[] }) {
  const t = useTranslations('correct')
  const box = useRef<HTMLDetailsElement>(null)
  // A dialog gives the focus back to where it was: to the word that stays, never to an entry that is gone.
  function shut() {
    box.current?.querySelector('summary')?.focus()
    box.current?.removeAttribute('open')
  }
  return (
    <details
      ref={box}
      className="relative"
      onKeyDown={(event) => {
        if (event.key === 'Escape' && box.current?.open) shut()
      }}
      onBlur={({ relatedTarget, currentTarget }) => {
        if (relatedTarget && !currentTarget.contains(relatedTarget)) box.current?.removeAttribute('open')
      }}
    >
      <summary
        className={buttonClasses(
          'plain',
          true,
          'cursor-pointer list-none [&::-webkit-details-marker]:hidden',
        )}
      >
        {t('more')} …
      </summary>
      <ul className="absolute right-0 z-30 mt-1 grid w-max rounded border border-edge bg-paper py-1 text-sm shadow-md">
        {entries.map(({ label, onChoose }) => (
          <li key={label}>
            <button
              type="button"
              onClick={() => {
                shut()
                onChoose()
              }}
              className="block h-control w-full px-3 text-left hover:bg-well focus-visible:-outline-offset-2"
            >
              {label}
            </button>
          </li>
        ))}
      </ul>
    </details>
  )
}
