'use client'

import { useEffectEvent, useLayoutEffect, type KeyboardEvent, type RefObject } from 'react'
import { flushSync } from 'react-dom'
import { findControl, focusBeside } from './keys'

interface FormKeys {
  readonly form: RefObject<HTMLFormElement | null>
  readonly onSave: (andNext: boolean) => void
  /** Called before the focus moves on, so that what the field has to say stands there in time. */
  readonly onLeave: (name: string) => void
}

/** Ctrl+S and Ctrl+Enter anywhere on the page; Enter goes to the next field. @returns the key handler of the form */
export function useFormKeys({ form, onSave, onLeave }: FormKeys) {
  const press = useEffectEvent((event: globalThis.KeyboardEvent) => {
    if (!(event.ctrlKey || event.metaKey) || event.altKey || event.isComposing) return
    const andNext = event.key === 'Enter'
    if (!andNext && event.key.toLowerCase() !== 's') return
    event.preventDefault()
    if (!document.querySelector('dialog[open]')) onSave(andNext)
  })
  useLayoutEffect(() => {
    const onKeyDown = (event: globalThis.KeyboardEvent) => press(event)
    document.addEventListener('keydown', onKeyDown)
    return () => document.removeEventListener('keydown', onKeyDown)
  }, [])

  return (event: KeyboardEvent<HTMLFormElement>) => {
    const { target, nativeEvent } = event
    if (nativeEvent.isComposing || event.ctrlKey || event.metaKey || event.altKey) return
    if (event.key !== 'Enter' && event.key !== 'Tab') return
    if (!(target instanceof HTMLInputElement || target instanceof HTMLSelectElement)) return
    if (target.name) flushSync(() => onLeave(target.name))
    if (event.key === 'Enter' && form.current) {
      event.preventDefault()
      focusBeside(form.current, target, event.shiftKey ? -1 : 1)
    }
  }
}

/** The first empty field has the focus when the form opens; under a finger the keyboard stays away. */
export function useFirstFocus(form: RefObject<HTMLFormElement | null>, name: string | undefined) {
  const focus = useEffectEvent(() => {
    if (name === undefined || !form.current || window.matchMedia('(pointer: coarse)').matches) return
    if (!document.querySelector('dialog[open]')) findControl(form.current, name)?.focus()
  })
  useLayoutEffect(() => focus(), [])
}
