'use client'

import { useState } from 'react'
import { useLocale, useTranslations } from 'next-intl'
import type { Instrument, Item } from '@/lib/codebook/item'
import { parseTyped } from '@/lib/codebook/values'
import { formatInstant } from '@/lib/i18n/format-date'
import { textOf, type Locale } from '@/lib/i18n/locale'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { listDifferences, type Side } from './merge'
import { showValue } from './show-value'
import { asMissingReason, missingKey, reasonKey, type Texts } from './texts'
import type { StoredView } from './view'

export interface Conflict {
  /** What was met: a save of somebody else, or an entry newer than the draft. */
  readonly kind: 'save' | 'draft'
  readonly current: StoredView
  /** What mine began from; null when it is not known any more. */
  readonly base: Texts | null
  readonly mine: Texts
  readonly theirs: Texts
}

interface ConflictDialogProps {
  conflict: Conflict
  instrument: Instrument
  today: string
  timeZone: string
  onClose: () => void
  onChosen: (choices: Readonly<Record<string, Side>>) => void
}

/** Both values of every field that differs, side by side; nothing is saved before each is chosen. */
export function ConflictDialog(props: ConflictDialogProps) {
  const { conflict, instrument, today, timeZone, onClose, onChosen } = props
  const locale = useLocale() as Locale
  const t = useTranslations('entry.conflict')
  const missingText = useTranslations('missing')
  const { current, kind, base, mine, theirs } = conflict
  const [differences] = useState(() => listDifferences(instrument, base, mine, theirs))
  const [choices, setChoices] = useState<Readonly<Record<string, Side>>>(() =>
    Object.fromEntries(differences.flatMap(({ item, proposed }) => (proposed ? [[item, proposed]] : []))),
  )
  const open = differences.filter(({ item }) => !choices[item]).length
  const chooseAll = (side: Side) =>
    setChoices(Object.fromEntries(differences.map(({ item }) => [item, side])))

  function show(item: Item, texts: Texts): string {
    const reason = asMissingReason(texts[missingKey(item.name)])
    if (reason) return missingText(reason)
    const text = texts[item.name] ?? ''
    const parsed = parseTyped(item, text, { today })
    if (!parsed.ok) return text
    const value = parsed.value === null ? '–' : showValue(item, parsed.value, locale, missingText)
    const why = texts[reasonKey(item.name)]
    return why ? `${value} (${why})` : value
  }

  return (
    <Dialog
      open
      wide
      onClose={onClose}
      title={kind === 'save' ? t('title') : t('titleDraft')}
      actions={
        <>
          <Button onClick={onClose}>{t('later')}</Button>
          <Button look="primary" disabled={open > 0} onClick={() => onChosen(choices)}>
            {kind === 'save' ? t('save') : t('goOn')}
          </Button>
        </>
      }
    >
      <div className="grid gap-3">
        <p>
          {t('who', {
            name: current.savedByName ?? '–',
            time: formatInstant(current.savedAt, timeZone),
          })}
        </p>
        <div className="flex flex-wrap gap-2">
          <Button small onClick={() => chooseAll('mine')}>
            {t('allMine')}
          </Button>
          <Button small onClick={() => chooseAll('theirs')}>
            {t('allTheirs')}
          </Button>
          <span role="status" className="self-center text-xs text-dim">
            {t('open', { count: open })}
          </span>
        </div>
        {differences.length === 0 && <p>{t('same')}</p>}
        {differences.map(({ item: name }) => {
          const item = instrument.items.find((one) => one.name === name)
          if (!item) return null
          return (
            <fieldset key={name} className="grid gap-2 border-t border-line pt-2 sm:grid-cols-2">
              <legend className="font-medium">{textOf(item.label, locale)}</legend>
              {(['mine', 'theirs'] as const).map((side) => (
                <label
                  key={side}
                  className="flex min-h-control items-baseline gap-2 rounded px-2 py-1 has-checked:bg-accent-soft"
                >
                  <input
                    type="radio"
                    name={`conflict:${name}`}
                    checked={choices[name] === side}
                    onChange={() => setChoices({ ...choices, [name]: side })}
                  />
                  <span>
                    <span className="text-xs text-dim">{t(side)} </span>
                    {show(item, side === 'mine' ? mine : theirs)}
                  </span>
                </label>
              ))}
            </fieldset>
          )
        })}
      </div>
    </Dialog>
  )
}
