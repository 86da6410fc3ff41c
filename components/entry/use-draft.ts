'use client'

import { useEffect, useEffectEvent, useRef, useState } from 'react'
import { createSender } from '@/components/ui/client-api'
import { dropEmpty, type Texts } from './texts'
import type { Place } from './view'

const AFTER_TYPING_MS = 2_000
const TRY_AGAIN_MS = 10_000

export type DraftState =
  | { readonly kind: 'none' }
  | { readonly kind: 'waiting' }
  | { readonly kind: 'kept'; readonly at: string }
  | { readonly kind: 'failed'; readonly signedOut: boolean }

interface DraftOptions {
  readonly study: string
  readonly place: Place
  readonly baseVersion: number
  readonly texts: Texts
  /** Something is typed that is not saved. */
  readonly dirty: boolean
  readonly initial: DraftState
}

export interface DraftKeeper {
  readonly state: DraftState
  /** Keeps what is typed now; true when it is safe on the server. */
  readonly flush: () => Promise<boolean>
  /** A save begins: a draft that overtook it would come back as a ghost. Waits for one under way. */
  readonly hold: () => Promise<void>
  /** The save is over; what is not stored by it is kept as a draft again. */
  readonly release: (stored: boolean) => void
  readonly discard: () => Promise<boolean>
}

/** Keeps what is typed on the server, a moment after typing stops, again and again while there is no answer. */
export function useDraft(options: DraftOptions): DraftKeeper {
  const { study, place, baseVersion, texts, dirty, initial } = options
  const [send] = useState(() => createSender())
  const [state, setState] = useState<DraftState>(initial)
  const kept = useRef<Texts | null>(initial.kind === 'kept' ? texts : null)
  const underWay = useRef<Promise<boolean>>(Promise.resolve(true))
  const held = useRef(false)
  const path = `/studies/${study}/drafts`

  async function put(): Promise<boolean> {
    const result = await send<{ savedAt: string }>({
      method: 'PUT',
      path,
      body: { ...place, baseVersion, texts: dropEmpty(texts) },
    })
    if (held.current) return result.ok
    if (result.ok) {
      kept.current = texts
      setState({ kind: 'kept', at: result.data.savedAt })
    } else setState({ kind: 'failed', signedOut: result.problem.status === 401 })
    return result.ok
  }

  function flush(): Promise<boolean> {
    if (!dirty || held.current || kept.current === texts) return Promise.resolve(true)
    underWay.current = underWay.current.then(put, put)
    return underWay.current
  }
  const flushNow = useEffectEvent(() => void flush())

  useEffect(() => {
    if (!dirty) return
    const timer = setTimeout(() => flushNow(), AFTER_TYPING_MS)
    return () => clearTimeout(timer)
  }, [texts, dirty, baseVersion])

  const failed = state.kind === 'failed'
  useEffect(() => {
    if (!failed) return
    const again = () => flushNow()
    const timer = setInterval(again, TRY_AGAIN_MS)
    window.addEventListener('online', again)
    return () => {
      clearInterval(timer)
      window.removeEventListener('online', again)
    }
  }, [failed])

  // Leaving by the browser's back button: what is typed goes with it.
  useEffect(() => () => flushNow(), [])

  return {
    state: dirty ? (state.kind === 'none' ? { kind: 'waiting' } : state) : { kind: 'none' },
    flush,
    hold: async () => {
      held.current = true
      await underWay.current
    },
    release: (stored) => {
      held.current = false
      kept.current = null
      if (stored) setState({ kind: 'none' })
      else void flush()
    },
    discard: async () => {
      held.current = true
      await underWay.current
      const result = await send({ method: 'DELETE', path, body: place })
      held.current = false
      if (result.ok) setState({ kind: 'none' })
      return result.ok
    },
  }
}
