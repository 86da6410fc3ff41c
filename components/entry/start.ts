/** How a form opens: from the stored entry, from what is known, or from a draft. */
import type { Conflict } from './conflict-dialog'
import { isSameTexts, toTexts, type Texts } from './texts'
import type { EntryView } from './view'
import { toVisitTexts } from './visit-texts'

export interface Base {
  /** Version of the entry the texts began from; 0 when there was none. */
  readonly version: number
  /** Its texts; null when they are not known any more (an old draft). */
  readonly texts: Texts | null
  readonly savedAt: Date | string | null
  readonly savedByName: string | null
}

export interface Start {
  /** What counts as unchanged. */
  readonly clean: Texts
  readonly texts: Texts
  readonly base: Base
  readonly restored: boolean
  readonly conflict: Conflict | null
}

export function beginForm(view: EntryView): Start {
  const { entry, draft } = view
  const visit = view.visit ? toVisitTexts(view.visit, view.today) : {}
  const stored = entry ? toTexts(entry.values, entry.reasons) : {}
  const clean = { ...visit, ...(entry ? stored : toTexts(view.prefill)) }
  const base: Base = {
    version: entry?.version ?? 0,
    texts: stored,
    savedAt: entry?.savedAt ?? null,
    savedByName: entry?.savedByName ?? null,
  }
  const texts = draft ? { ...visit, ...draft.texts } : clean
  if (!draft || isSameTexts(texts, clean))
    return { clean, texts: clean, base, restored: false, conflict: null }
  if (!entry || draft.baseVersion === entry.version)
    return { clean, texts, base, restored: true, conflict: null }
  return {
    clean,
    texts,
    base: { ...base, version: draft.baseVersion, texts: null },
    restored: true,
    conflict: { kind: 'draft', current: entry, base: null, mine: texts, theirs: stored },
  }
}
