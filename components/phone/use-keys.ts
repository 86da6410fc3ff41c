'use client'

import { useEffectEvent, useLayoutEffect } from 'react'

/** True when the key did something, and nothing else should follow. */
export type KeyAnswer = (event: KeyboardEvent, typing: boolean) => boolean

/**
 * Keys of one screen, wherever the focus is. A link or button that is reached by Tab keeps its own Enter and Space.
 * `typing`: the key goes into a box that holds text. Heard from the moment the screen is seen, or a fast key is lost.
 */
export function useKeys(answer: KeyAnswer): void {
  const press = useEffectEvent((event: KeyboardEvent) => {
    if (event.isComposing || event.defaultPrevented || document.querySelector('dialog[open]')) return
    const { target } = event
    const own = target instanceof Element && target.closest('a[href], button:not([data-answer]), summary')
    if (own && (event.key === 'Enter' || event.key === ' ')) return
    const typing =
      target instanceof HTMLTextAreaElement ||
      target instanceof HTMLSelectElement ||
      (target instanceof HTMLInputElement && target.value !== '')
    if (answer(event, typing)) event.preventDefault()
  })
  useLayoutEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => press(event)
    document.addEventListener('keydown', onKeyDown)
    return () => document.removeEventListener('keydown', onKeyDown)
  }, [])
}

/** The digit of a plain key press, on the row above the letters or on the pad. */
export function readDigit(event: KeyboardEvent): number | null {
  if (event.ctrlKey || event.metaKey || event.altKey) return null
  return /^\d$/.test(event.key) ? Number(event.key) : null
}

/** Backspace where there is nothing to delete, or Alt with the arrow. */
export function isBack(event: KeyboardEvent, typing: boolean): boolean {
  if (event.ctrlKey || event.metaKey) return false
  return (
    (event.key === 'ArrowLeft' && event.altKey) || (event.key === 'Backspace' && !typing && !event.altKey)
  )
}
