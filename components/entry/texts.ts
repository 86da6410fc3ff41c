/** What stands in the controls of a form, as typed; and what it means. Pure: the page asks at every key. */
import { checkValues } from '@/lib/codebook/checks'
import { assessCompleteness } from '@/lib/codebook/completeness'
import { isMissing, type Instrument, type ItemValue, type Scores, type Values } from '@/lib/codebook/item'
import { MISSING_REASONS, type MissingReason } from '@/lib/codebook/item'
import { parseTyped } from '@/lib/codebook/values'
import { dropHidden, visibleItems } from '@/lib/codebook/visibility'
import { computeScores } from '@/lib/instruments/score'
import type { FieldIssue } from '@/lib/problem'

/** Control to text. Beside the items: `missing:<item>` a reason, `reason:<item>` why a value is right, `visit:…`. */
export type Texts = Readonly<Record<string, string>>

export const missingKey = (item: string): string => `missing:${item}`
export const reasonKey = (item: string): string => `reason:${item}`

export interface Reading {
  /** What would be saved: visible items that parse. */
  readonly values: Values
  readonly visible: ReadonlySet<string>
  /** Refuses the save: text that cannot be read, or a value that cannot be. */
  readonly hard: ReadonlyMap<string, FieldIssue>
  /** Saved only with a reason. */
  readonly soft: ReadonlyMap<string, readonly FieldIssue[]>
  /** Reasons given where one is asked. */
  readonly reasons: Readonly<Record<string, string>>
  readonly scores: Scores
  /** Required items that are asked and have nothing. */
  readonly lacking: readonly string[]
}

interface Context {
  readonly today: string
  /** Values of the same form at the visit before. */
  readonly previous?: Values | undefined
}

export function readTexts(instrument: Instrument, texts: Texts, context: Context): Reading {
  const unread = new Map<string, FieldIssue>()
  const typed: Record<string, ItemValue> = {}
  for (const item of instrument.items) {
    if (item.kind === 'calculated') continue
    const reason = asMissingReason(texts[missingKey(item.name)])
    const parsed = parseTyped(item, texts[item.name] ?? '', context)
    if (reason) typed[item.name] = { missing: reason }
    else if (!parsed.ok) unread.set(item.name, toIssue(item.name, parsed))
    else if (parsed.value !== null) typed[item.name] = parsed.value
  }
  const values = dropHidden(instrument, typed)
  const visible = visibleItems(instrument, values)
  const checked = checkValues(instrument, values, context.previous ? { previous: context.previous } : {})
  const hard = new Map([...unread].filter(([name]) => visible.has(name)))
  for (const issue of checked.hard) hard.set(issue.field, issue)
  const soft = new Map<string, FieldIssue[]>()
  for (const issue of checked.soft) soft.set(issue.field, [...(soft.get(issue.field) ?? []), issue])
  return {
    values,
    visible,
    hard,
    soft,
    reasons: listReasons(texts, [...soft.keys()]),
    scores: computeScores(instrument, values),
    lacking: assessCompleteness(instrument, values).lacking,
  }
}

function toIssue(
  field: string,
  refused: { issue: string; params?: FieldIssue['params'] | undefined },
): FieldIssue {
  return { field, code: refused.issue, ...(refused.params ? { params: refused.params } : {}) }
}

/** Reasons typed for the given items; blanks are none. */
export function listReasons(texts: Texts, items: readonly string[]): Record<string, string> {
  const given = items.map((item) => [item, (texts[reasonKey(item)] ?? '').trim()] as const)
  return Object.fromEntries(given.filter(([, text]) => text !== ''))
}

export function asMissingReason(text: string | undefined): MissingReason | null {
  return MISSING_REASONS.find((reason) => reason === text) ?? null
}

/** The controls of a stored entry. */
export function toTexts(values: Values, reasons: Readonly<Record<string, string>> = {}): Texts {
  const texts: Record<string, string> = {}
  for (const [item, value] of Object.entries(values)) {
    if (isMissing(value)) texts[missingKey(item)] = value.missing
    else texts[item] = Array.isArray(value) ? value.join(',') : String(value)
  }
  for (const [item, reason] of Object.entries(reasons)) texts[reasonKey(item)] = reason
  return texts
}

/**
 * The texts as they would read after a save: what could be read in its canonical form ("2.0" is 2), what could not as
 * typed, nothing of hidden items.
 */
export function toCanonical(instrument: Instrument, texts: Texts, reading: Reading): Texts {
  const kept: Record<string, string> = {}
  for (const [name, text] of Object.entries(texts)) if (name.startsWith('visit:')) kept[name] = text
  for (const { name } of instrument.items) {
    if (reading.hard.has(name)) kept[name] = texts[name] ?? ''
  }
  return { ...kept, ...toTexts(reading.values, reading.reasons) }
}

/** The same texts, empty ones apart? */
export function isSameTexts(a: Texts, b: Texts): boolean {
  const names = new Set([...Object.keys(a), ...Object.keys(b)])
  return [...names].every((name) => (a[name] ?? '') === (b[name] ?? ''))
}

/** Without empty ones: what a draft keeps. */
export function dropEmpty(texts: Texts): Texts {
  return Object.fromEntries(Object.entries(texts).filter(([, text]) => text !== ''))
}
