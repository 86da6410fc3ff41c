import { useTranslations } from 'next-intl'
import { sayAnswer } from '@/components/contacts/words'
import type { Locale } from '@/lib/i18n/locale'
import { sayTimeOfSlot } from '@/lib/protocol/next-attempt'
import type { NextCall } from './view'

/** "建议 18:30 打子女": when to call next and whom; why is said to whoever rests on it. */
export function Suggestion({ call, locale }: { call: NextCall; locale: Locale }) {
  const t = useTranslations('chasing')
  const clock = sayTimeOfSlot(call.slot)
  const time = call.days === null ? clock : `${t(`days.${call.days}`)} ${clock}`
  const whom = call.relation === null ? null : sayAnswer('contact_reached', call.relation, locale)
  const why = t(`basis.${call.basis}`)
  return (
    <span className="text-xs text-accent" title={why}>
      {whom === null ? t('suggest', { time }) : t('suggestWhom', { time, whom })}
      <span className="sr-only">{why}</span>
    </span>
  )
}
