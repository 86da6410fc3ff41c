import Link from 'next/link'
import { useTranslations } from 'next-intl'
import type { LostRow, LostSide } from '@/lib/analysis/compare-lost'
import { formatMeanSd, formatNumber, formatPercent } from '@/lib/i18n/format-number'
import { textOf, type Locale } from '@/lib/i18n/locale'

export interface LostPanelView {
  readonly visit: string
  readonly came: number
  readonly rest: number
  readonly rows: readonly LostRow[]
}

interface LostPanelProps {
  slug: string
  panel: LostPanelView
  visits: readonly { value: string; label: string }[]
  locale: Locale
}

const HEAD = 'h-row border-y border-line bg-well px-2 text-xs font-medium whitespace-nowrap text-dim'
const CELL = 'border-b border-line px-2 py-1 text-right whitespace-nowrap'
/** What is commonly called imbalance between groups. */
const IMBALANCE = 0.1

/** Would the loss change what is compared? Those who came against the rest, at baseline. */
export function LostPanel({ slug, panel, visits, locale }: LostPanelProps) {
  const t = useTranslations('followUp.compare')
  return (
    <section className="grid gap-2">
      <h2 className="text-base font-semibold">{t('title')}</h2>
      <p className="max-w-4xl text-xs text-dim">{t('about')}</p>
      <nav aria-label={t('choose')} className="no-print flex flex-wrap gap-x-4 gap-y-1">
        {visits.map(({ value, label }) => (
          <Link
            key={value}
            href={`/${slug}/follow-up?visit=${value}`}
            prefetch={false}
            scroll={false}
            aria-current={value === panel.visit ? 'true' : undefined}
            className={value === panel.visit ? 'font-semibold text-ink no-underline' : 'text-accent'}
          >
            {label}
          </Link>
        ))}
      </nav>
      {panel.rest === 0 ? (
        <p>{t('nobody')}</p>
      ) : panel.rows.length === 0 ? (
        <p>{t('none')}</p>
      ) : (
        <div
          className="scroll-hint relative overflow-x-auto"
          tabIndex={0}
          role="region"
          aria-label={t('title')}
        >
          <table className="border-separate border-spacing-0">
            <thead>
              <tr>
                <th scope="col" className={`${HEAD} text-left`}>
                  {t('variable')}
                </th>
                <th scope="col" className={`${HEAD} text-right`}>
                  {t('came', { n: panel.came })}
                </th>
                <th scope="col" className={`${HEAD} text-right`}>
                  {t('rest', { n: panel.rest })}
                </th>
                <th scope="col" className={`${HEAD} text-right`}>
                  SMD
                </th>
              </tr>
            </thead>
            <tbody>
              {panel.rows.map((row) => (
                <Row key={row.variable.name} row={row} locale={locale} />
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  )
}

function Row({ row, locale }: { row: LostRow; locale: Locale }) {
  const t = useTranslations('followUp.compare')
  const { variable, levels, came, rest, smd } = row
  const far = smd !== null && Math.abs(smd) > IMBALANCE
  const show = (side: LostSide) => (
    <>
      {levels.length === 0 ? showMean(side, variable.decimals) : side.n}
      {side.missing > 0 && <span className="text-xs text-dim"> · {t('missing', { n: side.missing })}</span>}
    </>
  )
  return (
    <>
      <tr>
        <th scope="row" className="border-b border-line px-2 py-1 text-left font-medium">
          {textOf(variable.label, locale)}{' '}
          {variable.unit && <span className="text-dim">{variable.unit}</span>}
        </th>
        <td className={CELL}>{show(came)}</td>
        <td className={CELL}>{show(rest)}</td>
        <td className={`${CELL} ${far ? 'font-semibold' : ''}`}>
          {smd === null ? '–' : formatNumber(smd, 2)}
          {far && <span className="ml-1 text-xs text-late">▲ {t('mark')}</span>}
        </td>
      </tr>
      {levels.map(({ code, label }, at) =>
        (came.counts[at] ?? 0) + (rest.counts[at] ?? 0) === 0 ? null : (
          <tr key={code}>
            <th scope="row" className="border-b border-line py-1 pr-2 pl-6 text-left font-normal">
              {textOf(label, locale)}
            </th>
            <td className={CELL}>{showShare(came, at)}</td>
            <td className={CELL}>{showShare(rest, at)}</td>
            <td className={CELL} />
          </tr>
        ),
      )}
    </>
  )
}

function showMean({ n, mean, sd }: LostSide, decimals = 1): string {
  if (mean === null) return '–'
  const spread = sd === null ? formatNumber(mean, decimals + 1) : formatMeanSd(mean, sd, decimals + 1)
  return `${spread} (n = ${n})`
}

function showShare({ n, counts }: LostSide, at: number): string {
  const count = counts[at] ?? 0
  return n === 0 ? '–' : `${count} (${formatPercent((100 * count) / n, 1)})`
}
