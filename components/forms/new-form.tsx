'use client'

import { useState } from 'react'
import { useRouter, useSearchParams } from 'next/navigation'
import { useLocale, useTranslations } from 'next-intl'
import { NAME } from '@/lib/codebook/check-instrument'
import type { InstrumentJson } from '@/lib/codebook/json'
import { textOf, type Locale } from '@/lib/i18n/locale'
import { getInstrument } from '@/lib/instruments/shelf'
import { Banner } from '@/components/ui/banner'
import { Button } from '@/components/ui/button'
import { createSender, type ApiProblem } from '@/components/ui/client-api'
import { Dialog } from '@/components/ui/dialog'
import { Field } from '@/components/ui/field'
import { Select, TextInput } from '@/components/ui/input'
import { useProblemText } from '@/components/ui/problem-text'
import { copyForm, newDefinition } from './definition-edits'
import type { ShippedLine } from './form-list'

interface NewFormProps {
  slug: string
  taken: readonly string[]
  shipped: readonly ShippedLine[]
}

/** Begins a form: empty, or as a copy of a shipped one. */
export function NewForm(props: NewFormProps) {
  const t = useTranslations('forms')
  const router = useRouter()
  const from = useSearchParams().get('from')
  const [open, setOpen] = useState(false)
  const shown = open || from !== null
  return (
    <>
      <Button small look="primary" onClick={() => setOpen(true)}>
        {t('new')}
      </Button>
      {shown && (
        <NewFormDialog
          {...props}
          from={from ?? ''}
          onClose={() => {
            setOpen(false)
            if (from !== null) router.replace(`/${props.slug}/forms`)
          }}
        />
      )}
    </>
  )
}

function NewFormDialog({
  slug,
  taken,
  shipped,
  from: first,
  onClose,
}: NewFormProps & { from: string; onClose: () => void }) {
  const t = useTranslations('forms')
  const issue = useTranslations('issues')
  const common = useTranslations('common')
  const locale = useLocale() as Locale
  const router = useRouter()
  const problemText = useProblemText()
  const [send] = useState(() => createSender())
  const [from, setFrom] = useState(first)
  const [id, setId] = useState(() => suggestId(first.split('@')[0] ?? '', taken))
  const [title, setTitle] = useState({ zh: '', en: '' })
  const [tried, setTried] = useState(false)
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<ApiProblem | null>(null)

  const idFault =
    id === ''
      ? 'required'
      : !NAME.test(id) || id.length > 31
        ? 'form_name'
        : taken.includes(id)
          ? 'taken'
          : null
  const copied = readCopy(from, id)
  const left = copied?.left ?? []

  async function make() {
    setTried(true)
    if (idFault !== null || busy) return
    setBusy(true)
    const own = title.zh || title.en ? { zh: title.zh || title.en, en: title.en || title.zh } : null
    const base = copied?.definition ?? newDefinition(id, own ?? { zh: '', en: '' })
    const definition: InstrumentJson = own ? { ...base, title: own, short: own } : base
    const result = await send<unknown>({
      method: 'PUT',
      path: `/studies/${slug}/instruments/${id}/draft`,
      body: { version: 0, definition },
    })
    setBusy(false)
    if (result.ok) router.push(`/${slug}/forms/${id}`)
    else setProblem(result.problem)
  }

  return (
    <Dialog
      open
      onClose={onClose}
      title={t('new')}
      actions={
        <>
          <Button onClick={onClose}>{common('cancel')}</Button>
          <Button look="primary" busy={busy} onClick={() => void make()}>
            {t('begin')}
          </Button>
        </>
      }
    >
      <div className="grid gap-3">
        {problem && (
          <Banner tone="missed" alert title={problemText(problem).title}>
            {problemText(problem).detail}
          </Banner>
        )}
        <Field
          label={t('id')}
          description={t('idAbout')}
          error={tried && idFault ? issue(idFault, { max: 31 }) : undefined}
          required
        >
          {(control) => (
            <TextInput
              {...control}
              name="id"
              className="font-mono"
              value={id}
              onChange={(event) => setId(event.target.value)}
            />
          )}
        </Field>
        <Field label={t('copyOf')}>
          {(control) => (
            <Select {...control} name="from" value={from} onChange={(event) => setFrom(event.target.value)}>
              <option value="">{t('empty')}</option>
              {shipped.map((one) => (
                <option key={`${one.id}@${one.version}`} value={`${one.id}@${one.version}`}>
                  {textOf(one.title, locale)}
                </option>
              ))}
            </Select>
          )}
        </Field>
        {(['zh', 'en'] as const).map((language) => (
          <Field key={language} label={t(`in.${language}`, { label: t('title') })}>
            {(control) => (
              <TextInput
                {...control}
                name={`title.${language}`}
                value={title[language]}
                onChange={(event) => setTitle({ ...title, [language]: event.target.value })}
              />
            )}
          </Field>
        ))}
        {left.length > 0 && (
          <Banner tone="late" title={t('leftOut', { count: left.length })}>
            {left.map((item) => textOf(item.label, locale)).join(' · ')}
          </Banner>
        )}
      </div>
    </Dialog>
  )
}

function readCopy(from: string, id: string) {
  const [form = '', version = '1'] = from.split('@')
  if (form === '') return null
  const { score: _score, ...data } = getInstrument(form, Number(version))
  return copyForm(data, id)
}

function suggestId(from: string, taken: readonly string[]): string {
  if (from === '') return ''
  for (let number = 1; ; number += 1) {
    const id = `${from.slice(0, 24)}_own${number === 1 ? '' : number}`
    if (!taken.includes(id)) return id
  }
}
