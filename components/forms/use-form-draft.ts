'use client'

import { useDeferredValue, useMemo, useRef, useState } from 'react'
import { checkDefinition } from '@/lib/codebook/check-definition'
import { sealDefinition } from '@/lib/codebook/definition'
import type { InstrumentJson } from '@/lib/codebook/json'
import { checkMeaning } from '@/lib/codebook/same-meaning'
import { createSender, type ApiProblem } from '@/components/ui/client-api'

export interface DraftView {
  readonly base: number
  readonly definition: InstrumentJson
  readonly version: number
  readonly savedByName: string
}

interface DraftOptions {
  readonly study: string
  readonly id: string
  /** Published versions, the latest first. */
  readonly versions: readonly InstrumentJson[]
  readonly draft: DraftView | null
  readonly taken: readonly string[]
}

/** The form being written: what is typed, what is wrong with it, and its draft on the server. */
export function useFormDraft({ study, id, versions, draft, taken }: DraftOptions) {
  const [send] = useState(() => createSender())
  const begun = draft?.definition ?? versions[0]
  if (!begun) throw new Error('neither draft nor version')
  const [definition, setDefinition] = useState(begun)
  const [kept, setKept] = useState(begun)
  const [version, setVersion] = useState(draft?.version ?? 0)
  const [theirs, setTheirs] = useState<DraftView | null>(null)
  const [problem, setProblem] = useState<ApiProblem | null>(null)
  const [busy, setBusy] = useState(false)
  const deferred = useDeferredValue(definition)
  const sealed = useMemo(
    () => sealDefinition(deferred, (versions[0]?.version ?? 0) + 1, versions[0]),
    [deferred, versions],
  )
  const issues = useMemo(
    () => [...checkDefinition(sealed, taken), ...checkMeaning(versions, sealed)],
    [sealed, taken, versions],
  )
  const running = useRef(false)

  async function ask<T>(work: () => Promise<T>): Promise<T | null> {
    if (running.current) return null
    running.current = true
    setBusy(true)
    setProblem(null)
    const result = await work()
    running.current = false
    setBusy(false)
    return result
  }

  function refuse(refused: ApiProblem): null {
    const current = refused.extra.current as DraftView | null | undefined
    if (refused.code === 'conflict' && current) setTheirs(current)
    else setProblem(refused)
    return null
  }

  /** @returns the version of the draft that is kept; null when it was refused */
  async function save(over = version): Promise<number | null> {
    const sent = definition
    if (sent === kept && over === version && version > 0) return version
    return ask(async () => {
      const result = await send<{ version: number }>({
        method: 'PUT',
        path: `/studies/${study}/instruments/${id}/draft`,
        body: { version: over, definition: sent },
      })
      if (!result.ok) return refuse(result.problem)
      setKept(sent)
      setVersion(result.data.version)
      setTheirs(null)
      return result.data.version
    })
  }

  async function publish(): Promise<number | null> {
    const at = await save()
    if (at === null) return null
    return ask(async () => {
      const result = await send<{ version: number }>({
        method: 'POST',
        path: `/studies/${study}/instruments/${id}/versions`,
        body: { version: at },
      })
      return result.ok ? result.data.version : refuse(result.problem)
    })
  }

  async function discard(): Promise<boolean> {
    if (version === 0) return true
    const gone = await ask(async () => {
      const result = await send<unknown>({
        method: 'DELETE',
        path: `/studies/${study}/instruments/${id}/draft`,
        body: { version },
      })
      return result.ok ? true : refuse(result.problem)
    })
    return gone === true
  }

  return {
    definition,
    change: setDefinition,
    /** As it would be published; checked a moment after the key. */
    sealed,
    issues,
    dirty: definition !== kept,
    stored: version > 0,
    busy,
    problem,
    theirs,
    save: () => save(),
    publish,
    discard,
    takeTheirs: () => {
      if (!theirs) return
      setDefinition(theirs.definition)
      setKept(theirs.definition)
      setVersion(theirs.version)
      setTheirs(null)
    },
    keepMine: () => theirs && save(theirs.version),
  }
}

export type FormDraftState = ReturnType<typeof useFormDraft>
