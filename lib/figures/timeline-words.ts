import { formatShort } from './format-short'
import type { Say } from './words'

/** What the sentence above the timeline says, as numbers and labels. */
export interface CourseSummary {
  readonly anchor: 'operation' | 'enrolment'
  /** The latest day on which one of the changes was measured; null before there is one. */
  readonly day: number | null
  readonly changes: readonly CourseChange[]
  readonly findings: readonly CourseFinding[]
}

export interface CourseChange {
  readonly label: string
  readonly unit?: string
  readonly decimals: number
  readonly from: number | null
  readonly to: number | null
  /** Day on which `to` was measured; one other than the day of the summary is said beside it. */
  readonly day: number | null
  /** Whether the patient counts as a responder, and by which rule, e.g. "30%". */
  readonly responder?: { readonly met: boolean; readonly rule: string }
  /** Recovery rate of the JOA in percent, where it is defined. */
  readonly recovery?: number
  /** How the value and its change were made, a line each; shown to whoever points at it. */
  readonly about?: readonly string[]
}

export interface CourseFinding {
  readonly label: string
  readonly count: number
  /** Counted by place (a level) rather than by time. */
  readonly local?: boolean
  /** E.g. level, type, symptoms, adjudication. */
  readonly details: readonly string[]
}

/** A piece of the sentence; values may be set bold, findings linked. */
export interface SentencePart {
  readonly kind: 'text' | 'value' | 'finding'
  readonly text: string
  readonly about?: readonly string[]
}

/** "术后 92 天：ODI 46 → 18（达到应答标准 30%），腰痛 VAS 6.5 → 2；骨水泥渗漏 1 处（T12，…）。" */
export function describeCourse(summary: CourseSummary, say: Say): SentencePart[] {
  const word = (key: string, params?: Record<string, string | number>) =>
    say(`timeline.summary.${key}`, params)
  const comma = word('comma')
  const plain = (text: string): SentencePart => ({ kind: 'text', text })
  /** The day, where it is not that of the summary, and the verdict reached on it. */
  const describeDetails = ({ day, responder, recovery }: CourseChange): string[] => {
    const details = [
      ...(day === null || day === summary.day
        ? []
        : [word(summary.anchor === 'operation' ? 'ownDayOperation' : 'ownDayEnrolment', { day })]),
      ...(responder
        ? [word(responder.met ? 'responderMet' : 'responderNotMet', { rule: responder.rule })]
        : []),
      ...(recovery === undefined ? [] : [word('recovery', { rate: formatShort(recovery, 1) })]),
    ]
    return details.length === 0 ? [] : [details.join(comma)]
  }
  const changes = summary.changes.flatMap((change, index) => [
    ...(index === 0 ? [] : [plain(comma)]),
    {
      kind: 'value' as const,
      text: describeChange(change, word),
      ...(change.about && change.about.length > 0 ? { about: change.about } : {}),
    },
    ...describeDetails(change).map((details) => plain(word('details', { details }))),
  ])
  const findings = summary.findings.flatMap((finding, index) => [
    ...(index === 0 ? [] : [plain(comma)]),
    {
      kind: 'finding' as const,
      text:
        word(finding.local ? 'finding' : 'findingTimes', { label: finding.label, count: finding.count }) +
        (finding.details.length === 0 ? '' : word('details', { details: finding.details.join(comma) })),
    },
  ])
  const opening = plain(
    summary.day === null
      ? word('noFollowUp')
      : word(summary.anchor === 'operation' ? 'dayAfterOperation' : 'dayAfterEnrolment', {
          day: summary.day,
        }),
  )
  const bodies = [changes, findings].filter((parts) => parts.length > 0)
  return [
    opening,
    ...(bodies.length === 0 ? [] : [plain(word('colon'))]),
    ...bodies.flatMap((parts, index) => (index === 0 ? parts : [plain(word('semicolon')), ...parts])),
    plain(word('stop')),
  ]
}

export function joinSentence(parts: readonly SentencePart[]): string {
  return parts.map((part) => part.text).join('')
}

function describeChange(
  change: CourseChange,
  word: (key: string, params?: Record<string, string>) => string,
): string {
  const print = (value: number | null) =>
    value === null ? word('notMeasured') : formatShort(value, change.decimals)
  const unit = change.unit && change.to !== null ? `\u2009${change.unit}` : ''
  return word('change', { label: change.label, from: print(change.from), to: print(change.to) }) + unit
}
