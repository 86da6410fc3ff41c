'use client'

import { useTranslations } from 'next-intl'
import { formatInstant, formatTime } from '@/lib/i18n/format-date'
import { Shape } from '@/components/ui/shape'
import type { Base } from './start'
import type { DraftState } from './use-draft'

interface SaveStateProps {
  base: Base
  draft: DraftState
  timeZone: string
  today: string
}

/** Where what is on the page stands: saved with its version, kept as a draft, or nowhere but here. */
export function SaveState({ base, draft, timeZone, today }: SaveStateProps) {
  const t = useTranslations('entry')
  return (
    <div role="status" className="grid text-right text-xs">
      {draft.kind === 'failed' && (
        <span className="inline-flex items-center justify-end gap-1 font-medium text-missed">
          <Shape tone="missed" className="size-2.5" />
          {draft.signedOut ? t('draftSignedOut') : t('draftFailed')}
          {draft.signedOut && (
            <a href="/login" target="_blank" className="underline">
              {t('signIn')}
            </a>
          )}
        </span>
      )}
      {draft.kind === 'kept' && <span>{t('draftKept', { time: formatTime(draft.at, timeZone) })}</span>}
      {draft.kind === 'waiting' && <span className="text-dim">{t('notSavedYet')}</span>}
      {base.version > 0 && base.savedAt !== null && (
        <span className="text-dim">
          {t('savedVersion', {
            time: formatInstant(base.savedAt, timeZone).replace(`${today} `, ''),
            name: base.savedByName ?? '',
            version: base.version,
          })}
        </span>
      )}
    </div>
  )
}
