'use client'

import { createContext, useCallback, useContext, useEffect, useRef, useState, type ReactNode } from 'react'
import { X } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { Shape, type Tone } from './shape'

interface Message {
  readonly tone: Exclude<Tone, 'idle' | 'never'>
  readonly text: string
  readonly detail?: string
}

type Shown = Message & { readonly id: number }

const ToastContext = createContext<(message: Message) => void>(() => undefined)

/** Tells of what was just done. Good news goes by itself; trouble stays until it is put away. */
export function useToast(): (message: Message) => void {
  return useContext(ToastContext)
}

export function ToastProvider({ children }: { children: ReactNode }) {
  const [shown, setShown] = useState<readonly Shown[]>([])
  const nextId = useRef(0)
  const show = useCallback((message: Message) => {
    nextId.current += 1
    const id = nextId.current
    setShown((before) => makeRoom(before, message).concat({ ...message, id }))
  }, [])
  const hide = useCallback((id: number) => setShown((before) => before.filter((each) => each.id !== id)), [])
  return (
    <ToastContext value={show}>
      {children}
      <div
        role="log"
        aria-live="polite"
        className="no-print fixed right-4 bottom-4 z-40 grid w-[calc(100vw-2rem)] max-w-80 gap-2"
      >
        {shown.map((each) => (
          <ToastRow key={each.id} message={each} onHide={hide} />
        ))}
      </div>
    </ToastContext>
  )
}

const STAY_MS = 6000
const SHOWN_AT_MOST = 4

function leavesByItself({ tone }: Message): boolean {
  return tone === 'done' || tone === 'open'
}

/** Good news said again replaces itself; trouble is never pushed out by good news. */
function makeRoom(before: readonly Shown[], message: Message): Shown[] {
  const kept = before.filter((each) => !leavesByItself(each) || each.text !== message.text)
  if (kept.length < SHOWN_AT_MOST) return kept
  const oldest = kept.find(leavesByItself) ?? kept[0]
  return kept.filter((each) => each !== oldest)
}

function ToastRow({ message, onHide }: { message: Shown; onHide: (id: number) => void }) {
  const t = useTranslations('common')
  const [held, setHeld] = useState(false)
  const leaves = leavesByItself(message)
  useEffect(() => {
    if (!leaves || held) return
    const timer = setTimeout(() => onHide(message.id), STAY_MS)
    return () => clearTimeout(timer)
  }, [leaves, held, message.id, onHide])
  return (
    <div
      onPointerEnter={() => setHeld(true)}
      onPointerLeave={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
      className="flex items-start gap-2 rounded border border-edge bg-paper py-2 pr-1 pl-3 shadow-md"
    >
      <Shape tone={message.tone} className="mt-1.5" />
      <div className="min-w-0 flex-1">
        <p>{message.text}</p>
        {message.detail && <p className="text-xs text-dim">{message.detail}</p>}
      </div>
      <button
        type="button"
        aria-label={t('close')}
        onClick={() => onHide(message.id)}
        className="inline-flex size-6 items-center justify-center rounded hover:bg-well pointer-coarse:size-control"
      >
        <X aria-hidden="true" className="size-4" />
      </button>
    </div>
  )
}
