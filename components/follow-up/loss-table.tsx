import { useTranslations } from 'next-intl'
import { sayAnswer } from '@/components/contacts/words'
import type { StudyLabels } from '@/components/registry/study-labels'
import type { Locale } from '@/lib/i18n/locale'
import { FATES, type FateView, type ReasonView } from './view'

interface LossTableProps {
  fates: readonly FateView[]
  reasons: readonly ReasonView[]
  labels: StudyLabels
  locale: Locale
}

const HEAD = 'h-row border-y border-line bg-well px-2 text-xs font-medium whitespace-nowrap text-dim'
const CELL = 'border-b border-line px-2 py-1.5 text-right'

/** Where everybody is at each visit, and what the last attempt said of those who did not come. */
export function LossTable({ fates, reasons, labels, locale }: LossTableProps) {
  const t = useTranslations('followUp')
  const visits = [...new Set(fates.map(({ visit }) => visit))]
  const count = (visit: string, fate?: string) =>
    fates
      .filter((one) => one.visit === visit && (fate === undefined || one.fate === fate))
      .reduce((sum, one) => sum + one.count, 0)
  return (
    <section className="grid gap-2">
      <h2 className="text-base font-semibold">{t('loss.title')}</h2>
      <p className="text-xs text-dim">{t('loss.about')}</p>
      <div
        className="scroll-hint relative overflow-x-auto"
        tabIndex={0}
        role="region"
        aria-label={t('loss.title')}
      >
        <table className="border-separate border-spacing-0">
          <thead>
            <tr>
              <th scope="col" className={`${HEAD} text-left`}>
                {t('loss.visit')}
              </th>
              {FATES.map((fate) => (
                <th key={fate} scope="col" className={`${HEAD} text-right`}>
                  {t(`fate.${fate}`)}
                </th>
              ))}
              <th scope="col" className={`${HEAD} text-right`}>
                {t('loss.all')}
              </th>
              <th scope="col" className={`${HEAD} text-left`}>
                {t('loss.reasons')}
              </th>
            </tr>
          </thead>
          <tbody>
            {visits.map((visit) => (
              <tr key={visit}>
                <th
                  scope="row"
                  className="border-b border-line px-2 py-1.5 text-left font-medium whitespace-nowrap"
                >
                  {labels.visits[visit] ?? visit}
                </th>
                {FATES.map((fate) => (
                  <td key={fate} className={CELL}>
                    {count(visit, fate) || <span className="text-dim">0</span>}
                  </td>
                ))}
                <td className={CELL}>{count(visit)}</td>
                <td className="min-w-48 border-b border-line px-2 py-1.5 text-xs">
                  {sumReasons(reasons, visit)
                    .map(([word, n]) =>
                      t('loss.reason', {
                        word: word === null ? t('loss.untried') : sayWord(word, locale),
                        count: n,
                      }),
                    )
                    .join(' · ')}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  )
}

function sumReasons(reasons: readonly ReasonView[], visit: string): [string | null, number][] {
  const sums = new Map<string | null, number>()
  for (const { word, count } of reasons.filter((one) => one.visit === visit))
    sums.set(word, (sums.get(word) ?? 0) + count)
  return [...sums].sort((a, b) => b[1] - a[1])
}

/** Why nobody was reached, or what came of it: both are words of the contact form. */
function sayWord(word: string, locale: Locale): string {
  const failure = sayAnswer('contact_failure', word, locale)
  return failure === word ? sayAnswer('contact_outcome', word, locale) : failure
}
