'use client'

import { useState } from 'react'
import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import type { Instrument } from '@/lib/codebook/item'
import type { FieldIssue } from '@/lib/problem'
import { createSender, type ApiProblem, type Result } from '@/components/ui/client-api'
import { useToast } from '@/components/ui/toast'
import type { DraftKeeper } from './use-draft'
import type { EntryState } from './use-entry'
import { readTexts, type Reading, type Texts } from './texts'
import type { EntryView, StoredView, VisitView } from './view'
import { changesVisit, readVisitTexts, VISIT, type VisitDone } from './visit-texts'

interface Saved {
  readonly version: number
  readonly entry: StoredView | null
}

export interface VisitTheirs extends VisitDone {
  readonly version: number
}

interface SaveOptions {
  readonly view: EntryView
  readonly instrument: Instrument
  readonly entry: EntryState
  readonly draft: DraftKeeper
  /** Shows the first field that keeps the form from being saved. */
  readonly onTrouble: (name: string) => void
  readonly onSaved: () => void
  /** What was typed as the reason for correcting a signed record. */
  readonly readCorrection: () => string
}

/** Name of the box for the reason of a correction. */
export const CORRECTION = 'correction'

const SOFT_CODES: ReadonlySet<string> = new Set(['below_soft', 'above_soft', 'jump'])

/** Sends a form: first the visit when its date was changed, then the entry. Whatever is refused, nothing typed is lost. */
export function useSave({ view, instrument, entry, draft, onTrouble, onSaved, readCorrection }: SaveOptions) {
  const t = useTranslations('entry')
  const correct = useTranslations('correct.correction')
  const toast = useToast()
  const router = useRouter()
  const [send] = useState(() => createSender())
  const [saving, setSaving] = useState(false)
  const [problem, setProblem] = useState<ApiProblem | null>(null)
  const [trouble, setTrouble] = useState(0)
  const [ownVisit, setOwnVisit] = useState<VisitView | null>(null)
  const [visitTheirs, setVisitTheirs] = useState<VisitTheirs | null>(null)
  /** The person has said that the date in the form is the right one, not the stored one. */
  const [keepsMine, setKeepsMine] = useState(false)
  const [correctionWanted, setCorrectionWanted] = useState(false)
  const visit = view.visit && ownVisit && ownVisit.version > view.visit.version ? ownVisit : view.visit

  /** @returns whether the form is complete, once everything is stored; null when it is not stored */
  async function save(texts: Texts, version: number): Promise<boolean | null> {
    const reading = readTexts(instrument, texts, { today: view.today, previous: view.previous?.values })
    const visitReading = readVisitTexts(texts, view.today)
    const wrong = listTrouble(instrument, reading, visit ? visitReading.issues : new Map())
    setProblem(null)
    entry.setTried(true)
    setTrouble(wrong.length)
    if (wrong[0] !== undefined) {
      onTrouble(wrong[0])
      return null
    }
    const signature = view.record?.signature ?? null
    const correction = readCorrection()
    setCorrectionWanted(signature !== null && correction === '')
    if (signature && correction === '') {
      onTrouble(CORRECTION)
      return null
    }
    setSaving(true)
    await draft.hold()
    const stored = await sendAll(texts, version, reading, visitReading.done, correction || null)
    draft.release(stored)
    setSaving(false)
    if (!stored) return null
    onSaved()
    const lacking = reading.lacking.length
    const lacks = lacking > 0 ? t('savedLacking', { count: lacking }) : null
    if (signature) {
      const text = correct('voided', { name: signature.signedByName })
      toast({ tone: 'late', text, ...(lacks ? { detail: lacks } : {}) })
    } else toast({ tone: 'done', text: lacks ?? t('saved') })
    return lacking === 0
  }

  async function sendAll(
    texts: Texts,
    version: number,
    reading: Reading,
    done: VisitDone | null,
    correction: string | null,
  ) {
    const moves = entry.visitChanged || keepsMine
    if (visit && done && moves && changesVisit(visit, done) && !(await sendVisit(visit, done, correction)))
      return false
    // The date of the visit alone was changed: the entry stays as it is.
    const untouched = version > 0 ? !entry.changed : Object.keys(reading.values).length === 0
    if (untouched) {
      entry.markSaved(null, texts)
      return true
    }
    const result = await send<Saved>({
      method: 'POST',
      path: `/studies/${view.study}/entries`,
      body: {
        ...view.place,
        version,
        values: reading.values,
        reasons: reading.reasons,
        visit: visit && visit.doneOn === null ? done : null,
        correction,
      },
    })
    if (!result.ok) return refuse(result.problem)
    if (visit && visit.doneOn === null && done) setOwnVisit({ ...visit, ...done, version: visit.version + 1 })
    entry.markSaved(result.data.entry, texts)
    return true
  }

  async function sendVisit(known: VisitView, done: VisitDone, correction: string | null): Promise<boolean> {
    const result: Result<{ version: number }> = await send({
      method: 'PATCH',
      path: `/studies/${view.study}/visits/${known.id}`,
      body: { ...done, version: known.version, correction },
    })
    if (result.ok) {
      setOwnVisit({ ...known, ...done, version: result.data.version })
      setKeepsMine(false)
      return true
    }
    const current = result.problem.extra.current
    if (result.problem.code === 'conflict' && current) {
      setVisitTheirs(readTheirs(current))
      onTrouble(VISIT.doneOn)
      return false
    }
    return refuse(result.problem)
  }

  function refuse(refused: ApiProblem): false {
    const current = refused.extra.current
    if (refused.code === 'conflict' && current) {
      entry.meetConflict(current as StoredView)
      return false
    }
    // Somebody else's first form has said when the visit took place.
    if (refused.extra.visit) {
      setVisitTheirs(readTheirs(refused.extra.visit))
      onTrouble(VISIT.doneOn)
      return false
    }
    // Signed or locked since the page was opened: the page must say so.
    if (refused.extra.signature || refused.extra.lockedAt) router.refresh()
    setProblem(refused)
    const issues = refused.fields.map((issue): FieldIssue & { message?: string } => ({
      ...issue,
      field: fieldName(issue.field),
    }))
    entry.setServed(new Map(issues.map((issue) => [issue.field, issue])))
    if (issues[0]) onTrouble(issues[0].field)
    return false
  }

  return {
    save,
    saving,
    problem,
    trouble,
    visit,
    visitTheirs,
    correctionWanted,
    /** Their date stands, or mine is sent again on top of it. */
    resolveVisit: (side: 'mine' | 'theirs') => {
      if (!visit || !visitTheirs) return
      const theirs = { ...visit, ...visitTheirs }
      setOwnVisit(theirs)
      setVisitTheirs(null)
      setKeepsMine(side === 'mine')
      if (side === 'theirs') {
        entry.replace({
          ...entry.texts,
          [VISIT.doneOn]: theirs.doneOn,
          [VISIT.doneTime]: theirs.doneTime ?? '',
          [VISIT.mode]: theirs.mode,
        })
      }
    },
  }
}

/** Names of the controls that keep the form from being saved, in the order of the form. */
export function listTrouble(
  instrument: Instrument,
  reading: Reading,
  visitIssues: ReadonlyMap<string, FieldIssue>,
): string[] {
  const items = instrument.items.map(({ name }) => name)
  return [
    ...visitIssues.keys(),
    ...items.filter((name) => reading.hard.has(name)),
    ...items
      .filter((name) => reading.soft.has(name) && !reading.reasons[name])
      .map((name) => `reason:${name}`),
  ]
}

/** The server names the fields of the request; the form names its controls. */
function fieldName(field: string): string {
  const name = field.replace(/^(visit|values|reasons)\./, '')
  return name in VISIT ? VISIT[name as keyof typeof VISIT] : name
}

export function isSoftIssue(issue: FieldIssue): boolean {
  return SOFT_CODES.has(issue.code)
}

function readTheirs(current: unknown): VisitTheirs {
  const told = current as VisitTheirs
  return { doneOn: told.doneOn, doneTime: told.doneTime, mode: told.mode, version: told.version }
}
