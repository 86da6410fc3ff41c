'use client'

import { useRef } from 'react'
import { useTranslations } from 'next-intl'
import { Badge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/field'
import { TextArea } from '@/components/ui/input'
import { DecisionProblem } from './decision-problem'
import { Evidence } from './evidence'
import { useDecision } from './use-decision'
import type { AlertView } from './view'

interface AlertCardProps {
  alert: AlertView
  study: string
  allowed: boolean
}

/** A signal that somebody must take notice of by name. */
export function AlertCard({ alert, study, allowed }: AlertCardProps) {
  const t = useTranslations('timeline')
  const { decide, busy, problem } = useDecision()
  const note = useRef<HTMLTextAreaElement>(null)
  const acknowledge = () =>
    void decide({
      path: `/studies/${study}/alerts/${alert.id}`,
      body: { version: alert.version, note: note.current?.value.trim() || null },
      done: t('alertAcknowledged', { label: alert.label }),
    })
  return (
    <article
      aria-label={alert.label}
      className={`grid gap-2 rounded border p-3 ${alert.urgent ? 'border-missed bg-missed-soft' : 'border-edge'}`}
    >
      <header className="flex flex-wrap items-center justify-between gap-2">
        <h3 className="font-semibold">{alert.label}</h3>
        <Badge tone={alert.urgent ? 'missed' : 'open'}>{t(alert.urgent ? 'urgent' : 'alert')}</Badge>
      </header>
      {alert.place && <p className="text-xs text-dim">{alert.place}</p>}
      <Evidence lines={alert.evidence} href={alert.href} />
      {allowed && (
        <>
          <Field label={t('handling')}>
            {(control) => <TextArea {...control} ref={note} rows={2} maxLength={1000} />}
          </Field>
          <DecisionProblem problem={problem} />
          <div>
            <Button look="primary" busy={busy} onClick={acknowledge}>
              {t('acknowledge')}
            </Button>
          </div>
        </>
      )}
    </article>
  )
}
