'use client'

import { useMemo, useRef } from 'react'
import { useLocale, useTranslations } from 'next-intl'
import { reviveInstrument } from '@/lib/codebook/calculate'
import type { CalculatedItem } from '@/lib/codebook/item'
import type { InstrumentJson } from '@/lib/codebook/json'
import { textOf, type Locale } from '@/lib/i18n/locale'
import { ItemList } from '@/components/entry/item-list'
import { ScorePanel } from '@/components/entry/score-panel'
import { useEntry } from '@/components/entry/use-entry'
import { viewOfNobody } from '@/components/entry/view-of-nobody'
import { Button } from '@/components/ui/button'
import { FieldGrid } from '@/components/ui/field'

/** The entry form itself over nobody: it asks, checks and reckons as it will at a visit, and keeps nothing. */
export function FormPreview({ definition, today }: { definition: InstrumentJson; today: string }) {
  const locale = useLocale() as Locale
  const t = useTranslations('forms')
  const instrument = useMemo(() => reviveInstrument(definition), [definition])
  const view = useMemo(() => viewOfNobody(definition.id, today), [definition.id, today])
  const form = useRef<HTMLFormElement>(null)
  const entry = useEntry(view, instrument)
  const scores = instrument.items.filter(
    (item): item is CalculatedItem => item.kind === 'calculated' && entry.reading.visible.has(item.name),
  )
  return (
    <section
      aria-label={t('preview')}
      className="grid min-w-0 content-start gap-3 rounded border border-line p-3"
    >
      <div className="flex flex-wrap items-baseline justify-between gap-2">
        <h2 className="text-xs font-medium text-dim">{t('preview')}</h2>
        <Button small look="quiet" onClick={entry.reset}>
          {t('previewClear')}
        </Button>
      </div>
      <form
        ref={form}
        key={entry.epoch}
        noValidate
        aria-label={textOf(instrument.title, locale)}
        className="grid min-w-0 gap-3"
        onChange={entry.handleInput}
        onBlur={({ target }) => {
          if ('name' in target && typeof target.name === 'string') entry.leave(target.name)
        }}
        onSubmit={(event) => event.preventDefault()}
      >
        <h3 className="text-base font-semibold">{textOf(instrument.title, locale)}</h3>
        <FieldGrid>
          <ItemList
            view={view}
            instrument={instrument}
            entry={entry}
            form={form}
            previousVisit=""
            onQuery={null}
          />
        </FieldGrid>
      </form>
      {scores.length > 0 && (
        <ScorePanel
          instrument={instrument}
          items={scores}
          values={entry.reading.values}
          scores={entry.reading.scores}
          previous={null}
          previousVisit=""
        />
      )}
      <p className="text-xs text-dim" role="status">
        {t('previewLacking', { count: entry.reading.lacking.length })}
      </p>
    </section>
  )
}
