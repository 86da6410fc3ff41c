'use client'

import { useState } from 'react'
import { useTranslations } from 'next-intl'
import { Button } from '@/components/ui/button'
import { readApi } from '@/components/ui/client-api'

interface PhoneNumberProps {
  study: string
  patientId: string
  /** The number with its middle hidden. */
  masked: string
}

/** The whole number on request, to call the patient: the look is recorded, and nothing is kept when one leaves. */
export function PhoneNumber({ study, patientId, masked }: PhoneNumberProps) {
  const t = useTranslations('entry')
  const [busy, setBusy] = useState(false)
  const [phone, setPhone] = useState<string | null>(null)
  const [trouble, setTrouble] = useState<string | null>(null)

  async function show() {
    setBusy(true)
    const result = await readApi<{ identity: { phone?: string } }>(`/studies/${study}/patients/${patientId}`)
    setBusy(false)
    // Stored as it was typed, perhaps in full-width digits.
    setPhone(result.ok ? (result.data.identity.phone?.normalize('NFKC') ?? null) : null)
    if (result.ok) setTrouble(null)
    // Nothing was to be saved: the usual words for a lost answer would mislead.
    else setTrouble(result.problem.title ?? t('phoneUnread'))
  }

  return (
    <span className="inline-flex flex-wrap items-center gap-x-2">
      <span role="status">
        {phone === null ? (
          masked
        ) : (
          <a href={`tel:${phone.replace(/[^\d+]/g, '')}`} className="font-medium text-accent underline">
            {phone}
          </a>
        )}
      </span>
      {phone === null && (
        <Button small busy={busy} className="no-print" onClick={() => void show()}>
          {t('showPhone')}
        </Button>
      )}
      {trouble && (
        <span role="alert" className="text-missed">
          {trouble}
        </span>
      )}
    </span>
  )
}
