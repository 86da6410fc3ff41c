'use client'

import { useState } from 'react'
import { useRouter } from 'next/navigation'
import { useLocale, useTranslations } from 'next-intl'
import type { Instrument } from '@/lib/codebook/item'
import { formatInstant } from '@/lib/i18n/format-date'
import { textOf, type Locale } from '@/lib/i18n/locale'
import { Badge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { ReasonDialog } from './reason-dialog'
import type { EntryView, TickView } from './view'

export type TickState = 'none' | 'verified' | 'stale'

/** What the latest tick that covers an item says of it now. */
export function stateOf(ticks: readonly TickView[], item: string): TickState {
  const latest = ticks.find(
    ({ items, changed }) => items === null || items.includes(item) || changed.includes(item),
  )
  if (!latest) return 'none'
  return latest.changed.includes(item) ? 'stale' : 'verified'
}

export function TickMark({ state }: { state: TickState }) {
  const t = useTranslations('verify')
  if (state === 'none') return null
  return <Badge tone={state === 'verified' ? 'done' : 'late'}>{t(`states.${state}`)}</Badge>
}

/** Who compared the form with the source, and which items have changed since. Nothing while nobody has. */
export function VerificationLine({ view, instrument }: { view: EntryView; instrument: Instrument }) {
  const locale = useLocale() as Locale
  const t = useTranslations('verify')
  const router = useRouter()
  const [taken, setTaken] = useState<TickView | null>(null)
  const [latest] = view.ticks
  if (!latest) return null
  const changed = instrument.items.filter(({ name }) => stateOf(view.ticks, name) === 'stale')
  const scope = latest.items === null ? t('wholeForm') : t('someItems', { count: latest.items.length })
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-1 text-xs">
      <TickMark state={changed.length > 0 ? 'stale' : 'verified'} />
      <span className="text-dim">
        {t('line', { scope, by: latest.by, at: formatInstant(latest.at, view.timeZone) })}
      </span>
      {changed.length > 0 && (
        <span>
          {t('changedSince', { items: changed.map(({ label }) => textOf(label, locale)).join(t('comma')) })}
        </span>
      )}
      {latest.own && view.may.verify && (
        <Button small onClick={() => setTaken(latest)}>
          {t('takeBack')}
        </Button>
      )}
      {taken && (
        <ReasonDialog
          title={t('takeBack')}
          about={[t('takeBackAbout')]}
          verb={t('takeBack')}
          request={(reason) => ({
            method: 'POST',
            path: `/studies/${view.study}/verifications/${taken.id}/void`,
            body: { version: taken.version, reason },
          })}
          done={t('takenBack')}
          onClose={() => setTaken(null)}
          onDone={() => {
            setTaken(null)
            router.refresh()
          }}
        />
      )}
    </div>
  )
}
