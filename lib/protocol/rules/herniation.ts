/**
 * Herniation after endoscopic discectomy has three codes: a fragment that was left, an early re-herniation, a
 * recurrence. Relief tells the first from the others, six months the second from the third; MRI proves each.
 */
import { daysBetween, isIsoDate } from '@/lib/codebook/dates'
import type { ComplicationCode } from '../catalogue'
import { dedupeKey, entriesAfter, entriesOf, labelsOf, numberOf, numberParam, textOf, YES } from './read'
import type { Evidence, Findings, Proposal, Rule, RuleContext, RuleEntry } from './rule'
import { HERNIATION, OWN } from './sources'

const NO = 0
const DISCHARGE_FRAGMENT = 2
/** Codes of `disc_mri.mri_finding`. */
const FRAGMENT = 2
const SAME_LEVEL: readonly number[] = [3, 4]

interface Mri {
  readonly entry: RuleEntry
  readonly kind: 'fragment' | 'herniation'
  /** Null for the MRI before discharge, whose date nobody asked. */
  readonly on: string | null
  readonly day: number | null
  readonly level: string | null
}

export const HERNIATION_1: Rule = {
  id: 'herniation',
  version: 1,
  techniques: ['PELD'],
  proposes: ['residual_fragment', 'early_reherniation', 'recurrent_herniation'],
  reads: {
    recurrent_pain: ['pain_relieved', 'pain_relieved_on', 'recurrent_pain', 'recurrent_on'],
    peld_record: ['discharge_mri', 'discharge_mri_finding'],
    disc_mri: ['mri_on', 'mri_level', 'mri_finding'],
  },
  defaults: { earlyMriDay: 30, sixMonthsDay: 183 },
  evaluate(context, params): Findings {
    const relief = readRelief(context)
    const proposals = listMri(context).flatMap((mri): Proposal[] => {
      const found = judge(
        mri,
        relief,
        numberParam(params, 'earlyMriDay'),
        numberParam(params, 'sixMonthsDay'),
      )
      if (!found) return []
      return [
        {
          type: found.type,
          rule: this.id,
          ruleVersion: this.version,
          ...(mri.level === null ? {} : { level: mri.level }),
          visit: null,
          entryId: mri.entry.id,
          onsetOn: null,
          detectedOn: mri.on,
          dedupeKey: dedupeKey(this.id, this.version, found.type, { ...mri.entry, visit: null }),
          evidence: found.evidence,
        },
      ]
    })
    return { proposals, alerts: [] }
  },
}

type Relief = { readonly kind: 'yes'; readonly on: string | null } | { readonly kind: 'no' | 'unknown' }

/** Relief once told stays told; "no" counts while nobody has said yes. */
function readRelief(context: RuleContext): Relief {
  const told = entriesAfter(context, 'recurrent_pain')
  const yes = told.find((entry) => numberOf(entry, 'pain_relieved') === YES)
  if (yes) return { kind: 'yes', on: textOf(yes, 'pain_relieved_on') }
  return { kind: told.some((entry) => numberOf(entry, 'pain_relieved') === NO) ? 'no' : 'unknown' }
}

function listMri(context: RuleContext): Mri[] {
  const atDischarge = entriesOf(context, 'peld_record')
    .filter((entry) => numberOf(entry, 'discharge_mri_finding') === DISCHARGE_FRAGMENT)
    .map((entry): Mri => ({ entry, kind: 'fragment', on: null, day: null, level: null }))
  const later = entriesOf(context, 'disc_mri').flatMap((entry): Mri[] => {
    const on = textOf(entry, 'mri_on')
    const finding = numberOf(entry, 'mri_finding')
    if (!isIsoDate(on) || context.operationDate === null || on < context.operationDate) return []
    const kind = finding === FRAGMENT ? 'fragment' : SAME_LEVEL.includes(finding ?? 0) ? 'herniation' : null
    if (kind === null) return []
    const day = daysBetween(context.operationDate, on)
    return [{ entry, kind, on, day, level: labelsOf(entry, 'mri_level')?.en ?? null }]
  })
  return [...atDischarge, ...later].sort(
    (a, b) => (a.day ?? 0) - (b.day ?? 0) || (a.entry.id < b.entry.id ? -1 : 1),
  )
}

function judge(
  mri: Mri,
  relief: Relief,
  earlyMriDay: number,
  sixMonthsDay: number,
): { type: ComplicationCode; evidence: Evidence[] } | null {
  const level = mri.level ?? '–'
  if (mri.kind === 'fragment') {
    if (relief.kind !== 'no' || (mri.day ?? 0) > earlyMriDay) return null
    const seen: Evidence =
      mri.day === null
        ? { key: 'mri_fragment_discharge', params: {}, source: OWN.en }
        : { key: 'mri_fragment', params: { day: mri.day, level, earlyMriDay }, source: OWN.en }
    return {
      type: 'residual_fragment',
      evidence: [seen, { key: 'not_relieved', params: {}, source: OWN.en }],
    }
  }
  if (relief.kind !== 'yes' || mri.on === null || mri.day === null) return null
  // A date told as a month or a year is before the MRI if it can be.
  if (relief.on !== null && relief.on > mri.on) return null
  const early = mri.day <= sixMonthsDay
  return {
    type: early ? 'early_reherniation' : 'recurrent_herniation',
    evidence: [
      {
        key: early ? 'mri_reherniation_early' : 'mri_reherniation_late',
        params: { day: mri.day, level, sixMonthsDay },
        source: HERNIATION.en,
      },
      relief.on === null
        ? { key: 'relieved', params: {}, source: HERNIATION.en }
        : { key: 'relieved_on', params: { on: relief.on }, source: HERNIATION.en },
    ],
  }
}
