'use client'

import { useRef, useState, type FormEvent } from 'react'
import { useRouter } from 'next/navigation'
import { useLocale, useTranslations } from 'next-intl'
import type { Instrument } from '@/lib/codebook/item'
import { textOf, type Locale } from '@/lib/i18n/locale'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { Field } from '@/components/ui/field'
import { Select, TextArea } from '@/components/ui/input'
import { ActProblem } from './act-problem'
import { QueryThread } from './query-thread'
import { useAct } from './use-act'
import type { EntryView, QueryView } from './view'

interface QueryDialogProps {
  view: EntryView
  entryId: string
  instrument: Instrument
  /** The field it is about; null lets the person choose one. */
  item: string | null
  onClose: () => void
}

type Act = 'answer' | 'close' | 'reopen'

/** All that was asked about one field, what may be said next, or a first question. */
export function QueryDialog({ view, entryId, instrument, item: given, onClose }: QueryDialogProps) {
  const locale = useLocale() as Locale
  const t = useTranslations('queries')
  const items = instrument.items.filter(({ kind }) => kind !== 'calculated')
  const [name, setName] = useState(given ?? items[0]?.name ?? '')
  const item = instrument.items.find((one) => one.name === name)
  const queries = view.queries.filter((query) => query.item === name)
  const waiting = queries.find(({ state }) => state !== 'closed')
  const label = item ? textOf(item.label, locale) : name
  return (
    <Dialog
      open
      onClose={onClose}
      title={given === null ? t('raise') : t(queries.length > 0 ? 'of' : 'raiseOf', { item: label })}
    >
      <div className="grid gap-4">
        {given === null && (
          <Field label={t('item')} required>
            {(control) => (
              <Select {...control} value={name} onChange={(event) => setName(event.target.value)}>
                {items.map((one) => (
                  <option key={one.name} value={one.name}>
                    {textOf(one.label, locale)}
                  </option>
                ))}
              </Select>
            )}
          </Field>
        )}
        {item &&
          queries.map((query) => (
            <QueryThread key={query.id} query={query} item={item} timeZone={view.timeZone} />
          ))}
        <Reply
          key={`${name} ${waiting?.id ?? ''} ${waiting?.version ?? 0}`}
          view={view}
          entryId={entryId}
          item={name}
          query={waiting ?? null}
          last={queries.at(-1) ?? null}
          onClose={onClose}
        />
      </div>
    </Dialog>
  )
}

interface ReplyProps {
  view: EntryView
  entryId: string
  item: string
  /** The one that is not closed. */
  query: QueryView | null
  last: QueryView | null
  onClose: () => void
}

function Reply({ view, entryId, item, query, last, onClose }: ReplyProps) {
  const t = useTranslations('queries')
  const issues = useTranslations('issues')
  const router = useRouter()
  const box = useRef<HTMLTextAreaElement>(null)
  const [wanted, setWanted] = useState(false)
  const { act, busy, problem } = useAct(() => {
    onClose()
    router.refresh()
  })

  function read(): string | null {
    const text = box.current?.value.trim() ?? ''
    setWanted(text === '')
    if (text !== '') return text
    box.current?.focus()
    return null
  }
  function update(to: QueryView, verb: Act) {
    const text = verb === 'close' && to.finding === null ? (box.current?.value.trim() ?? '') : read()
    if (text === null) return
    const body = { version: to.version, act: verb, text }
    void act({ method: 'PATCH', path: `/studies/${view.study}/queries/${to.id}`, body }, t('saved'))
  }
  function submit(event: FormEvent) {
    event.preventDefault()
    if (busy) return
    if (query) {
      update(query, 'answer')
      return
    }
    const text = read()
    if (text === null) return
    const body = { entryId, item, text }
    void act({ method: 'POST', path: `/studies/${view.study}/queries`, body }, t('raised'))
  }

  const mayClose = query !== null && (query.own || view.may.sign)
  return (
    <form noValidate onSubmit={submit} className="grid gap-3">
      <Field label={t(query ? 'text' : 'ask')} error={wanted ? issues('required') : undefined}>
        {(control) => <TextArea {...control} ref={box} rows={2} maxLength={500} />}
      </Field>
      <ActProblem problem={problem} />
      <div className="flex flex-wrap justify-end gap-2">
        {mayClose && <Button onClick={() => update(query, 'close')}>{t('close')}</Button>}
        {query?.state === 'answered' && (
          <Button onClick={() => update(query, 'reopen')}>{t('reopen')}</Button>
        )}
        {!query && last && <Button onClick={() => update(last, 'reopen')}>{t('reopen')}</Button>}
        <Button type="submit" look="primary" busy={busy}>
          {t(query ? 'answer' : 'raise')}
        </Button>
      </div>
    </form>
  )
}
