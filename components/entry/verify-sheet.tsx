'use client'

import { useState } from 'react'
import { useRouter } from 'next/navigation'
import { useLocale, useTranslations } from 'next-intl'
import { visibleItems } from '@/lib/codebook/visibility'
import type { Instrument, Item } from '@/lib/codebook/item'
import { textOf, type Locale } from '@/lib/i18n/locale'
import { Button } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { PageBody, PageHeader } from '@/components/registry/shell-header'
import { ActProblem } from './act-problem'
import { FindingList } from './finding-list'
import { FormTabs } from './form-tabs'
import { PatientTitle, VisitLine } from './head'
import type { AskedForm } from './next-form'
import { QueryDialog } from './query-dialog'
import { QueryMark } from './query-mark'
import { RecordBar } from './record-bar'
import { showValue } from './show-value'
import { stateOf, TickMark, VerificationLine } from './source-ticks'
import { useAct } from './use-act'
import type { EntryView } from './view'

interface VerifySheetProps {
  view: EntryView
  instrument: Instrument
  asked: readonly AskedForm[]
  label: string
  nameVisit: (code: string) => string
}

/** The form as it is read by somebody who does not enter: values, ticks against the source, queries. */
export function VerifySheet({ view, instrument, asked, label, nameVisit }: VerifySheetProps) {
  const locale = useLocale() as Locale
  const t = useTranslations('verify')
  const entryText = useTranslations('entry')
  const missing = useTranslations('missing')
  const router = useRouter()
  const [queried, setQueried] = useState<{ readonly item: string | null } | null>(null)
  const { act, busy, problem } = useAct(() => router.refresh())
  const { entry, entryId } = view
  const level = view.place.visitId === null ? '' : view.place.repeatKey
  const visible = entry ? visibleItems(instrument, entry.values) : new Set<string>()
  const items = instrument.items.filter(({ kind, name }) => kind !== 'calculated' && visible.has(name))

  function tick(names: readonly string[] | null) {
    if (!entry || !entryId || busy) return
    const body = { entryId, version: entry.version, items: names }
    void act({ method: 'POST', path: `/studies/${view.study}/verifications`, body }, t('done'))
  }
  function show(item: Item): string {
    const value = entry?.values[item.name]
    if (value === undefined) return t('notEntered')
    const unit = item.unit ? ` ${item.unit}` : ''
    return showValue(item, value, locale, missing) + (typeof value === 'object' ? '' : unit)
  }

  return (
    <>
      <PageHeader
        title={<PatientTitle patient={view.patient} arm={view.armLabel} />}
        subtitle={<VisitLine study={view.study} patient={view.patient} visit={view.visit} label={label} />}
      />
      <PageBody>
        <FormTabs view={view} asked={asked} />
        <RecordBar
          view={view}
          visit={view.visit}
          instrument={instrument}
          label={label}
          nameVisit={nameVisit}
          dirty={false}
          onQuery={() => setQueried({ item: null })}
        />
        <FindingList view={view} onOpen={(item) => setQueried({ item })} />
        <section aria-label={textOf(instrument.title, locale)} className="grid max-w-240 gap-3">
          <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
            <h2 className="text-base font-semibold">
              {textOf(instrument.title, locale)}
              {level && ` · ${level}`}
            </h2>
            {entry && view.may.verify && (
              <Button look="primary" busy={busy} onClick={() => tick(null)}>
                {t('whole')}
              </Button>
            )}
          </div>
          <VerificationLine view={view} instrument={instrument} />
          <ActProblem problem={problem} />
          {!entry && <EmptyState title={t('empty')} />}
          {entry && (
            <table className="w-full">
              <caption className="sr-only">{t('values')}</caption>
              <thead>
                <tr className="border-b border-line text-left text-xs text-dim">
                  <th scope="col" className="py-1 pr-4 font-normal">
                    {t('item')}
                  </th>
                  <th scope="col" className="py-1 pr-4 font-normal">
                    {t('value')}
                  </th>
                  <th scope="col" className="py-1 font-normal">
                    {t('source')}
                  </th>
                </tr>
              </thead>
              <tbody>
                {items.map((item) => {
                  const state = stateOf(view.ticks, item.name)
                  const name = textOf(item.label, locale)
                  return (
                    <tr key={item.name} className="group/control border-b border-line">
                      <th scope="row" className="py-1 pr-4 text-left font-normal">
                        {name}
                      </th>
                      <td className="py-1 pr-4 break-words">{show(item)}</td>
                      <td className="py-1">
                        <span className="flex flex-wrap items-center gap-2">
                          <TickMark state={state} />
                          {view.may.verify && state !== 'verified' && (
                            <Button
                              small
                              aria-label={t('tickOf', { item: name })}
                              onClick={() => tick([item.name])}
                            >
                              {t('tick')}
                            </Button>
                          )}
                          <QueryMark
                            label={name}
                            queries={view.queries.filter((query) => query.item === item.name)}
                            onOpen={() => setQueried({ item: item.name })}
                          />
                        </span>
                      </td>
                    </tr>
                  )
                })}
              </tbody>
            </table>
          )}
          <p className="text-xs text-dim">{entryText('readOnly')}</p>
        </section>
      </PageBody>
      {queried && entryId && (
        <QueryDialog
          view={view}
          entryId={entryId}
          instrument={instrument}
          item={queried.item}
          onClose={() => setQueried(null)}
        />
      )}
    </>
  )
}
