'use client'

import { useMemo, useRef, useState } from 'react'
import { useRouter } from 'next/navigation'
import { useLocale, useTranslations } from 'next-intl'
import type { Values } from '@/lib/codebook/item'
import type { InstrumentJson } from '@/lib/codebook/json'
import { readOwn } from '@/lib/instruments/shelf'
import { textOf, type Locale } from '@/lib/i18n/locale'
import { ItemList } from '@/components/entry/item-list'
import { findControl } from '@/components/entry/keys'
import { readTexts } from '@/components/entry/texts'
import { useEntry } from '@/components/entry/use-entry'
import { GOES_ON, useFirstFocus, useFormKeys } from '@/components/entry/use-form-keys'
import { listTrouble } from '@/components/entry/use-save'
import { viewOfNobody } from '@/components/entry/view-of-nobody'
import { PageBody, PageHeader } from '@/components/registry/shell-header'
import { Banner } from '@/components/ui/banner'
import { Button } from '@/components/ui/button'
import { createSender, type ApiProblem } from '@/components/ui/client-api'
import { FieldGrid } from '@/components/ui/field'
import { LinkButton } from '@/components/ui/link-button'
import { useProblemText } from '@/components/ui/problem-text'
import { useToast } from '@/components/ui/toast'

export interface ReadingView {
  readonly study: string
  readonly readingKey: string
  readonly picture: string
  readonly instrument: { readonly id: string; readonly version: number }
  readonly level: string | null
  readonly version: number
  readonly values: Values
  readonly reasons: Readonly<Record<string, string>>
  readonly own: readonly InstrumentJson[]
  readonly today: string
  readonly next: string | null
}

/** One form of one picture. It knows the number of the picture and nothing of the patient. */
export function ReadingForm(props: ReadingView) {
  const { study, readingKey, picture, level, version, values, reasons, own, today, next } = props
  const { id, version: formVersion } = props.instrument
  const locale = useLocale() as Locale
  const t = useTranslations('reading')
  const router = useRouter()
  const toast = useToast()
  const problemText = useProblemText()
  const [send] = useState(() => createSender())
  const [saving, setSaving] = useState(false)
  const [problem, setProblem] = useState<ApiProblem | null>(null)
  const instrument = useMemo(() => readOwn(own).get(id, formVersion), [own, id, formVersion])
  const view = useMemo(
    () => ({
      ...viewOfNobody(id, today),
      entry: version > 0 ? { version, values, reasons, savedAt: '' } : null,
    }),
    [id, today, version, values, reasons],
  )
  const form = useRef<HTMLFormElement>(null)
  const entry = useEntry(view, instrument)
  const list = `/${study}/reading`

  async function save(andNext: boolean) {
    const reading = readTexts(instrument, entry.texts, { today })
    entry.setTried(true)
    const [wrong] = listTrouble(instrument, reading, new Map())
    if (wrong !== undefined) {
      if (form.current) findControl(form.current, wrong)?.focus()
      return
    }
    if (Object.keys(reading.values).length === 0) {
      toast({ tone: 'open', text: t('nothing') })
      return
    }
    setSaving(true)
    const body = { version, values: reading.values, reasons: reading.reasons }
    const path = `/studies/${study}/readings/${readingKey}`
    const result = await send<null>({ method: 'POST', path, body })
    setSaving(false)
    setProblem(result.ok ? null : result.problem)
    if (!result.ok) return
    toast({ tone: 'done', text: t('saved') })
    router.push(andNext && next ? `${list}/${next}` : list)
  }

  const items = instrument.items.filter(
    ({ kind, name }) => kind !== 'calculated' && entry.reading.visible.has(name),
  )
  const keys = useFormKeys({
    form,
    asked: items.map(({ name }) => name),
    lacking: entry.reading.lacking,
    onSave: (andNext) => void save(andNext),
    onBeside: () => undefined,
    onLeave: entry.leave,
  })
  useFirstFocus(form, items[0]?.name)
  const told = problem && problemText(problem)
  return (
    <>
      <PageHeader
        title={picture}
        subtitle={[textOf(instrument.title, locale), level].filter(Boolean).join(' · ')}
      />
      <PageBody>
        <form
          ref={form}
          key={entry.epoch}
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
          {told && (
            <Banner tone="missed" title={told.title} alert>
              {told.detail}
            </Banner>
          )}
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
          <div className="flex flex-wrap gap-2">
            <Button
              {...GOES_ON}
              look="primary"
              busy={saving}
              hint="Ctrl+Enter"
              onClick={() => void save(true)}
            >
              {t('save')}
            </Button>
            <LinkButton look="quiet" href={list}>
              {t('back')}
            </LinkButton>
          </div>
        </form>
      </PageBody>
    </>
  )
}
