'use client'

import { useEffect, useEffectEvent, useMemo, useState } from 'react'
import type { Instrument, MissingReason } from '@/lib/codebook/item'
import { createSender, type ApiProblem } from '@/components/ui/client-api'
import { isSameTexts, missingKey, readTexts, toTexts, type Texts } from '@/components/entry/texts'
import { useDraft } from '@/components/entry/use-draft'
import type { StoredView } from '@/components/entry/view'
import { VISIT } from '@/components/entry/visit-texts'
import { findStart, findTrouble, listQuestions, type Kept, type Trouble } from './answers'
import type { FormView, PhoneView } from './view'

interface AskOptions {
  readonly view: PhoneView
  readonly form: FormView
  readonly instrument: Instrument
  readonly kept: Kept
  /** The visit has its date; otherwise the first form says that it is today, by telephone. */
  readonly visitDone: boolean
  readonly fromEnd: boolean
  readonly onSaved: (kept: Kept) => void
  readonly onBack: (kept: Kept) => void
}

/** One form asked question by question: what was said is kept at each answer and saved when the form is through. */
export function useAsk(options: AskOptions) {
  const { view, form, instrument, kept, visitDone, fromEnd, onSaved, onBack } = options
  const [send] = useState(() => createSender())
  const [texts, setTexts] = useState(kept.texts)
  const [saving, setSaving] = useState(false)
  const [problem, setProblem] = useState<ApiProblem | null>(null)
  const [trouble, setTrouble] = useState<Trouble>(null)
  const previous = form.previous?.values
  const reading = useMemo(
    () => readTexts(instrument, texts, { today: view.today, previous }),
    [instrument, texts, view.today, previous],
  )
  const questions = listQuestions(instrument, form, reading)
  const [at, setAt] = useState(fromEnd ? (questions.at(-1)?.name ?? null) : findStart(questions, kept.texts))
  const index = Math.max(
    questions.findIndex(({ name }) => name === at),
    0,
  )
  const item = questions[index]
  const dirty = !isSameTexts(texts, kept.clean)
  const told = { [VISIT.doneOn]: view.today, [VISIT.mode]: 'telephone' }
  const draftTexts = useMemo(
    () => (visitDone ? texts : { ...texts, [VISIT.doneOn]: view.today, [VISIT.mode]: 'telephone' }),
    [texts, visitDone, view.today],
  )
  const place = {
    enrolmentId: view.enrolmentId,
    visitId: view.visit.id,
    instrument: form.id,
    repeatKey: '',
  }
  const draft = useDraft({
    study: view.study,
    place,
    baseVersion: kept.version,
    texts: draftTexts,
    dirty,
    initial: form.draft ? { kind: 'kept', at: String(form.draft.savedAt) } : { kind: 'none' },
  })
  // Each answer is on the server before the next one is given.
  const keepNow = useEffectEvent(() => void draft.flush())
  useEffect(() => keepNow(), [at])

  function write(name: string, text: string) {
    setTrouble(null)
    setTexts((before) => ({ ...before, [name]: text, [missingKey(name)]: '' }))
  }

  function setMissing(name: string, reason: MissingReason) {
    setTrouble(null)
    setTexts((before) => {
      const same = before[missingKey(name)] === reason
      return { ...before, [name]: '', [missingKey(name)]: same ? '' : reason }
    })
  }

  async function post(version: number, withVisit: boolean) {
    return send<{ version: number; entry: StoredView | null }>({
      method: 'POST',
      path: `/studies/${view.study}/entries`,
      body: {
        ...place,
        version,
        values: reading.values,
        reasons: reading.reasons,
        visit: withVisit ? { doneOn: told[VISIT.doneOn], doneTime: null, mode: 'telephone' } : null,
      },
    })
  }

  async function save() {
    if (saving) return
    if (!dirty && kept.version > 0) {
      onSaved({ ...kept, texts })
      return
    }
    setSaving(true)
    setProblem(null)
    await draft.hold()
    let result = await post(kept.version, !visitDone)
    // Somebody dated the visit meanwhile: what they said stands, and the answers go in.
    if (!result.ok && result.problem.fields.some(({ field }) => field.startsWith('visit.')) && !visitDone)
      result = await post(kept.version, false)
    setSaving(false)
    if (result.ok) {
      const { version, entry } = result.data
      const clean: Texts = entry ? toTexts(entry.values, entry.reasons) : texts
      // The draft stays held: what is left behind here is stored.
      onSaved({ texts: clean, clean, version: entry?.version ?? version })
      return
    }
    draft.release(false)
    setProblem(result.problem)
  }

  function goOn() {
    if (!item || saving) return
    const found = findTrouble(item, texts, reading)
    setTrouble(found)
    if (found) return
    const next = questions[index + 1]
    if (next) {
      setAt(next.name)
      return
    }
    const lacking = questions.find((one) => findTrouble(one, texts, reading) !== null)
    if (lacking) {
      setAt(lacking.name)
      setTrouble(findTrouble(lacking, texts, reading))
    } else void save()
  }

  function goBack() {
    setTrouble(null)
    const before = questions[index - 1]
    if (before) setAt(before.name)
    else void draft.flush().then(() => onBack({ ...kept, texts }))
  }

  return {
    texts,
    reading,
    item,
    index,
    count: questions.length,
    saving,
    problem,
    trouble,
    draft: draft.state,
    write,
    setMissing,
    goOn,
    goBack,
    keep: () => draft.flush(),
    kept: { ...kept, texts },
  }
}

export type Asking = ReturnType<typeof useAsk>
