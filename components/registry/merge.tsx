'use client'

import { useState } from 'react'
import { useTranslations } from 'next-intl'
import { Banner } from '@/components/ui/banner'
import { Button } from '@/components/ui/button'
import { LinkButton } from '@/components/ui/link-button'
import { FoundPatients, type FoundPatient } from './register-found'
import { ReasonForm } from './reason-form'
import { RegisterSearch } from './register-search'

interface MergeProps {
  study: string
  /** Address of the patient's page. */
  place: string
  patientId: string
  code: string
  candidates: readonly FoundPatient[]
  merged: readonly { readonly id: string; readonly day: string; readonly reason: string }[]
}

/** Finds the other record of the same person, then says what merging does; what was merged can be parted. */
export function Merge({ study, place, patientId, code, candidates, merged }: MergeProps) {
  const t = useTranslations('merge')
  const [other, setOther] = useState<FoundPatient | null>(null)

  function choose(row: FoundPatient) {
    if (row.patientId === patientId) return <span className="text-dim">{t('self')}</span>
    return (
      <Button small onClick={() => setOther(row)}>
        {t('choose')}
      </Button>
    )
  }

  return (
    <div className="grid max-w-4xl gap-6">
      {merged.length > 0 && (
        <section aria-labelledby="merged" className="grid gap-1">
          <h2 id="merged" className="font-semibold">
            {t('merged')}
          </h2>
          <ul className="grid border-t border-line">
            {merged.map((one) => (
              <li
                key={one.id}
                className="flex min-h-row flex-wrap items-center gap-x-4 border-b border-line py-1"
              >
                <span>{one.day}</span>
                <span className="flex-1 text-dim">{one.reason}</span>
                <LinkButton small href={`${place}/part/${one.id}`}>
                  {t('part')}
                </LinkButton>
              </li>
            ))}
          </ul>
        </section>
      )}
      {other ? (
        <section aria-labelledby="chosen" className="grid gap-3">
          <h2 id="chosen" className="font-semibold">
            {t('confirm', { code })}
          </h2>
          <FoundPatients study={study} rows={[other]} />
          <ReasonForm
            grave
            path={`/studies/${study}/patients/${patientId}/merge`}
            more={{ otherId: other.patientId }}
            about={t('about', { code })}
            action={t('do')}
            done={t('done')}
            next={place}
            back={place}
          />
          <p>
            <Button look="quiet" onClick={() => setOther(null)}>
              {t('another')}
            </Button>
          </p>
        </section>
      ) : (
        <>
          <Banner tone="open">{t('start', { code })}</Banner>
          {candidates.length > 0 && (
            <section aria-labelledby="candidates" className="grid gap-1">
              <h2 id="candidates" className="font-semibold">
                {t('candidates')}
              </h2>
              <FoundPatients study={study} rows={candidates} action={choose} />
            </section>
          )}
          <RegisterSearch study={study} label={t('search')} action={choose} />
        </>
      )}
    </div>
  )
}
