'use client'

import { useRef, useState } from 'react'
import { useRouter } from 'next/navigation'
import { useLocale, useTranslations } from 'next-intl'
import { ActProblem } from '@/components/entry/act-problem'
import { ItemList } from '@/components/entry/item-list'
import { findControl } from '@/components/entry/keys'
import { ReasonDialog } from '@/components/entry/reason-dialog'
import { useAct } from '@/components/entry/use-act'
import { useEntry } from '@/components/entry/use-entry'
import { useFirstFocus, useFormKeys } from '@/components/entry/use-form-keys'
import { Button } from '@/components/ui/button'
import { FieldGrid } from '@/components/ui/field'
import { LinkButton } from '@/components/ui/link-button'
import type { Instrument } from '@/lib/codebook/item'
import { textOf, type Locale } from '@/lib/i18n/locale'
import { blankView } from './blank-view'
import type { SecondView } from './second-page'

interface SecondFormProps {
  slug: string
  second: SecondView
  instrument: Instrument
  back: string
}

/** The form, empty, to be filled in from paper alone. Nothing that was entered before is on this page. */
export function SecondForm({ slug, second, instrument, back }: SecondFormProps) {
  const locale = useLocale() as Locale
  const t = useTranslations('second')
  const common = useTranslations('common')
  const router = useRouter()
  const form = useRef<HTMLFormElement>(null)
  const [view] = useState(() => blankView(slug, second))
  const [waiving, setWaiving] = useState(false)
  const entry = useEntry(view, instrument)
  const path = `/studies/${slug}/second-entries/${second.id}`
  const { act, busy, problem } = useAct(() => router.refresh())

  function save() {
    if (busy) return
    entry.setTried(true)
    const wrong = [...entry.reading.hard.keys()][0]
    if (wrong !== undefined) {
      if (form.current) findControl(form.current, wrong)?.focus()
      return
    }
    const body = { version: second.version, values: entry.reading.values }
    void act({ method: 'POST', path: `${path}/type`, body }, t('done'))
  }

  const asked = instrument.items
    .filter(({ kind, name }) => kind !== 'calculated' && entry.reading.visible.has(name))
    .map(({ name }) => name)
  const keys = useFormKeys({
    form,
    asked,
    lacking: entry.reading.lacking,
    onSave: save,
    onBeside: () => {},
    onLeave: entry.leave,
  })
  useFirstFocus(form, asked[0])
  return (
    <form
      ref={form}
      noValidate
      aria-label={textOf(instrument.title, locale)}
      className="grid grid-cols-[minmax(0,1fr)] gap-4"
      onChange={entry.handleInput}
      {...keys}
      onBlur={({ target }) => {
        if ('name' in target && typeof target.name === 'string') entry.leave(target.name)
      }}
      onSubmit={(event) => event.preventDefault()}
    >
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
      <ActProblem problem={problem} />
      <div className="flex flex-wrap gap-2">
        <Button look="primary" busy={busy} hint="Ctrl+S" onClick={save}>
          {t('compare')}
        </Button>
        <Button onClick={() => setWaiving(true)}>{t('waive')}</Button>
        <LinkButton look="quiet" href={back}>
          {common('back')}
        </LinkButton>
      </div>
      {waiving && (
        <ReasonDialog
          title={t('waive')}
          about={[t('waiveAbout')]}
          verb={t('waive')}
          request={(reason) => ({
            method: 'POST',
            path: `${path}/waive`,
            body: { version: second.version, reason },
          })}
          done={t('waived')}
          onClose={() => setWaiving(false)}
          onDone={() => {
            setWaiving(false)
            router.refresh()
          }}
        />
      )}
    </form>
  )
}
