'use client'

import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { VISIT_TONES } from '@/components/ui/badge'
import { Shape } from '@/components/ui/shape'
import type { SharedTooltip } from '@/components/ui/shared-tooltip'
import { formatDate } from '@/lib/i18n/format-date'
import { isDone } from '@/lib/protocol/completeness'
import type { VisitState } from '@/lib/protocol/protocol'
import { FlagMark } from './flag-mark'
import { RecordMark } from './record-mark'
import { listMissing, type FormsOfVisit } from './missing-forms'
import type { StudyLabels } from './study-labels'

export interface MatrixVisit {
  readonly visitId: string
  readonly code: string
  readonly state: VisitState
  readonly targetOn: string | null
  readonly firstDay: string | null
  readonly lastDay: string | null
  readonly doneOn: string | null
  readonly endReason: string | null
  readonly forms: FormsOfVisit
  readonly flags: number
  readonly signed: boolean
  readonly locked: boolean
  readonly queries: number
  readonly verified: number
}

export interface MatrixLine {
  readonly enrolmentId: string
  readonly patientCode: string
  readonly site: string
  /** Null before there is one, and where it is hidden. */
  readonly arm: string | null
  readonly operatedOn: string | null
  readonly endedOn: string | null
  readonly endReason: string | null
  readonly cells: readonly MatrixVisit[]
}

interface MatrixCellProps {
  slug: string
  patientCode: string
  cell: MatrixVisit
  words: readonly string[]
  tooltip: SharedTooltip
}

/** The visit took place, but not all that it requires was entered. */
function lacksForms({ state, forms }: MatrixVisit): boolean {
  return isDone(state) && forms.complete < forms.required
}

/** One visit of one patient: its state, whether something waits there, and the way to its next form. */
export function MatrixCell({ slug, patientCode, cell, words, tooltip }: MatrixCellProps) {
  return (
    <tooltip.Trigger text={<Lines lines={words} />}>
      <Link
        href={
          cell.forms.next
            ? `/${slug}/visits/${cell.visitId}/${cell.forms.next}?from=/${slug}/patients`
            : `/${slug}/patients/${patientCode}`
        }
        prefetch={false}
        aria-label={words.join(', ')}
        className="inline-flex h-7 min-w-9 items-center justify-center gap-1 rounded px-1.5 hover:bg-accent-soft pointer-coarse:h-control pointer-coarse:min-w-11"
      >
        <Shape tone={VISIT_TONES[cell.state]} />
        {lacksForms(cell) && (
          <span className="text-xs">
            {cell.forms.complete}/{cell.forms.required}
          </span>
        )}
        {cell.flags > 0 && <FlagMark />}
        <RecordMark {...cell} />
      </Link>
    </tooltip.Trigger>
  )
}

function Lines({ lines }: { lines: readonly string[] }) {
  return (
    <ul>
      {lines.map((line) => (
        <li key={line}>{line}</li>
      ))}
    </ul>
  )
}

/** What a cell says on hover, on focus and to a screen reader: who, state, dates, what is missing. */
export function useCellWords(labels: StudyLabels): (line: MatrixLine, cell: MatrixVisit) => string[] {
  const t = useTranslations('matrix.cell')
  const states = useTranslations('visitState')
  const ends = useTranslations('endReasons')
  return (line, cell) => {
    const { forms, state } = cell
    const words = [`${line.patientCode} · ${labels.visits[cell.code] ?? cell.code} · ${states(state)}`]
    if (lacksForms(cell)) words.push(t('partial'))
    if (state === 'will_not_happen' && cell.endReason) words.push(ends(cell.endReason))
    if (cell.doneOn) words.push(t('doneOn', { date: formatDate(cell.doneOn) }))
    if (cell.targetOn) words.push(t('target', { date: formatDate(cell.targetOn) }))
    if (cell.firstDay && cell.lastDay) {
      words.push(t('window', { from: formatDate(cell.firstDay), to: formatDate(cell.lastDay) }))
    }
    if (forms.required > 0) words.push(t('forms', { complete: forms.complete, required: forms.required }))
    const missing = listMissing(forms)
    if (missing.length > 0 && state !== 'not_due' && state !== 'will_not_happen') {
      words.push(t('lacking', { forms: missing.map((id) => labels.instruments[id] ?? id).join(' · ') }))
    }
    if (cell.flags > 0) words.push(t('flags', { count: cell.flags }))
    if (cell.queries > 0) words.push(t('queries', { count: cell.queries }))
    if (cell.verified > 0) words.push(t('verified', { count: cell.verified }))
    if (cell.signed) words.push(t('signed'))
    if (cell.locked) words.push(t('locked'))
    return words
  }
}
