/** The date, time and mode of a visit as they stand in the form. */
import { parseDateText } from '@/lib/codebook/dates'
import { parseTimeText } from '@/lib/codebook/times'
import type { FieldIssue } from '@/lib/problem'
import type { Texts } from './texts'

export const VISIT = { doneOn: 'visit:doneOn', doneTime: 'visit:doneTime', mode: 'visit:mode' } as const
export const MODES = ['in_person', 'telephone', 'video', 'self_report', 'record'] as const
export type Mode = (typeof MODES)[number]

export interface VisitDone {
  readonly doneOn: string
  readonly doneTime: string | null
  readonly mode: Mode
}

export interface VisitReading {
  readonly done: VisitDone | null
  readonly issues: ReadonlyMap<string, FieldIssue>
}

interface KnownVisit {
  readonly doneOn: string | null
  readonly doneTime: string | null
  readonly mode: string | null
}

/** A visit not yet done is taken to be today and in person, until somebody says otherwise. */
export function toVisitTexts(visit: KnownVisit, today: string): Texts {
  return {
    [VISIT.doneOn]: visit.doneOn ?? today,
    [VISIT.doneTime]: visit.doneTime ?? '',
    [VISIT.mode]: visit.mode ?? 'in_person',
  }
}

export function readVisitTexts(texts: Texts, today: string): VisitReading {
  const issues = new Map<string, FieldIssue>()
  const date = parseDateText(texts[VISIT.doneOn] ?? '', { today })
  const time = parseTimeText(texts[VISIT.doneTime] ?? '')
  const mode = MODES.find((one) => one === texts[VISIT.mode])
  const refuse = (field: string, code: string) => issues.set(field, { field, code })
  if (!date.ok) refuse(VISIT.doneOn, date.issue)
  else if (date.value === null) refuse(VISIT.doneOn, 'required')
  else if (date.value > today) refuse(VISIT.doneOn, 'in_future')
  if (!time.ok) refuse(VISIT.doneTime, time.issue)
  if (!mode) refuse(VISIT.mode, 'required')
  if (issues.size > 0 || !date.ok || date.value === null || !time.ok || !mode) return { done: null, issues }
  return { done: { doneOn: date.value, doneTime: time.value, mode }, issues }
}

/** Does the form say something else than the stored visit? */
export function changesVisit(visit: KnownVisit, done: VisitDone): boolean {
  return (
    visit.doneOn !== null &&
    (visit.doneOn !== done.doneOn || visit.doneTime !== done.doneTime || visit.mode !== done.mode)
  )
}
