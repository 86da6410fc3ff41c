/** How rules read entries: yes/no answers, pain scores, and the order of visits after the operation. */
import { isMissing } from '@/lib/codebook/item'
import { findInstrument } from '@/lib/instruments/shelf'
import type { RulePlan } from '../protocol'
import type { Proposal, RuleContext, RuleEntry } from './rule'

/** Answers of yes/no items are stored as 0 and 1. */
export const YES = 1

export interface DatedEntry extends RuleEntry {
  readonly day: number | null
  readonly doneOn: string | null
  readonly after: boolean
}

/** Entries of one instrument with the day of their visit, earliest first; those without a day last. */
export function entriesOf(context: RuleContext, instrument: string): DatedEntry[] {
  const visits = new Map(context.visits.map((visit) => [visit.code, visit]))
  return context.entries
    .filter((entry) => entry.instrument === instrument)
    .map((entry) => {
      const visit = entry.visit === null ? undefined : visits.get(entry.visit)
      return {
        ...entry,
        day: visit?.day ?? null,
        doneOn: visit?.doneOn ?? null,
        after: visit?.after ?? false,
      }
    })
    .sort((a, b) => (a.day ?? Infinity) - (b.day ?? Infinity) || (a.id < b.id ? -1 : 1))
}

/** The same, only of visits after the operation. */
export function entriesAfter(context: RuleContext, instrument: string): (DatedEntry & { day: number })[] {
  return entriesOf(context, instrument).filter(
    (entry): entry is DatedEntry & { day: number } => entry.day !== null && entry.after,
  )
}

/** A number or code; null when not entered or missing for a reason. */
export function numberOf(entry: RuleEntry, item: string): number | null {
  const value = entry.scores[item]?.value ?? entry.values[item]
  return typeof value === 'number' && !isMissing(value) ? value : null
}

export function textOf(entry: RuleEntry, item: string): string | null {
  const value = entry.values[item]
  return typeof value === 'string' && value !== '' ? value : null
}

/** The chosen labels of a choice in both languages, as params of a sentence; null when nothing is chosen. */
export function labelsOf(entry: RuleEntry, item: string): { zh: string; en: string } | null {
  const asked = findInstrument(entry.instrument, entry.version)?.items.find(({ name }) => name === item)
  const value = entry.values[item]
  if (!asked || !('codes' in asked) || (typeof value !== 'number' && !Array.isArray(value))) return null
  const chosen = asked.codes.filter(({ code }) =>
    Array.isArray(value) ? value.includes(code) : value === code,
  )
  if (chosen.length === 0) return null
  return { zh: chosen.map((c) => c.label.zh).join('、'), en: chosen.map((c) => c.label.en).join(', ') }
}

export function numberParam(params: RulePlan['params'], name: string): number {
  const value = params[name]
  if (typeof value !== 'number') throw new TypeError(`rule parameter ${name} is not a number`)
  return value
}

export function listParam(params: RulePlan['params'], name: string): readonly string[] {
  const value = params[name]
  if (!Array.isArray(value)) throw new TypeError(`rule parameter ${name} is not a list`)
  return value as readonly string[]
}

/** `v1:recurrent_pain:m3` and, for a level, `…:T12`; an entry without a visit stands for itself. */
export function dedupeKey(rule: string, version: number, type: string, entry: RuleEntry, level = ''): string {
  return [`${rule}@${version}`, type, entry.visit ?? entry.id, level].filter((part) => part !== '').join(':')
}

/** What is seen at a level again at a later visit is the same. */
export function firstByKey(proposals: readonly Proposal[]): Proposal[] {
  const known = new Set<string>()
  return proposals.filter(({ dedupeKey: key }) => !known.has(key) && known.add(key) !== undefined)
}

export function codesOf(entry: RuleEntry, item: string): readonly number[] {
  const value = entry.values[item]
  return Array.isArray(value) ? (value as readonly number[]) : []
}
