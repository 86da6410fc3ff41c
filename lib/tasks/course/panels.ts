import { daysBetween } from '@/lib/codebook/dates'
import { isMissing } from '@/lib/codebook/item'
import type { CoursePanel, CoursePoint } from '@/lib/figures/timeline-input'
import type { CourseChange } from '@/lib/figures/timeline-words'
import { textOf } from '@/lib/i18n/locale'
import { JOA_FULL, joaRecoveryRate } from '@/lib/instruments/joa-recovery'
import { getInstrument } from '@/lib/instruments/shelf'
import { getThreshold, isResponder, thresholdLine, type Outcome } from '@/lib/instruments/thresholds'
import { findVisit, isBaseline } from '@/lib/protocol/protocol-read'
import type { Course, CourseEntry } from '@/lib/records/enrolments/course'
import { explainChange, explainRecovery, explainValue } from './explain'
import type { Language } from './language'

/** What the timeline draws: an item of a form, its scale, and the outcome by which a responder is judged, if any. */
interface Measure {
  readonly instrument: string
  readonly item: string
  readonly label: string
  readonly range: { readonly min: number; readonly max: number }
  readonly decimals: number
  readonly unit?: string
  readonly outcome?: Outcome
  readonly better?: 'higher'
}

const PAIN = { min: 0, max: 10 }
const JOA = { min: -6, max: JOA_FULL.lumbar }

const MEASURES: readonly Measure[] = [
  {
    instrument: 'odi',
    item: 'odi',
    label: 'ODI',
    range: { min: 0, max: 100 },
    decimals: 0,
    unit: '%',
    outcome: 'odi',
  },
  {
    instrument: 'odi_total',
    item: 'odi',
    label: 'ODI',
    range: { min: 0, max: 100 },
    decimals: 1,
    unit: '%',
    outcome: 'odi',
  },
  {
    instrument: 'pain',
    item: 'vas_back',
    label: 'course.backPain',
    range: PAIN,
    decimals: 1,
    outcome: 'back',
  },
  { instrument: 'pain', item: 'vas_leg', label: 'course.legPain', range: PAIN, decimals: 1, outcome: 'leg' },
  { instrument: 'vas', item: 'vas', label: 'course.pain', range: PAIN, decimals: 1, outcome: 'back' },
  // Told by telephone: another scale than the VAS, without a value before to be judged against.
  { instrument: 'nrs', item: 'nrs_back', label: 'course.backNrs', range: PAIN, decimals: 0 },
  { instrument: 'nrs', item: 'nrs_leg', label: 'course.legNrs', range: PAIN, decimals: 0 },
  { instrument: 'joa', item: 'joa', label: 'JOA', range: JOA, decimals: 0, better: 'higher' },
  { instrument: 'joa_total', item: 'joa', label: 'JOA', range: JOA, decimals: 0, better: 'higher' },
]

/** The day a course counts from: the index operation, else enrolment. */
export function anchorOf({ patient, enrolledOn }: Course): string {
  return patient.operatedOn ?? enrolledOn
}

export interface DrawnMeasure {
  readonly panel: CoursePanel
  readonly change: CourseChange
}

/** One panel a scale that the patient's protocol asks and that has a value. */
export function drawMeasures(course: Course, language: Language): DrawnMeasure[] {
  return MEASURES.flatMap((measure) => {
    const points = listPoints(course, measure, language)
    return points.some(({ point }) => point.value !== null)
      ? [drawMeasure(course, measure, points, language)]
      : []
  })
}

function drawMeasure(
  course: Course,
  measure: Measure,
  placed: readonly PlacedPoint[],
  language: Language,
): DrawnMeasure {
  const { locale, say } = language
  const threshold = getThreshold(course.protocol.responder)
  const label = measure.label.includes('.') ? say(measure.label) : measure.label
  const points = placed.map(({ point }) => point)
  const before = findLast(placed, 'baseline')?.point.value ?? null
  const latest = findLast(placed, 'outcome')
  const last = latest?.point
  const { outcome } = measure
  const line = outcome ? thresholdLine(threshold, outcome, before) : null
  // A line below the scale cannot be reached, so there is nothing to judge.
  const reachable = line !== null && line >= measure.range.min
  const met = outcome && reachable ? isResponder(threshold, outcome, before, last?.value ?? null) : null
  const bar = outcome && threshold.bars[outcome]
  const rule =
    bar === undefined
      ? ''
      : bar.kind === 'percent'
        ? `${bar.percent}%`
        : say('course.points', { n: bar.kind === 'drop' ? bar.points : bar.atMost })
  return {
    panel: {
      label,
      ...(measure.unit ? { unit: measure.unit } : { unit: say('course.pointUnit') }),
      range: measure.range,
      decimals: measure.decimals,
      better: measure.better ?? 'lower',
      points,
      ...(before === null ? {} : { reference: { value: before, label: say('course.before') } }),
      ...(reachable
        ? {
            threshold: {
              value: line,
              label: say('course.responder', { rule }),
              source: [
                // The paper; its DOI stands on the protocol page.
                textOf(threshold.source, locale).split(', doi')[0] ?? '',
                ...(threshold.verified ? [] : [say('course.unverified')]),
                ...(threshold.note ? [textOf(threshold.note, locale)] : []),
              ].join(locale === 'en' ? '; ' : '；'),
            },
          }
        : before === null || !outcome
          ? {}
          : { thresholdNote: say('course.noThreshold') }),
    },
    change: {
      label,
      ...(measure.unit ? { unit: measure.unit } : {}),
      decimals: measure.decimals,
      from: before,
      to: last?.value ?? null,
      day: last?.day ?? null,
      ...(met === null ? {} : { responder: { met, rule } }),
      ...explain(measure, before, latest ?? findLast(placed, 'baseline'), language),
    },
  }
}

/** What stands behind the latest value, and behind its change where there was one before. */
function explain(
  measure: Measure,
  before: number | null,
  latest: PlacedPoint | undefined,
  language: Language,
): Pick<CourseChange, 'recovery' | 'about'> {
  const now = latest?.point.value ?? null
  if (!latest || now === null) return {}
  const value = explainValue(latest.entry, measure.item, now, language)
  if (before === null || latest.part !== 'outcome') return { about: value }
  if (measure.better !== 'higher') {
    return { about: [...value, explainChange(before, now, measure.decimals, language)] }
  }
  const rate = joaRecoveryRate(before, now)
  return {
    ...(rate === null ? {} : { recovery: rate }),
    about: [...value, ...explainRecovery(before, now, language)],
  }
}

interface PlacedPoint {
  readonly point: CoursePoint
  readonly entry: CourseEntry
  readonly part: 'baseline' | 'outcome' | null
}

function findLast(placed: readonly PlacedPoint[], part: PlacedPoint['part']): PlacedPoint | undefined {
  return placed.filter((one) => one.part === part && one.point.value !== null).at(-1)
}

/** The baseline is what the protocol calls so, taken before the treatment; the other visits tell the outcome. */
function placeOf({ protocol, patient }: Course, code: string, day: number): PlacedPoint['part'] {
  const inTime = patient.operatedOn === null || day <= 0
  if (isBaseline(protocol, code)) return inTime ? 'baseline' : null
  const plan = findVisit(protocol, code)
  if (plan) return !plan.before && patient.operatedOn !== null ? 'outcome' : null
  if (patient.operatedOn === null || day === 0) return null
  if (day > 0) return 'outcome'
  return protocol.baseline === undefined ? 'baseline' : null
}

function listPoints(course: Course, measure: Measure, { locale, say }: Language): PlacedPoint[] {
  const anchor = anchorOf(course)
  return course.visits
    .flatMap((visit) => {
      const entry = course.entries.find(
        (one) => one.visitId === visit.id && one.instrument === measure.instrument,
      )
      if (!entry || !visit.doneOn) return []
      const plan = findVisit(course.protocol, visit.code)
      const { value, reason } = readMeasure(entry, measure.item, say)
      const day = daysBetween(anchor, visit.doneOn)
      const label = plan ? textOf(plan.short, locale) : visit.code
      const point = { day, visit: label, value, ...(reason ? { reason } : {}) }
      return [{ point, entry, part: placeOf(course, visit.code, day) }]
    })
    .sort((a, b) => a.point.day - b.point.day)
}

function readMeasure(
  entry: CourseEntry,
  item: string,
  say: Language['say'],
): { value: number | null; reason?: string } {
  const score = entry.scores[item]
  if (score) {
    return score.value === null && score.reason
      ? { value: null, reason: say(`scores.${score.reason}`) }
      : { value: score.value }
  }
  const value = entry.values[item]
  if (typeof value === 'number') return { value }
  return isMissing(value) ? { value: null, reason: say(`missing.${value.missing}`) } : { value: null }
}

/** The shipped instrument an entry was written in. */
export function instrumentOf(entry: CourseEntry) {
  return getInstrument(entry.instrument, entry.instrumentVersion)
}
