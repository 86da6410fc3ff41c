'use client'

import { joinClasses } from './class-names'
import { ParsedInput, type ParsedInputProps } from './parsed-input'

/** Typed dates: the given parser decides what is understood (20260305, 3-5, t …); shown as ISO. */
export function DateInput({ className, ...rest }: ParsedInputProps) {
  return (
    <ParsedInput
      placeholder="YYYY-MM-DD"
      className={joinClasses('w-32', className)}
      print={(value) => String(value)}
      {...rest}
    />
  )
}
