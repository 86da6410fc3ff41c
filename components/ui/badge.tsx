import type { ReactNode } from 'react'
import { useTranslations } from 'next-intl'
import type { VisitState } from '@/lib/protocol/protocol'
import { Shape, type Tone } from './shape'

const PAPERS: Readonly<Record<Tone, string>> = {
  done: 'bg-done-soft',
  open: 'bg-open-soft',
  late: 'bg-late-soft',
  missed: 'bg-missed-soft',
  idle: 'bg-idle-soft',
  never: 'bg-never-soft',
}

/** A state: shape, word and colour, so that none of them stands alone. */
export function Badge({ tone, children }: { tone: Tone; children: ReactNode }) {
  return (
    <span
      className={`inline-flex items-center gap-1 rounded px-1.5 py-px text-xs whitespace-nowrap ${PAPERS[tone]}`}
    >
      <Shape tone={tone} className="size-2.5" />
      {children}
    </span>
  )
}

export const VISIT_TONES: Readonly<Record<VisitState, Tone>> = {
  done: 'done',
  done_early: 'done',
  done_late: 'done',
  open: 'open',
  late: 'late',
  missed: 'missed',
  not_due: 'idle',
  will_not_happen: 'never',
}

interface VisitMarkProps {
  state: VisitState
  /** Only the shape; its word is for screen readers and the pointer. */
  compact?: boolean
  /** Added to the word, e.g. how many days are left. */
  note?: string
}

export function VisitMark({ state, compact = false, note }: VisitMarkProps) {
  const t = useTranslations('visitState')
  const words = note ? `${t(state)} · ${note}` : t(state)
  return (
    <span className="inline-flex items-center gap-1.5 whitespace-nowrap" title={compact ? words : undefined}>
      <Shape tone={VISIT_TONES[state]} />
      <span className={compact ? 'sr-only' : undefined}>{words}</span>
    </span>
  )
}

const LEGEND: readonly VisitState[] = ['done', 'open', 'late', 'missed', 'not_due', 'will_not_happen']

export function VisitLegend() {
  const t = useTranslations('ui')
  return (
    <ul aria-label={t('legend')} className="flex flex-wrap gap-x-4 gap-y-1 text-xs text-dim">
      {LEGEND.map((state) => (
        <li key={state}>
          <VisitMark state={state} />
        </li>
      ))}
    </ul>
  )
}
