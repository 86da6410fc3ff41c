'use client'

import { joinClasses } from './class-names'
import { ParsedInput, type ParsedInputProps } from './parsed-input'

const PLAIN = /^-?\d+(\.\d+)?$/

/** A text box and not type=number, which reads 12。5 as 125 and changes under the wheel. */
export function NumberInput({ className, ...rest }: ParsedInputProps) {
  return (
    <ParsedInput
      inputMode="decimal"
      className={joinClasses('w-24 text-right', className)}
      // "2.0" stays as typed; "１２。５" becomes "12.5".
      print={(value, raw) => (PLAIN.test(raw.trim()) ? raw.trim() : String(value))}
      {...rest}
    />
  )
}
