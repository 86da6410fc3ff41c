'use client'

import { useRef, useState } from 'react'
import { useTranslations } from 'next-intl'
import { Badge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/field'
import { TextArea } from '@/components/ui/input'
import { LinkButton } from '@/components/ui/link-button'
import { DecisionProblem } from './decision-problem'
import { Evidence } from './evidence'
import { useDecision } from './use-decision'
import type { FlagView } from './view'

interface FlagCardProps {
  flag: FlagView
  study: string
  allowed: boolean
}

/** A rule proposes with evidence; a clinician confirms, or rejects with a reason. */
export function FlagCard({ flag, study, allowed }: FlagCardProps) {
  const t = useTranslations('timeline')
  const { decide, busy, problem } = useDecision()
  const note = useRef<HTMLTextAreaElement>(null)
  const [needsReason, setNeedsReason] = useState(false)
  const judge = (status: 'confirmed' | 'rejected') => {
    const reason = note.current?.value.trim() ?? ''
    const isMissing = status === 'rejected' && reason === ''
    setNeedsReason(isMissing)
    if (isMissing) return note.current?.focus()
    void decide({
      path: `/studies/${study}/complications/${flag.id}`,
      body: { version: flag.version, status, note: reason },
      done: t(status === 'confirmed' ? 'flagConfirmed' : 'flagRejected', { label: flag.label }),
    })
  }
  return (
    <article aria-label={flag.label} className="grid gap-2 rounded border border-edge p-3">
      <header className="flex flex-wrap items-center justify-between gap-2">
        <h3 className="font-semibold">{flag.label}</h3>
        <Badge tone="late">{t('unconfirmed')}</Badge>
      </header>
      <p className="text-xs text-dim">
        {flag.place ? t('placeAndOrigin', { place: flag.place, origin: flag.origin }) : flag.origin}
      </p>
      <Evidence lines={flag.evidence} href={flag.href} />
      {allowed && flag.judgeAt && (
        <div>
          <LinkButton href={flag.judgeAt}>{t('judgeApart')}</LinkButton>
        </div>
      )}
      {allowed && !flag.judgeAt && (
        <>
          <Field
            label={t('reason')}
            description={t('reasonWhen')}
            error={needsReason ? t('reasonMissing') : undefined}
          >
            {(control) => <TextArea {...control} ref={note} rows={2} maxLength={1000} />}
          </Field>
          <DecisionProblem problem={problem} />
          <div className="flex gap-2">
            <Button look="primary" busy={busy} onClick={() => judge('confirmed')}>
              {t('confirm')}
            </Button>
            <Button busy={busy} onClick={() => judge('rejected')}>
              {t('reject')}
            </Button>
          </div>
        </>
      )}
    </article>
  )
}
