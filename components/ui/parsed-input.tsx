'use client'

/**
 * A text box whose text is read when it is left. What parses is shown in its canonical form; what does not
 * stays exactly as typed beside the reason. Being plain text, wheel and arrow keys never change a value.
 */
import { useId, useState, type ComponentProps, type FocusEvent } from 'react'
import type { Typed } from '@/lib/codebook/typed'
import { joinClasses } from './class-names'
import { CONTROL_CLASSES } from './input'
import { useIssueText } from './problem-text'

export interface ParsedInputProps extends ComponentProps<'input'> {
  /** A parser of lib/codebook: parseNumberText, parseDateText or parseTyped with its item. */
  parse?: ((raw: string) => Typed<unknown>) | undefined
}

interface Props extends ParsedInputProps {
  /** What the box shows for a value that was read. */
  print: (value: unknown, raw: string) => string
}

export function ParsedInput({ parse, print, onBlur, onChange, className, ...rest }: Props) {
  const messageId = useId()
  const issueText = useIssueText()
  const [message, setMessage] = useState<string | null>(null)
  // A field that already shows an error of its own is not told twice.
  const shown = rest['aria-invalid'] ? null : message

  function readOnLeave(event: FocusEvent<HTMLInputElement>) {
    const box = event.currentTarget
    const parsed = parse?.(box.value)
    if (parsed?.ok === false) {
      setMessage(issueText({ code: parsed.issue, ...(parsed.params ? { params: parsed.params } : {}) }))
    } else if (parsed && parsed.value !== null) {
      const text = print(parsed.value, box.value)
      if (text !== box.value) writeText(box, text)
    }
    onBlur?.(event)
  }

  return (
    <span className="inline-grid gap-1">
      <input
        type="text"
        autoComplete="off"
        className={joinClasses(CONTROL_CLASSES, 'h-control', className)}
        {...rest}
        aria-invalid={shown ? true : rest['aria-invalid']}
        aria-describedby={joinClasses(rest['aria-describedby'], shown && messageId) || undefined}
        onBlur={readOnLeave}
        onChange={(event) => {
          setMessage(null)
          onChange?.(event)
        }}
      />
      <span id={messageId} role="status" className="text-xs text-missed empty:hidden">
        {shown}
      </span>
    </span>
  )
}

/** Through the prototype's setter: React overlooks an input event after its own one was used. */
function writeText(box: HTMLInputElement, text: string) {
  Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set?.call(box, text)
  box.dispatchEvent(new Event('input', { bubbles: true }))
}
