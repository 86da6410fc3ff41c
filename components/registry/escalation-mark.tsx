import { useTranslations } from 'next-intl'
import { Shape } from '@/components/ui/shape'
import type { EscalationLevel } from '@/lib/protocol/escalation'

interface EscalationMarkProps {
  level: EscalationLevel | null
  ageHours: number
}

/** How long an urgent alert has waited, and who is told by now: a shape, and words. */
export function EscalationMark({ level, ageHours }: EscalationMarkProps) {
  const t = useTranslations('complications.escalation')
  if (level === null) return null
  const hours = Math.max(0, Math.floor(ageHours))
  const waited =
    hours < 1 ? t('minutes', { minutes: Math.max(0, Math.floor(ageHours * 60)) }) : t('hours', { hours })
  return (
    <span className="inline-flex items-baseline gap-1.5 text-xs">
      <Shape tone={level === 1 ? 'late' : 'missed'} className="size-2.5" />
      {t('waited', { waited })} · {t(`level.${level}`)}
    </span>
  )
}
