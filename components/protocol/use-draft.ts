'use client'

import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { useTranslations } from 'next-intl'
import { createSender, type ApiProblem } from '@/components/ui/client-api'
import type { Shelf } from '@/lib/instruments/shelf'
import { checkDraft } from '@/lib/protocol/check-protocol'
import type { Protocol } from '@/lib/protocol/protocol'
import type { EditorForm } from './editor-context'
import { toDraft, toEditor } from './editor-values'
import { type Json } from './json'

export interface StoredDraft {
  readonly definition: unknown
  readonly basedOn: number
  readonly version: number
  readonly savedBy: string
}

interface DraftOptions {
  slug: string
  form: EditorForm
  shelf: Shelf
  draft: StoredDraft | null
  draftVersion: number
  current: Protocol
  number: number
}

const CHECK_AFTER_MS = 250
const SAVE_AFTER_MS = 1_500

type State = 'saved' | 'typing' | 'saving' | 'failed' | 'conflict'

/** The draft behind the form: checked a moment after each key, kept on the server a moment later. */
export function useDraft({ slug, form, shelf, draft, draftVersion, current, number }: DraftOptions) {
  const t = useTranslations('protocolEdit')
  const [send] = useState(() => createSender())
  const { methods } = form
  const [typed, setTyped] = useState<Json>(() => toDraft(methods.getValues()))
  const issues = useMemo(() => checkDraft(typed, shelf), [typed, shelf])
  const [state, setState] = useState<State>('saved')
  const [theirs, setTheirs] = useState<StoredDraft | null>(null)
  const [basedOn, setBasedOn] = useState(draft?.basedOn ?? number)
  const [stored, setStored] = useState(draft !== null)
  const version = useRef(draftVersion)
  const kept = useRef(JSON.stringify(typed))
  const running = useRef<Promise<number | null>>(Promise.resolve(null))

  const look = useCallback(() => {
    const now = toDraft(methods.getValues())
    setTyped(now)
    if (JSON.stringify(now) === kept.current) setState((before) => (before === 'typing' ? 'saved' : before))
  }, [methods])

  useEffect(() => {
    let timer = 0
    const { unsubscribe } = methods.watch(() => {
      // Said with the first key: the page is not left behind before the draft is kept.
      setState((before) => (before === 'saved' ? 'typing' : before))
      window.clearTimeout(timer)
      timer = window.setTimeout(look, CHECK_AFTER_MS)
    })
    return () => {
      window.clearTimeout(timer)
      unsubscribe()
    }
  }, [methods, look])

  const store = useCallback(async (): Promise<number | null> => {
    const definition = toDraft(methods.getValues())
    const print = JSON.stringify(definition)
    if (print === kept.current) {
      setState('saved')
      return version.current
    }
    setState('saving')
    const result = await send<{ version: number }>({
      method: 'PUT',
      path: `/studies/${slug}/protocol/draft`,
      body: { version: version.current, basedOn, definition },
    })
    if (!result.ok) {
      const other = readTheirs(result.problem)
      if (other) setTheirs(other)
      setState(other ? 'conflict' : 'failed')
      return null
    }
    version.current = result.data.version
    kept.current = print
    setStored(true)
    setState(JSON.stringify(toDraft(methods.getValues())) === print ? 'saved' : 'typing')
    return result.data.version
  }, [basedOn, methods, send, slug])

  /** One save after another. @returns the version that is kept; null when it was refused or nobody answered */
  const save = useCallback((): Promise<number | null> => {
    running.current = running.current.then(store, store)
    return running.current
  }, [store])

  useEffect(() => {
    if (theirs || JSON.stringify(typed) === kept.current) return
    setState((before) => (before === 'saving' ? before : 'typing'))
    const timer = window.setTimeout(() => void save(), SAVE_AFTER_MS)
    return () => window.clearTimeout(timer)
  }, [typed, theirs, save])

  /** What somebody else saved is the draft from here on. */
  function take() {
    if (!theirs) return
    version.current = theirs.version
    kept.current = JSON.stringify(toDraft(toEditor(theirs.definition ?? current)))
    setBasedOn(theirs.definition === null ? number : theirs.basedOn)
    setTheirs(null)
    setState('saved')
  }

  /** What is typed here replaces it. */
  function keep() {
    if (theirs) version.current = theirs.version
    setTheirs(null)
    void save()
  }

  async function discard(): Promise<boolean> {
    const result = await send<{ version: number }>({
      method: 'DELETE',
      path: `/studies/${slug}/protocol/draft`,
      body: { version: version.current },
    })
    if (!result.ok) {
      const other = readTheirs(result.problem)
      if (other) setTheirs(other)
      setState(other ? 'conflict' : 'failed')
      return false
    }
    version.current = result.data.version
    kept.current = JSON.stringify(toDraft(toEditor(current)))
    setBasedOn(number)
    setStored(false)
    setState('saved')
    return true
  }

  const words = {
    saved: stored ? t('state.saved') : t('state.unchanged'),
    typing: t('state.typing'),
    saving: t('state.saving'),
    failed: t('state.failed'),
    conflict: t('state.conflict'),
  }[state]
  const overtaken = basedOn < number && stored
  return { typed, issues, state, words, stored, theirs, basedOn, overtaken, look, save, take, keep, discard }
}

function readTheirs({ code, extra }: ApiProblem): StoredDraft | null {
  const current = extra.current as StoredDraft | null | undefined
  return code === 'conflict' && current && typeof current.version === 'number' ? current : null
}
