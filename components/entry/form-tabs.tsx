'use client'

import { memo, useEffect, useRef } from 'react'
import Link from 'next/link'
import { useLocale, useTranslations } from 'next-intl'
import type { Shelf } from '@/lib/instruments/shelf'
import { useShelf } from '@/components/forms/shelf-context'
import { textOf, type Locale } from '@/lib/i18n/locale'
import { joinClasses } from '@/components/ui/class-names'
import { Shape, type Tone } from '@/components/ui/shape'
import { formHref } from './places'
import { stateOfForm, type AskedForm, type FormState, type SavedForm } from './next-form'
import type { EntryView } from './view'

const TONES: Readonly<Record<FormState, Tone>> = { complete: 'done', begun: 'open', empty: 'idle' }

interface Tab {
  readonly key: string
  readonly href: string
  readonly words: string
  readonly state: FormState
  readonly current: boolean
}

interface FormTabsProps {
  view: EntryView
  asked: readonly AskedForm[]
}

/** The forms of this visit with how far each has come; under them the levels, when the form is asked by level. */
export const FormTabs = memo(function FormTabs({ view, asked }: FormTabsProps) {
  const locale = useLocale() as Locale
  const shelf = useShelf()
  const t = useTranslations('entry')
  const { place, saved } = view
  // A visit nobody planned asks for nothing: then every form is optional and none need say so.
  const optional = asked.some(({ required }) => required) ? t('optional') : ''
  const forms = asked.map((form): Tab => ({
    key: form.id,
    href: formHref(view, { id: form.id, repeatKey: '' }),
    words: wordsOf(shelf, view, form, locale, optional),
    state: stateOfForm(form, saved),
    current: form.id === place.instrument,
  }))
  const levels = view.repeatKeys.map((level): Tab => ({
    key: level,
    href: formHref(view, { id: place.instrument, repeatKey: level }),
    words: level,
    state: stateOfLevel(saved, place.instrument, level),
    current: level === place.repeatKey,
  }))
  return (
    <div className="grid gap-1">
      <TabRow label={t('forms')} tabs={forms} />
      {place.visitId !== null && levels.length > 0 && <TabRow label={t('levels')} tabs={levels} />}
      {place.repeatKey.startsWith('#') && <TabRow label={t('lines')} tabs={levels} />}
    </div>
  )
})

function wordsOf(shelf: Shelf, view: EntryView, form: AskedForm, locale: Locale, optional: string): string {
  const version = view.asked.find((one) => one.id === form.id)?.version ?? 1
  const title = textOf(shelf.get(form.id, version).short, locale)
  return form.required ? title : `${title}${optional}`
}

function stateOfLevel(saved: readonly SavedForm[], instrument: string, level: string): FormState {
  const one = saved.find((form) => form.instrument === instrument && form.repeatKey === level)
  return one === undefined ? 'empty' : one.complete ? 'complete' : 'begun'
}

function TabRow({ label, tabs }: { label: string; tabs: readonly Tab[] }) {
  const t = useTranslations('entry.formState')
  const row = useRef<HTMLElement>(null)
  // On a narrow screen the current form may lie outside the row.
  useEffect(() => {
    const current = row.current?.querySelector<HTMLElement>('[aria-current]')
    if (row.current && current) {
      row.current.scrollLeft = current.offsetLeft - (row.current.clientWidth - current.offsetWidth) / 2
    }
  }, [])
  return (
    <nav ref={row} aria-label={label} className="relative overflow-x-auto border-b border-line">
      <ul className="flex min-w-max gap-1">
        {tabs.map((tab) => (
          <li key={tab.key}>
            <Link
              href={tab.href}
              prefetch={false}
              aria-current={tab.current ? 'page' : undefined}
              className={joinClasses(
                'flex h-control items-center gap-1.5 border-b-2 px-2 whitespace-nowrap no-underline focus-visible:-outline-offset-2',
                tab.current
                  ? 'border-accent font-medium text-accent'
                  : 'border-transparent text-ink hover:bg-well',
              )}
            >
              <Shape tone={TONES[tab.state]} className="size-2.5" />
              {tab.words}
              <span className="sr-only">{t(tab.state)}</span>
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  )
}
