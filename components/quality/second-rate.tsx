'use client'

import { useTranslations } from 'next-intl'
import { formatPercent } from '@/lib/i18n/format-number'
import { Share } from './tables'
import type { SecondView } from './view'

/** Error rate of entry: items that two people typed differently, of the items compared, with its interval. */
export function SecondRate({ second }: { second: SecondView }) {
  const t = useTranslations('quality')
  const { wanted, agreed, differs, resolved, noSource, compared, differing, interval } = second
  const chosen = wanted + agreed + differs + resolved + noSource
  const percent = (share: number) => formatPercent(100 * share, 2)
  const facts = [
    [t('typedTwice'), <Share key="typed" n={agreed + differs + resolved} of={chosen} />],
    [t('waitsToBeTyped'), <Share key="wanted" n={wanted} of={chosen} />],
    [t('noSource'), <Share key="source" n={noSource} of={chosen} />],
    [t('waitsToBeResolved'), <Share key="differs" n={differs} of={differs + resolved} />],
    [t('itemsDiffer'), `${differing}/${compared}`],
  ] as const
  return (
    <section className="grid gap-2">
      <h2 className="text-base font-semibold">{t('second')}</h2>
      <p className="max-w-prose text-xs text-dim">{t('secondAbout')}</p>
      {interval && (
        <p>
          <strong>{t('errorRate', { rate: percent(differing / compared) })}</strong>{' '}
          <span className="text-dim">
            {t('interval', { low: percent(interval[0]), high: percent(interval[1]) })}
          </span>
        </p>
      )}
      <dl className="grid w-max grid-cols-[auto_auto] gap-x-6 gap-y-1">
        {facts.map(([name, value]) => (
          <div key={name} className="contents">
            <dt className="text-dim">{name}</dt>
            <dd className="text-right">{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  )
}
