'use client'

import { useEffect, useState } from 'react'
import { useLocale, useTranslations } from 'next-intl'
import type { Instrument, ItemValue } from '@/lib/codebook/item'
import { formatInstant } from '@/lib/i18n/format-date'
import { textOf, type Locale } from '@/lib/i18n/locale'
import { readApi, type ApiProblem } from '@/components/ui/client-api'
import { Dialog } from '@/components/ui/dialog'
import { ActProblem } from './act-problem'
import { showValue } from './show-value'

interface PlaceName {
  readonly patientCode: string | null
  readonly visitCode: string | null
  readonly repeatKey: string
}

interface Version {
  readonly version: number
  readonly at: string
  readonly by: string
  readonly verb: string
  readonly reason: string | null
  readonly changes: readonly {
    readonly item: string
    readonly before: ItemValue | null
    readonly after: ItemValue | null
    readonly reason: string | null
  }[]
  readonly moved: { readonly from: PlaceName; readonly to: PlaceName } | null
}

interface HistoryDialogProps {
  study: string
  entryId: string
  instrument: Instrument
  timeZone: string
  nameVisit: (code: string) => string
  onClose: () => void
}

/** Every version of a form: when, who, why, and each value before and after, in the words of the form. */
export function HistoryDialog(props: HistoryDialogProps) {
  const { study, entryId, instrument, timeZone, nameVisit, onClose } = props
  const locale = useLocale() as Locale
  const t = useTranslations('correct.history')
  const verbs = useTranslations('verbs')
  const [versions, setVersions] = useState<readonly Version[] | null>(null)
  const [problem, setProblem] = useState<ApiProblem | null>(null)
  useEffect(() => {
    let current = true
    void readApi<{ versions: Version[] }>(`/studies/${study}/entries/${entryId}/history`).then((result) => {
      if (!current) return
      if (result.ok) setVersions(result.data.versions)
      else setProblem(result.problem)
    })
    return () => {
      current = false
    }
  }, [study, entryId])

  const placeOf = ({ patientCode, visitCode, repeatKey }: PlaceName) =>
    [patientCode ?? '–', visitCode && nameVisit(visitCode), repeatKey].filter(Boolean).join(' · ')

  return (
    <Dialog open wide onClose={onClose} title={t('of', { form: textOf(instrument.title, locale) })}>
      <ActProblem problem={problem} />
      {!versions && !problem && <p role="status">{t('loading')}</p>}
      <ol className="grid gap-4">
        {versions?.map((one) => (
          <li key={`${one.version} ${one.at}`} className="grid gap-1 border-b border-line pb-3 last:border-0">
            <h3 className="flex flex-wrap items-baseline gap-x-3 font-semibold">
              {t('version', { version: one.version })}
              <span className="font-normal">
                {one.by} · {formatInstant(one.at, timeZone)}
              </span>
              <span className="text-xs font-normal text-dim">
                {verbs.has(one.verb) ? verbs(one.verb) : one.verb}
              </span>
            </h3>
            {one.reason && <p>{t('reason', { reason: one.reason })}</p>}
            {one.moved && <p>{t('moved', { from: placeOf(one.moved.from), to: placeOf(one.moved.to) })}</p>}
            {one.changes.length === 0 && !one.moved && <p className="text-dim">{t('noChange')}</p>}
            {one.changes.length > 0 && (
              <Changes changes={one.changes} instrument={instrument} first={one.version === 1} />
            )}
          </li>
        ))}
      </ol>
    </Dialog>
  )
}

interface ChangesProps {
  changes: Version['changes']
  instrument: Instrument
  first: boolean
}

function Changes({ changes, instrument, first }: ChangesProps) {
  const locale = useLocale() as Locale
  const t = useTranslations('correct.history')
  const missing = useTranslations('missing')
  const items = instrument.items.filter(({ name }) => changes.some((change) => change.item === name))
  return (
    <div className="overflow-x-auto">
      <table className="w-full text-left">
        <thead className="text-xs text-dim">
          <tr>
            <th scope="col" className="py-1 pr-4 font-normal">
              {t('item')}
            </th>
            {!first && (
              <th scope="col" className="py-1 pr-4 font-normal">
                {t('before')}
              </th>
            )}
            <th scope="col" className="py-1 font-normal">
              {t('after')}
            </th>
          </tr>
        </thead>
        <tbody>
          {items.map((item) => {
            const change = changes.find((one) => one.item === item.name)
            const show = (value: ItemValue | null | undefined) =>
              value === null || value === undefined ? '–' : showValue(item, value, locale, missing)
            return (
              <tr key={item.name} className="align-baseline">
                <th scope="row" className="py-0.5 pr-4 font-normal">
                  {textOf(item.label, locale)}
                </th>
                {!first && <td className="py-0.5 pr-4 text-dim line-through">{show(change?.before)}</td>}
                <td className="py-0.5">
                  {show(change?.after)}
                  {change?.reason && <span className="ml-2 text-xs text-dim">{change.reason}</span>}
                </td>
              </tr>
            )
          })}
        </tbody>
      </table>
    </div>
  )
}
