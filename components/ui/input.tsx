/** Native text controls. Uncontrolled by default: typing costs a fifth of what a controlled box costs. */
import type { ComponentProps } from 'react'
import { joinClasses } from './class-names'

export const CONTROL_CLASSES =
  'rounded border border-edge bg-paper px-2 text-sm text-ink aria-invalid:border-missed aria-invalid:bg-missed-soft disabled:border-line disabled:bg-well disabled:text-dim [&[readonly]]:bg-well'

export function TextInput({ className, ...rest }: ComponentProps<'input'>) {
  return (
    <input
      type="text"
      autoComplete="off"
      className={joinClasses(CONTROL_CLASSES, 'h-control w-full max-w-md', className)}
      {...rest}
    />
  )
}

export function TextArea({ className, ...rest }: ComponentProps<'textarea'>) {
  return (
    <textarea
      rows={3}
      className={joinClasses(CONTROL_CLASSES, 'w-full max-w-xl py-1', className)}
      {...rest}
    />
  )
}

export function Select({ className, ...rest }: ComponentProps<'select'>) {
  return <select className={joinClasses(CONTROL_CLASSES, 'h-control max-w-full', className)} {...rest} />
}
