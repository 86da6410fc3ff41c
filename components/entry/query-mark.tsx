'use client'

import { useTranslations } from 'next-intl'
import { joinClasses } from '@/components/ui/class-names'
import { Shape } from '@/components/ui/shape'
import type { QueryView } from './view'

interface QueryMarkProps {
  /** The item in words. */
  label: string
  queries: readonly QueryView[]
  onOpen: () => void
}

const TONES = { open: 'late', answered: 'open', closed: 'done' } as const

/** Beside a field: what was asked back about it. Quiet and out of the tab order while nothing was. */
export function QueryMark({ label, queries, onOpen }: QueryMarkProps) {
  const t = useTranslations('queries')
  const last = queries.find(({ state }) => state !== 'closed') ?? queries.at(-1)
  const words = last
    ? t('mark', { item: label, state: t(`states.${last.state}`) })
    : t('raiseOf', { item: label })
  return (
    <button
      type="button"
      tabIndex={last ? undefined : -1}
      aria-label={words}
      title={words}
      onClick={onOpen}
      className={joinClasses(
        'inline-flex h-6 min-w-4 items-center gap-1 rounded px-1 text-xs hover:bg-well pointer-coarse:h-control pointer-coarse:min-w-control',
        last
          ? 'bg-well'
          : 'text-dim opacity-0 group-focus-within/control:opacity-100 group-hover/control:opacity-100 focus-visible:opacity-100 pointer-coarse:opacity-100',
      )}
    >
      {last && <Shape tone={TONES[last.state]} className="size-2.5" />}
      <span aria-hidden="true">?</span>
      {queries.length > 1 && <span aria-hidden="true">{queries.length}</span>}
    </button>
  )
}
