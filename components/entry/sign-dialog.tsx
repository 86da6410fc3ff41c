'use client'

import { useState } from 'react'
import { useLocale, useTranslations } from 'next-intl'
import * as z from 'zod'
import type { Shelf } from '@/lib/instruments/shelf'
import { useShelf } from '@/components/forms/shelf-context'
import { textOf, type Locale } from '@/lib/i18n/locale'
import { Button } from '@/components/ui/button'
import { createSender, type ApiProblem } from '@/components/ui/client-api'
import { Dialog } from '@/components/ui/dialog'
import { Field } from '@/components/ui/field'
import { Form, useEntryForm } from '@/components/ui/form'
import { Select, TextInput } from '@/components/ui/input'
import { useToast } from '@/components/ui/toast'
import { ActProblem } from './act-problem'
import { readFindings } from './findings'
import type { EntryView, RecordView, VisitView } from './view'

interface SignDialogProps {
  view: EntryView
  visit: VisitView
  record: RecordView
  label: string
  onClose: () => void
  onDone: () => void
}

const schema = z.object({
  meaning: z.enum(['reviewed', 'responsible']),
  password: z.string().min(1).max(200),
})

/** Signs the visit: what is signed, in which versions, what it means, and the password once more. */
export function SignDialog({ view, visit, record, label, onClose, onDone }: SignDialogProps) {
  const locale = useLocale() as Locale
  const shelf = useShelf()
  const t = useTranslations('correct')
  const common = useTranslations('common')
  const toast = useToast()
  const [send] = useState(() => createSender())
  const [changed, setChanged] = useState<ApiProblem | null>(null)
  const form = useEntryForm({ schema, defaultValues: { meaning: 'reviewed', password: '' } })
  const complete = new Set(view.saved.filter((one) => one.complete).map((one) => one.instrument))
  const lacking = view.asked.filter((one) => one.required && !complete.has(one.id)).length
  return (
    <Dialog open onClose={onClose} title={t('sign.of', { visit: `${view.patient.code} · ${label}` })}>
      <Form
        form={form}
        onSave={({ meaning, password }) =>
          send({
            method: 'POST',
            path: `/studies/${view.study}/visits/${visit.id}/sign`,
            body: {
              version: visit.version,
              entries: record.entries.map(({ id, version }) => ({ id, version })),
              meaning,
              password,
            },
          })
        }
        onProblem={(problem) => {
          const told = problem.code === 'conflict' || readFindings(problem.extra).length > 0
          setChanged(told ? problem : null)
          return told
        }}
        onSaved={() => {
          toast({ tone: 'done', text: t('sign.done') })
          onDone()
        }}
      >
        <p>{t('sign.about')}</p>
        <ul className="grid gap-0.5">
          {record.entries.map(({ id, instrument, repeatKey, version }) => (
            <li key={id} className="flex flex-wrap justify-between gap-x-4">
              <span>
                {nameForm(shelf, view, instrument, locale)}
                {repeatKey && ` · ${repeatKey}`}
              </span>
              <span className="text-dim">{t('sign.version', { version })}</span>
            </li>
          ))}
        </ul>
        {lacking > 0 && <p className="text-late">{t('sign.lacking', { count: lacking })}</p>}
        <Field label={t('sign.meaning')} required error={form.error('meaning')}>
          {(control) => (
            <Select {...control} {...form.register('meaning')}>
              {(['reviewed', 'responsible'] as const).map((meaning) => (
                <option key={meaning} value={meaning}>
                  {t(`meaning.${meaning}`)}
                </option>
              ))}
            </Select>
          )}
        </Field>
        <Field label={t('sign.password')} required error={form.error('password')}>
          {(control) => (
            <TextInput
              {...control}
              {...form.register('password')}
              type="password"
              autoComplete="current-password"
            />
          )}
        </Field>
        <ActProblem problem={changed} />
        <div className="flex flex-wrap justify-end gap-2">
          <Button onClick={onClose}>{common('cancel')}</Button>
          <Button type="submit" look="primary" busy={form.saving}>
            {t('sign.do')}
          </Button>
        </div>
      </Form>
    </Dialog>
  )
}

function nameForm(shelf: Shelf, view: EntryView, id: string, locale: Locale): string {
  const version = view.asked.find((one) => one.id === id)?.version ?? 1
  const instrument = shelf.find(id, version)
  return instrument ? textOf(instrument.title, locale) : id
}
