import Link from 'next/link'
import type { ComponentProps } from 'react'
import { buttonClasses, type ButtonLook } from './button-look'
import { KeyHint } from './key-hint'

interface LinkButtonProps extends ComponentProps<typeof Link> {
  look?: ButtonLook
  small?: boolean
  hint?: string
}

/** Goes somewhere, looks like a button. Nothing is fetched ahead: a page that was not asked for must not be logged as seen. */
export function LinkButton({
  look = 'plain',
  small = false,
  hint,
  className,
  children,
  ...rest
}: LinkButtonProps) {
  return (
    <Link
      aria-keyshortcuts={hint?.replace('Ctrl', 'Control')}
      prefetch={false}
      className={buttonClasses(look, small, className)}
      {...rest}
    >
      {children}
      {hint && <KeyHint keys={hint} />}
    </Link>
  )
}
