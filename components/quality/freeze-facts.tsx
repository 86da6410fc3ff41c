'use client'

import { useTranslations } from 'next-intl'
import { useInstantText } from '@/components/registry/use-instant-text'
import { FreezeFile } from './freeze-file'
import { Freshness, type FreezeLine } from './freeze-list'

/** By what a frozen data set is known: when, by whom, of what, and its hash. */
export function FreezeFacts({
  study,
  freeze,
  mayTake,
}: {
  study: string
  freeze: FreezeLine
  mayTake: boolean
}) {
  const t = useTranslations('freezes')
  const extracts = useTranslations('extracts')
  const instant = useInstantText()
  const facts = [
    [t('when'), `${instant(freeze.createdAt)} · ${freeze.madeBy}`],
    [t('what'), `${t(`grains.${freeze.grain}`)} · ${extracts(`dateOptions.${freeze.dates}`)}`],
    [t('size'), t('rowsColumns', { rows: freeze.rows, columns: freeze.columns })],
    [t('protocol'), String(freeze.protocolVersion)],
    ['SHA-256', freeze.sha256],
  ] as const
  return (
    <section className="grid gap-3">
      <div className="flex flex-wrap items-center gap-3">
        <Freshness stale={freeze.stale} />
        {mayTake && <FreezeFile study={study} freeze={freeze} />}
      </div>
      <dl className="grid grid-cols-[max-content_minmax(0,1fr)] gap-x-4 gap-y-1">
        {facts.map(([name, value]) => (
          <div key={name} className="contents">
            <dt className="text-dim">{name}</dt>
            <dd className="break-all">{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  )
}
