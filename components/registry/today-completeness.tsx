import { useTranslations } from 'next-intl'
import { formatPercent } from '@/lib/i18n/format-number'
import { Banner } from '@/components/ui/banner'
import { ENOUGH, type ArmsApart, type Completeness } from '@/lib/protocol/completeness'
import type { StudyLabels } from './study-labels'

export interface FollowUpReached {
  readonly rows: readonly Completeness[]
  /** Arms are hidden from whoever reads. */
  readonly pooled: boolean
  readonly apart: readonly ArmsApart[]
}

/** Follow-up reached, by visit and arm, in both forms, against the 80 % that journals ask for. */
export function CompletenessTable({ reached, labels }: { reached: FollowUpReached; labels: StudyLabels }) {
  const t = useTranslations('today.completeness')
  const { rows, pooled, apart } = reached
  if (rows.length === 0) return null
  const visits = [...new Set(rows.map(({ visit }) => visit))]
  const arms = Object.keys(labels.arms).filter((arm) => rows.some((row) => row.arm === arm))
  const others = [...new Set(rows.map(({ arm }) => arm))].filter((arm) => !arms.includes(arm))
  return (
    <section className="grid gap-2">
      <h2 className="text-base font-semibold">{t('title')}</h2>
      <p id="completeness-about" className="max-w-4xl text-xs text-dim">
        {t('about')} {pooled && t('hidden')}
      </p>
      {apart.length > 0 && (
        <Banner tone="late" title={t('apartTitle')}>
          <ul>
            {apart.map((one) => (
              <li key={one.visit}>{t('apart', sayApart(one, labels))}</li>
            ))}
          </ul>
        </Banner>
      )}
      <div
        className="scroll-hint relative overflow-x-auto"
        tabIndex={0}
        role="region"
        aria-label={t('title')}
      >
        <table aria-describedby="completeness-about" className="border-separate border-spacing-0">
          <thead>
            <tr>
              <th
                scope="col"
                className="border-y border-line bg-well px-2 text-left text-xs font-medium text-dim"
              >
                {t('arm')}
              </th>
              {visits.map((visit) => (
                <th
                  key={visit}
                  scope="col"
                  className="h-row border-y border-line bg-well px-2 text-left text-xs font-medium whitespace-nowrap text-dim"
                >
                  {labels.shortVisits[visit] ?? visit}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {[...arms, ...others].map((arm) => (
              <tr key={arm}>
                <th
                  scope="row"
                  className="sticky left-0 border-b border-line bg-paper px-2 text-left font-medium whitespace-nowrap"
                >
                  {arm === '' ? t('pooled') : (labels.arms[arm] ?? arm)}
                </th>
                {visits.map((visit) => {
                  const row = rows.find((one) => one.visit === visit && one.arm === arm)
                  return (
                    <td key={visit} className="border-b border-line px-2 py-1.5 whitespace-nowrap">
                      {row ? <Share row={row} /> : '–'}
                    </td>
                  )
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  )
}

function sayApart({ visit, high, low, points }: ArmsApart, labels: StudyLabels) {
  const share = ({ published }: Completeness) => formatPercent(100 * (published ?? 0))
  return {
    visit: labels.visits[visit] ?? visit,
    high: labels.arms[high.arm] ?? high.arm,
    highShare: share(high),
    highDone: high.expectedDone,
    highExpected: high.expected,
    low: labels.arms[low.arm] ?? low.arm,
    lowShare: share(low),
    lowDone: low.expectedDone,
    lowExpected: low.expected,
    points: Math.round(points),
  }
}

function Share({ row }: { row: Completeness }) {
  const t = useTranslations('today.completeness')
  const share = row.ofAlive ?? 0
  return (
    <div className="grid w-41 gap-0.5 whitespace-normal">
      <span className="flex items-end justify-between gap-2">
        <span>{t('alive', { done: row.doneAlive, alive: row.alive })}</span>
        <span className="whitespace-nowrap">
          {formatPercent(row.ofAlive === null ? null : 100 * row.ofAlive)}
        </span>
      </span>
      <svg aria-hidden="true" viewBox="0 0 100 6" preserveAspectRatio="none" className="h-1.5 w-full">
        <rect width="100" height="6" className="fill-line" />
        <rect width={100 * share} height="6" className={share >= ENOUGH ? 'fill-done' : 'fill-accent'} />
        <rect x={100 * ENOUGH - 0.5} width="1" height="6" className="fill-ink" />
      </svg>
      <span className="flex items-end justify-between gap-2 text-xs text-dim">
        <span>{t('expected', { done: row.expectedDone, expected: row.expected })}</span>
        <span className="whitespace-nowrap">
          {formatPercent(row.published === null ? null : 100 * row.published)}
        </span>
      </span>
    </div>
  )
}
