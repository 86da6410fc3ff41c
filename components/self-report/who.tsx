'use client'

import { useState } from 'react'
import { useTranslations } from 'next-intl'
import { Button } from '@/components/ui/button'
import { BigChoice } from './big-button'
import type { Answerer, PatientView } from './view'

interface WhoProps {
  view: PatientView
  given: Answerer | null
  count: number
  onDone: (who: Answerer) => void
}

/** The first question of all: who is answering. */
export function Who({ view, given, count, onDone }: WhoProps) {
  const t = useTranslations('selfReport')
  const [mode, setMode] = useState<Answerer['mode'] | null>(
    given?.mode ?? (view.allows === 'self' ? 'self' : null),
  )
  const [relation, setRelation] = useState(given?.relation ?? null)
  const ready = mode === 'self' || (mode === 'proxy' && relation !== null)
  return (
    <div className="grid gap-4">
      <div className="grid gap-2 text-lg">
        <p>{t('intro', { site: view.site, count })}</p>
        <p className="text-dim">{t('introMore')}</p>
      </div>
      {view.allows === 'either' && (
        <>
          <h1 id="who" className="text-xl font-semibold">
            {t('who')}
          </h1>
          <div role="radiogroup" aria-labelledby="who" className="grid gap-2">
            <BigChoice chosen={mode === 'self'} onClick={() => setMode('self')}>
              {t('self')}
            </BigChoice>
            <BigChoice chosen={mode === 'proxy'} onClick={() => setMode('proxy')}>
              {t('proxy')}
            </BigChoice>
          </div>
        </>
      )}
      {mode === 'proxy' && (
        <>
          <h2 id="relation" className="text-lg font-semibold">
            {t('relation')}
          </h2>
          <div role="radiogroup" aria-labelledby="relation" className="grid grid-cols-2 gap-2">
            {view.relatives.map(({ key, label }) => (
              <BigChoice key={key} chosen={relation === key} onClick={() => setRelation(key)}>
                {label}
              </BigChoice>
            ))}
          </div>
        </>
      )}
      <Button
        look="primary"
        className="min-h-14 w-full text-lg!"
        disabled={!ready}
        onClick={() => mode && onDone({ mode, relation: mode === 'proxy' ? relation : null })}
      >
        {t('begin')}
      </Button>
    </div>
  )
}
