'use client'

import { useId, type RefObject } from 'react'
import { useTranslations } from 'next-intl'
import { formatInstant } from '@/lib/i18n/format-date'
import { Banner } from '@/components/ui/banner'
import { TextInput } from '@/components/ui/input'
import type { RecordView } from './view'

interface CorrectionBoxProps {
  signature: NonNullable<RecordView['signature']>
  timeZone: string
  box: RefObject<HTMLInputElement | null>
  /** A save was tried without it. */
  wanted: boolean
}

/** Stands above a signed form as soon as something in it is changed: what a save will do, and why it is done. */
export function CorrectionBox({ signature, timeZone, box, wanted }: CorrectionBoxProps) {
  const t = useTranslations('correct.correction')
  const id = useId()
  return (
    <Banner
      tone="late"
      title={t('title', {
        name: signature.signedByName,
        at: formatInstant(signature.signedAt, timeZone),
      })}
    >
      <p>{t('about')}</p>
      <label htmlFor={id} className="mt-1 block font-medium">
        {t('reason')}
        <span aria-hidden="true" className="text-missed">
          {' *'}
        </span>
      </label>
      <TextInput
        id={id}
        ref={box}
        maxLength={500}
        aria-required
        aria-invalid={wanted || undefined}
        aria-describedby={wanted ? `${id}-wanted` : undefined}
      />
      {wanted && (
        <p id={`${id}-wanted`} className="text-xs text-missed">
          {t('wanted')}
        </p>
      )}
    </Banner>
  )
}
