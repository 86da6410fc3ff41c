'use client'

import type { KeyboardEvent, ReactNode } from 'react'
import { focusBeside } from './keys'

/** Enter goes to the next field, as on the forms of a visit, instead of sending a form that is half filled in. */
export function EnterGoesOn({ children }: { children: ReactNode }) {
  function handleKey(event: KeyboardEvent<HTMLDivElement>) {
    const { target } = event
    if (event.key !== 'Enter' || event.defaultPrevented || event.nativeEvent.isComposing) return
    if (event.ctrlKey || event.metaKey || event.altKey) return
    if (!(target instanceof HTMLInputElement || target instanceof HTMLSelectElement) || !target.form) return
    event.preventDefault()
    focusBeside(target.form, target, event.shiftKey ? -1 : 1)
  }
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-4" onKeyDown={handleKey}>
      {children}
    </div>
  )
}
