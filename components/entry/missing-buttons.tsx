'use client'

import { useTranslations } from 'next-intl'
import type { MissingReason } from '@/lib/codebook/item'
import { joinClasses } from '@/components/ui/class-names'
import { MISSING_KEYS } from './keys'

interface MissingButtonsProps {
  label: string
  reason: MissingReason | null
  onReason: (reason: MissingReason | null) => void
}

/**
 * Why there is no value, one key each. Out of the tab order, since the letters do the same in the control itself;
 * quiet until the row is in use.
 */
export function MissingButtons({ label, reason, onReason }: MissingButtonsProps) {
  const t = useTranslations('missing')
  return (
    <span role="group" aria-label={label} className="inline-flex items-center gap-px">
      {MISSING_KEYS.map(([key, letter]) => (
        <button
          key={key}
          type="button"
          tabIndex={-1}
          aria-pressed={reason === key}
          aria-label={`${t(key)} (${letter})`}
          title={`${t(key)} (${letter})`}
          onClick={() => onReason(reason === key ? null : key)}
          className={joinClasses(
            'h-6 min-w-4 rounded px-0.5 text-xs pointer-coarse:h-control pointer-coarse:min-w-control',
            reason === key
              ? 'bg-accent-soft font-medium text-accent'
              : 'text-dim opacity-0 group-focus-within/control:opacity-100 group-hover/control:opacity-100 hover:bg-well pointer-coarse:opacity-100',
          )}
        >
          {reason === key ? t(key) : letter}
        </button>
      ))}
    </span>
  )
}
