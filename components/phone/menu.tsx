'use client'

import { useId, type ReactNode } from 'react'
import { isBack, readDigit, useKeys } from './use-keys'

export interface Choice {
  readonly digit: number
  readonly key: string
  readonly label: string
}

interface MenuProps {
  title: ReactNode
  choices: readonly Choice[]
  /** What Enter picks. */
  first?: string
  busy?: boolean
  onPick: (key: string) => void
  onBack?: () => void
  children?: ReactNode
}

/** One question about the call itself: a digit picks and goes on at once. */
export function Menu({ title, choices, first, busy = false, onPick, onBack, children }: MenuProps) {
  const id = useId()
  useKeys((event, typing) => {
    if (busy || typing) return false
    const digit = readDigit(event)
    const picked =
      choices.find((one) => one.digit === digit)?.key ?? (event.key === 'Enter' ? first : undefined)
    if (picked !== undefined) onPick(picked)
    else if (onBack && isBack(event, typing)) onBack()
    else return false
    return true
  })
  return (
    <section aria-labelledby={id} aria-busy={busy} className="grid gap-3">
      <h2 id={id} className="text-lg font-semibold">
        {title}
      </h2>
      {children}
      <ul className="grid gap-2 sm:grid-cols-2">
        {choices.map((one) => (
          <li key={one.key}>
            <button
              type="button"
              data-answer
              disabled={busy}
              aria-keyshortcuts={String(one.digit)}
              onClick={() => onPick(one.key)}
              className="flex min-h-12 w-full items-center gap-3 rounded border border-edge bg-paper px-3 text-left text-base hover:bg-well"
            >
              <Digit>{one.digit}</Digit>
              {one.label}
            </button>
          </li>
        ))}
      </ul>
    </section>
  )
}

/** The key that picks an answer. */
export function Digit({ children }: { children: ReactNode }) {
  return (
    <kbd
      aria-hidden="true"
      className="inline-flex size-7 shrink-0 items-center justify-center rounded border border-line bg-well font-sans text-sm text-dim"
    >
      {children}
    </kbd>
  )
}
