import { useTranslations } from 'next-intl'
import { showValue } from '@/components/entry/show-value'
import { Shape } from '@/components/ui/shape'
import type { ItemValue } from '@/lib/codebook/item'
import { findInstrument } from '@/lib/instruments/shelf'
import { formatDate } from '@/lib/i18n/format-date'
import { textOf } from '@/lib/i18n/locale'
import type { StudyLabels } from './study-labels'
import { usePageLocale } from './use-page-locale'

export interface EvidenceValueLine {
  readonly instrument: string
  readonly instrumentVersion: number
  readonly item: string
  readonly repeatKey: string
  readonly visit: string | null
  readonly value: ItemValue
  readonly isGround: boolean
}

interface ComplicationValuesProps {
  labels: StudyLabels
  visits: readonly { code: string; day: number | null; doneOn: string | null; before: boolean }[]
  values: readonly EvidenceValueLine[]
}

/** What a judgement rests on: forms and their items down, visits with day and date across. */
export function ComplicationValues({ labels, visits, values }: ComplicationValuesProps) {
  const t = useTranslations('complications.values')
  if (values.length === 0) return <p className="text-dim">{t('none')}</p>
  const shown = visits.filter(({ code }) => values.some(({ visit }) => visit === code))
  const hasLoose = values.some(({ visit }) => visit === null)
  const forms = [...new Set(values.map(({ instrument }) => instrument))]
  return (
    <div className="overflow-x-auto" tabIndex={0} role="group" aria-label={t('title')}>
      <table className="w-full border-collapse text-left">
        <caption className="sr-only">{t('title')}</caption>
        <thead>
          <tr className="border-b border-edge align-bottom">
            <th scope="col" className="sticky left-0 min-w-32 bg-paper py-1 pr-3 font-medium md:min-w-56">
              {t('item')}
            </th>
            {shown.map(({ code, day, doneOn }) => (
              <th key={code} scope="col" className="px-3 py-1 text-right font-medium whitespace-nowrap">
                {labels.shortVisits[code] ?? code}
                {day !== null && <div className="text-xs font-normal text-dim">{t('day', { day })}</div>}
                {doneOn && <div className="text-xs font-normal text-dim">{formatDate(doneOn)}</div>}
              </th>
            ))}
            {hasLoose && (
              <th scope="col" className="px-3 py-1 text-right font-medium">
                {t('noVisit')}
              </th>
            )}
          </tr>
        </thead>
        {forms.map((form) => (
          <FormRows
            key={form}
            values={values.filter(({ instrument }) => instrument === form)}
            columns={[...shown.map(({ code }) => code), ...(hasLoose ? [null] : [])]}
          />
        ))}
      </table>
      <p className="mt-1 flex items-center gap-1.5 text-xs text-dim">
        <Shape tone="open" className="size-2.5" /> {t('ground')}
      </p>
    </div>
  )
}

interface FormRowsProps {
  values: readonly EvidenceValueLine[]
  columns: readonly (string | null)[]
}

function FormRows({ values, columns }: FormRowsProps) {
  const t = useTranslations('complications.values')
  const locale = usePageLocale()
  const [first] = values
  const instrument = first && findInstrument(first.instrument, first.instrumentVersion)
  const rows = [...new Map(values.map((one) => [`${one.item} ${one.repeatKey}`, one])).values()]
  return (
    <tbody>
      <tr className="border-b border-line bg-well">
        <th scope="rowgroup" colSpan={columns.length + 1} className="py-1 pr-3 text-xs font-semibold">
          {instrument ? textOf(instrument.title, locale) : first?.instrument}
        </th>
      </tr>
      {rows.map(({ item: name, repeatKey, instrumentVersion, instrument: form }) => {
        const item = findInstrument(form, instrumentVersion)?.items.find((one) => one.name === name)
        return (
          <tr key={`${name} ${repeatKey}`} className="border-b border-line">
            <th scope="row" className="sticky left-0 bg-paper py-1 pr-3 font-normal">
              {item ? textOf(item.label, locale) : name}
              {repeatKey && <span className="text-dim"> {repeatKey}</span>}
              {item?.unit && <span className="text-xs text-dim"> {item.unit}</span>}
            </th>
            {columns.map((visit) => (
              <td key={visit ?? ''} className="px-3 py-1 text-right align-top tabular-nums">
                {values
                  .filter((one) => one.visit === visit && one.item === name && one.repeatKey === repeatKey)
                  .map((one, index) => (
                    <div key={index} className={one.isGround ? 'font-semibold' : undefined}>
                      {one.isGround && <Shape tone="open" className="mr-1 size-2" />}
                      {item
                        ? showValue(item, one.value, locale, (reason) => t(`missing.${reason}`))
                        : String(one.value)}
                    </div>
                  ))}
              </td>
            ))}
          </tr>
        )
      })}
    </tbody>
  )
}
