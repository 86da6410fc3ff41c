'use client'

import type { ComponentProps, MouseEvent } from 'react'
import { buttonClasses, type ButtonLook } from './button-look'
import { KeyHint } from './key-hint'

interface ButtonProps extends ComponentProps<'button'> {
  look?: ButtonLook
  small?: boolean
  /** Work goes on: a second press does nothing, and after 300 ms the button says so. */
  busy?: boolean
  /** Shortcut shown beside the words; the page that owns the keys listens for it. */
  hint?: string
}

export function Button({
  look = 'plain',
  small = false,
  busy = false,
  hint,
  className,
  children,
  onClick,
  ...rest
}: ButtonProps) {
  function handleClick(event: MouseEvent<HTMLButtonElement>) {
    if (busy) return event.preventDefault()
    if (rest.type === 'submit') event.currentTarget.focus({ preventScroll: true })
    onClick?.(event)
  }

  return (
    <button
      type="button"
      aria-busy={busy || undefined}
      aria-disabled={busy || undefined}
      aria-keyshortcuts={hint?.replace('Ctrl', 'Control')}
      className={buttonClasses(look, small, className)}
      onClick={handleClick}
      // A field that is left may show its fault and move the button from under the pointer before it is let go:
      // the field is left at the click instead.
      onMouseDown={rest.type === 'submit' ? (event) => event.preventDefault() : undefined}
      {...rest}
    >
      {children}
      {busy && (
        <span aria-hidden="true" className="busy-mark">
          …
        </span>
      )}
      {hint && <KeyHint keys={hint} />}
    </button>
  )
}
