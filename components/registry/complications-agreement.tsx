import { useTranslations } from 'next-intl'
import { formatInterval, formatNumber, formatPercent } from '@/lib/i18n/format-number'

export interface AgreementLine {
  readonly pairs: number
  readonly agreed: number
  readonly disputed: number
  readonly categories: readonly string[]
  readonly table: readonly (readonly number[])[]
  readonly kappa: number | null
  readonly ci: readonly [number, number] | null
}

/** How far the two readers say the same, beyond chance. */
export function ComplicationsAgreement({ agreement }: { agreement: AgreementLine }) {
  const t = useTranslations('complications.agreement')
  const { pairs, agreed, disputed, categories, table, kappa, ci } = agreement
  if (pairs === 0) return null
  return (
    <section aria-label={t('title')} className="grid gap-2 border-t border-line pt-4">
      <h2 className="text-base font-semibold">{t('title')}</h2>
      <p>
        {t('pairs', { pairs })} · {t('agreed', { agreed, pairs })} ({formatPercent((100 * agreed) / pairs)})
        {disputed > 0 && ` · ${t('disputed', { disputed })}`} ·{' '}
        {kappa === null ? (
          t('noKappa')
        ) : (
          <>
            {t('kappa')} <i>κ</i> = {formatNumber(kappa, 2)}
            {ci && ` (95 % CI ${formatInterval(ci[0], ci[1], 2)})`}
          </>
        )}
      </p>
      <table className="w-fit border-collapse text-right tabular-nums">
        <caption className="sr-only">{t('title')}</caption>
        <thead>
          <tr className="border-b border-edge">
            <th scope="col" className="py-1 pr-4 text-left font-medium">
              {t('readers')}
            </th>
            {categories.map((name) => (
              <th key={name} scope="col" className="px-3 py-1 font-medium">
                {t(`categories.${name}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {categories.map((name, i) => (
            <tr key={name} className="border-b border-line">
              <th scope="row" className="py-1 pr-4 text-left font-normal">
                {t(`categories.${name}`)}
              </th>
              {(table[i] ?? []).map((count, j) => (
                <td key={j} className="px-3 py-1">
                  {count}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
