'use client'

import { useCallback, useMemo, useState, type FormEvent } from 'react'
import type { Instrument, MissingReason } from '@/lib/codebook/item'
import type { FieldIssue } from '@/lib/problem'
import { clearControl, readControl, readControls } from './keys'
import { mergeTexts, type Side } from './merge'
import { beginForm } from './start'
import { isSameTexts, missingKey, readTexts, reasonKey, toCanonical, toTexts, type Texts } from './texts'
import type { EntryView, StoredView } from './view'
import { readVisitTexts, VISIT } from './visit-texts'

const NO_ISSUES: ReadonlyMap<string, FieldIssue> = new Map()

/** What is typed in one form, what it means now, and what it began from. */
export function useEntry(view: EntryView, instrument: Instrument) {
  const [start] = useState(() => beginForm(view))
  const [texts, setTexts] = useState(start.texts)
  const [clean, setClean] = useState(start.clean)
  const [base, setBase] = useState(start.base)
  const [conflict, setConflict] = useState(start.conflict)
  const [restored, setRestored] = useState(start.restored)
  /** Controls are made anew from the texts when it changes. */
  const [epoch, setEpoch] = useState(0)
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set())
  const [tried, setTried] = useState(false)
  const [served, setServed] = useState(NO_ISSUES)

  const previous = view.previous?.values
  const reading = useMemo(
    () => readTexts(instrument, texts, { today: view.today, previous }),
    [instrument, texts, view.today, previous],
  )
  const { [VISIT.doneOn]: doneOn = '', [VISIT.doneTime]: doneTime = '', [VISIT.mode]: mode = '' } = texts
  const visitIssues = useMemo(
    () =>
      readVisitTexts({ [VISIT.doneOn]: doneOn, [VISIT.doneTime]: doneTime, [VISIT.mode]: mode }, view.today)
        .issues,
    [doneOn, doneTime, mode, view.today],
  )

  const setMissing = useCallback(
    (form: HTMLFormElement | null, item: string, reason: MissingReason | null) => {
      if (form) clearControl(form, item)
      setTexts((before) => ({ ...before, [item]: '', [missingKey(item)]: reason ?? '' }))
    },
    [],
  )

  function handleInput(event: FormEvent<HTMLFormElement>) {
    const box = event.target as HTMLInputElement
    if (!box.name) return
    const text = readControl(event.currentTarget, box)
    setTexts((before) => ({
      ...before,
      [box.name]: text,
      ...(text !== '' && before[missingKey(box.name)] ? { [missingKey(box.name)]: '' } : {}),
    }))
    if (served.has(box.name)) setServed(new Map([...served].filter(([name]) => name !== box.name)))
  }

  /** What was typed before the page came alive stands in the controls alone: it counts like all the rest. */
  function takeTyped(form: HTMLFormElement) {
    const typed = readControls(form).filter(([name, text]) => text !== (texts[name] ?? ''))
    if (typed.length > 0) setTexts((before) => ({ ...before, ...Object.fromEntries(typed) }))
  }

  /** Puts other texts into the controls. */
  function replace(next: Texts) {
    setTexts(next)
    setEpoch((before) => before + 1)
  }

  return {
    texts,
    reading,
    visitTexts: { doneOn, doneTime, mode },
    visitIssues,
    base,
    epoch,
    conflict,
    restored,
    tried,
    served,
    left,
    dirty: !isSameTexts(texts, clean),
    /** The items themselves changed, not only the visit's date. */
    changed: !isSameTexts(dropVisit(texts), dropVisit(clean)),
    visitChanged: Object.values(VISIT).some((name) => (texts[name] ?? '') !== (clean[name] ?? '')),
    setMissing,
    handleInput,
    takeTyped,
    replace,
    setConflict,
    setServed,
    setTried,
    /** The person has left a field: its soft check may speak. */
    leave: (name: string) => {
      if (!left.has(name)) setLeft(new Set([...left, name]))
    },
    /** Everything sent is stored. */
    markSaved: (stored: StoredView | null, sent: Texts) => {
      if (stored) {
        setBase({
          version: stored.version,
          texts: toTexts(stored.values, stored.reasons),
          savedAt: stored.savedAt,
          savedByName: stored.savedByName ?? null,
        })
      }
      setClean(sent)
      setRestored(false)
      setTried(false)
      setLeft(new Set())
      setServed(NO_ISSUES)
    },
    meetConflict: (current: StoredView) =>
      setConflict({
        kind: 'save',
        current,
        base: base.texts,
        mine: toCanonical(instrument, texts, reading),
        theirs: toTexts(current.values, current.reasons),
      }),
    /** Takes the chosen sides; the form then stands on the current version. @returns the merged texts */
    resolve: (choices: Readonly<Record<string, Side>>): Texts => {
      if (!conflict) return texts
      const { current, theirs } = conflict
      const merged = { ...texts, ...blankItems(instrument), ...mergeTexts(conflict.mine, theirs, choices) }
      setBase({
        version: current.version,
        texts: theirs,
        savedAt: current.savedAt,
        savedByName: current.savedByName ?? null,
      })
      setClean((before) => ({ ...before, ...blankItems(instrument), ...theirs }))
      setConflict(null)
      replace(merged)
      return merged
    },
    /** Back to what is stored. */
    reset: () => {
      replace(clean)
      setRestored(false)
      setTried(false)
    },
  }
}

export type EntryState = ReturnType<typeof useEntry>

function dropVisit(texts: Texts): Texts {
  return Object.fromEntries(Object.entries(texts).filter(([name]) => !name.startsWith('visit:')))
}

function blankItems(instrument: Instrument): Texts {
  return Object.fromEntries(
    instrument.items.flatMap(({ name }) => [name, missingKey(name), reasonKey(name)].map((key) => [key, ''])),
  )
}
