/** How the questions of one form follow each other, and where one begins. Pure. */
import type { Instrument, Item } from '@/lib/codebook/item'
import { missingKey, readTexts, reasonKey, toTexts, type Reading, type Texts } from '@/components/entry/texts'
import type { FormView } from './view'

/** What is typed in one form, and what it stands on. */
export interface Kept {
  readonly texts: Texts
  /** What counts as unchanged. */
  readonly clean: Texts
  readonly version: number
}

/** From the draft, which is newer than any entry of its writer's, else from the entry. */
export function openKept(form: FormView): Kept {
  const preset = toTexts(form.preset)
  const stored = form.entry ? toTexts(form.entry.values, form.entry.reasons) : preset
  if (!form.draft) return { texts: stored, clean: stored, version: form.entry?.version ?? 0 }
  const typed = Object.fromEntries(
    Object.entries(form.draft.texts).filter(([name]) => !name.startsWith('visit:')),
  )
  return { texts: { ...preset, ...typed }, clean: stored, version: form.draft.baseVersion }
}

/** The questions asked as things stand, in their order; what the telephone answers itself is none. */
export function listQuestions(instrument: Instrument, form: FormView, reading: Reading): Item[] {
  return instrument.items.filter(
    (item) => item.kind !== 'calculated' && reading.visible.has(item.name) && !(item.name in form.preset),
  )
}

export function isAnswered(texts: Texts, item: string): boolean {
  return (texts[item] ?? '') !== '' || (texts[missingKey(item)] ?? '') !== ''
}

/** Where a form that was begun goes on: its first question without an answer, else its last. */
export function findStart(questions: readonly Item[], texts: Texts): string | null {
  return (questions.find(({ name }) => !isAnswered(texts, name)) ?? questions.at(-1))?.name ?? null
}

export type Trouble = 'unread' | 'reason' | 'required' | null

/** What keeps a question from being left. */
export function findTrouble(item: Item, texts: Texts, reading: Reading): Trouble {
  if (reading.hard.has(item.name)) return 'unread'
  if (reading.soft.has(item.name) && (texts[reasonKey(item.name)] ?? '').trim() === '') return 'reason'
  return item.required && !isAnswered(texts, item.name) ? 'required' : null
}

/** The form complete, as the records will judge it? */
export function isComplete(instrument: Instrument, form: FormView, kept: Kept, today: string): boolean {
  return readTexts(instrument, kept.texts, { today, previous: form.previous?.values }).lacking.length === 0
}
