'use client'

import { useTimeZone, useTranslations } from 'next-intl'
import { Badge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { formatInstant } from '@/lib/i18n/format-date'
import type { SavedComparison } from './saved-comparison'
import { saveText } from './save-text'

interface ReceiptProps {
  saved: SavedComparison
  study: string
  /** Each condition of the population, in words. */
  conditions: readonly string[]
  /** The tables as a file. */
  tableCsv: () => string
}

/** What made the result: with plan, data and engine of these marks anyone gets the same numbers. */
export function Receipt({ saved, study, conditions, tableCsv }: ReceiptProps) {
  const t = useTranslations('compare')
  const rules = useTranslations('analysis.rules')
  const zone = useTimeZone() ?? 'UTC'
  const { plan, result, planHash, datasetHash, engine, createdAt, dataChanged } = saved
  const name = `${study}-${planHash.slice(0, 8)}`
  const lines = [
    [
      'time',
      <time key="time" dateTime={createdAt}>
        {formatInstant(createdAt, zone)}
        {dataChanged && <Badge tone="late">{t('dataChanged')}</Badge>}
      </time>,
    ],
    ['rule', rules(plan.rule)],
    [
      'patients',
      t('patientsLine', { n: result.n, excluded: result.excluded.filtered + result.excluded.noGroup }),
    ],
    ...conditions.map((condition) => ['conditions', condition] as const),
    ['engine', engine],
    ['planHash', <Hash key="plan" value={planHash} />],
    ['datasetHash', <Hash key="data" value={datasetHash} />],
  ] as const
  return (
    <section aria-labelledby="receipt" className="grid gap-3 rounded bg-well p-4">
      <h2 id="receipt" className="font-semibold">
        {t('receipt')}
      </h2>
      <dl className="grid gap-2 text-xs">
        {lines.map(([key, value], at) => (
          <div key={at}>
            <dt className="text-dim">{t(`receiptLines.${key}`)}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <div className="no-print flex flex-wrap gap-2">
        <Button small onClick={() => saveText(tableCsv(), `${name}-table.csv`, 'text/csv;charset=utf-8')}>
          {t('tableCsv')}
        </Button>
        <Button
          small
          onClick={() => saveText(JSON.stringify(plan, null, 2), `${name}-plan.json`, 'application/json')}
        >
          {t('planJson')}
        </Button>
      </div>
    </section>
  )
}

function Hash({ value }: { value: string }) {
  return <span className="break-all">{value}</span>
}
