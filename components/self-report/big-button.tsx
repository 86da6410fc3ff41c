'use client'

import type { ComponentProps, ReactNode } from 'react'
import { joinClasses } from '@/components/ui/class-names'

interface BigChoiceProps extends Omit<ComponentProps<'button'>, 'role'> {
  chosen: boolean
  many?: boolean
  children: ReactNode
}

/** An answer to tap, as wide as the screen. */
export function BigChoice({ chosen, many = false, children, className, ...rest }: BigChoiceProps) {
  return (
    <button
      type="button"
      role={many ? 'checkbox' : 'radio'}
      aria-checked={chosen}
      className={joinClasses(
        'flex min-h-14 items-center gap-3 rounded-lg border-2 px-4 py-2 text-left text-lg',
        chosen ? 'border-accent bg-accent-soft font-semibold' : 'border-edge bg-paper',
        className,
      )}
      {...rest}
    >
      <span
        aria-hidden="true"
        className={joinClasses(
          'grid size-6 shrink-0 place-items-center border-2 text-sm leading-none',
          many ? 'rounded' : 'rounded-full',
          chosen ? 'border-accent bg-accent text-accent-ink' : 'border-edge',
        )}
      >
        {chosen ? '✓' : ''}
      </span>
      <span className="min-w-0 wrap-anywhere">{children}</span>
    </button>
  )
}
