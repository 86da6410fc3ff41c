import type { ComponentProps } from 'react'
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
  return (
    <button
      type="button"
      aria-busy={busy || undefined}
      aria-disabled={busy || undefined}
      aria-keyshortcuts={hint?.replace('Ctrl', 'Control')}
      className={buttonClasses(look, small, className)}
      onClick={busy ? (event) => event.preventDefault() : onClick}
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
