'use client'

import { useEffectEvent, useLayoutEffect, useRef, type KeyboardEvent, type RefObject } from 'react'
import { flushSync } from 'react-dom'
import { findControl, focusField, takesCommands } from './keys'

interface FormKeys {
  readonly form: RefObject<HTMLFormElement | null>
  /** Names of the items asked, in order, and of the required ones that have nothing yet. */
  readonly asked: readonly string[]
  readonly lacking: readonly string[]
  readonly onSave: (andNext: boolean) => void
  /** Saves and opens the form beside this one, asked for or offered. */
  readonly onBeside: (step: 1 | -1) => void
  /** Called before the focus moves on, so that what the field has to say stands there in time. */
  readonly onLeave: (name: string) => void
}

/** Marks the button that saves and goes on: the digit that answered the last question leads to it. */
export const GOES_ON = { 'data-goes-on': '' } as const

/**
 * The keys of a form. Anywhere: Ctrl+S saves, Ctrl+Enter saves and goes on, ] and [ save and open the form beside.
 * In a field: Enter goes to the next one, and at the last saves and goes on; a digit that picks an answer goes on by
 * itself; = or + goes to the next required question without an answer and, when there is none, saves and goes on.
 * @returns the handlers of the form
 */
export function useFormKeys({ form, asked, lacking, onSave, onBeside, onLeave }: FormKeys) {
  /** Where a digit has led: the Enter or Tab that a hand adds out of habit does not lead past it. */
  const arrived = useRef<Element | null>(null)

  const press = useEffectEvent((event: globalThis.KeyboardEvent) => {
    if (event.altKey || event.isComposing || document.querySelector('dialog[open]')) return
    if (event.ctrlKey || event.metaKey) {
      const andNext = event.key === 'Enter'
      if (!andNext && event.key.toLowerCase() !== 's') return
      event.preventDefault()
      onSave(andNext)
      return
    }
    const step = event.key === ']' ? 1 : event.key === '[' ? -1 : null
    if (step === null || event.repeat || !takesCommands(event.target)) return
    event.preventDefault()
    onBeside(step)
  })
  useLayoutEffect(() => {
    const onKeyDown = (event: globalThis.KeyboardEvent) => press(event)
    document.addEventListener('keydown', onKeyDown)
    return () => document.removeEventListener('keydown', onKeyDown)
  }, [])

  function goToLacking(sheet: HTMLFormElement, from: string) {
    const here = asked.indexOf(from)
    const others = lacking.filter((name) => name !== from)
    const next = others.find((name) => asked.indexOf(name) > here) ?? others[0]
    if (next !== undefined) focusByName(sheet, next)
    else if (!lacking.includes(from)) onSave(true)
  }

  function handleKey(event: KeyboardEvent<HTMLFormElement>) {
    const { target, nativeEvent, key } = event
    const sheet = form.current
    const cameByDigit = arrived.current === document.activeElement
    arrived.current = null
    if (!sheet || nativeEvent.isComposing || event.ctrlKey || event.metaKey || event.altKey) return
    if (!(target instanceof HTMLInputElement || target instanceof HTMLSelectElement)) return
    const leave = () => {
      if (target.name) flushSync(() => onLeave(target.name))
    }
    if (/^\d$/.test(key) && target.type === 'radio' && event.defaultPrevented) {
      leave()
      if (focusField(sheet, target, 1)) arrived.current = document.activeElement
      else sheet.querySelector<HTMLElement>('[data-goes-on]')?.focus()
    } else if ((key === '+' || key === '=') && takesCommands(target)) {
      event.preventDefault()
      leave()
      goToLacking(sheet, target.name)
    } else if (key === 'Enter' || key === 'Tab') {
      leave()
      const habit = cameByDigit && !event.shiftKey
      if (key === 'Enter' || habit) event.preventDefault()
      if (key === 'Tab' || habit) return
      if (!focusField(sheet, target, event.shiftKey ? -1 : 1) && !event.shiftKey) onSave(true)
    }
  }

  return {
    onKeyDown: handleKey,
    /** A digit held down would answer one question after another. */
    onKeyDownCapture: (event: KeyboardEvent<HTMLFormElement>) => {
      const held = event.repeat && /^\d$/.test(event.key)
      if (!held || !(event.target instanceof HTMLInputElement) || event.target.type !== 'radio') return
      event.preventDefault()
      event.stopPropagation()
    },
  }
}

function focusByName(sheet: HTMLFormElement, name: string) {
  const box = findControl(sheet, name)
  box?.focus()
  if (box instanceof HTMLInputElement && box.inputMode === 'decimal') box.select()
}

/** The first empty field has the focus when the form opens; under a finger the keyboard stays away. */
export function useFirstFocus(form: RefObject<HTMLFormElement | null>, name: string | undefined) {
  const focus = useEffectEvent(() => {
    if (name === undefined || !form.current || window.matchMedia('(pointer: coarse)').matches) return
    if (!document.querySelector('dialog[open]')) findControl(form.current, name)?.focus()
  })
  useLayoutEffect(() => focus(), [])
}
