'use client'

import { useId, useLayoutEffect, useRef, useState, type FormEvent } from 'react'
import { useLocale, useTranslations } from 'next-intl'
import { parseDateText } from '@/lib/codebook/dates'
import type { Locale } from '@/lib/i18n/locale'
import { EnterGoesOn } from '@/components/entry/enter-goes-on'
import { sayAttempt } from '@/components/contacts/words'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/field'
import { TextArea, TextInput } from '@/components/ui/input'
import { LinkButton } from '@/components/ui/link-button'
import { Shape } from '@/components/ui/shape'
import { useIssueText } from '@/components/ui/problem-text'
import type { NextAttempt, Recorded } from './use-contact'

interface RecordedCallProps {
  recorded: Recorded
  busy: boolean
  /** Ending follow-up, for those who refuse or have moved. */
  endHref: string | null
  onDone: (next: NextAttempt, note: string | null) => void
}

/** The call is recorded. When the next one is comes proposed; Enter takes it. */
export function RecordedCall({ recorded, busy, endHref, onDone }: RecordedCallProps) {
  const t = useTranslations('phone')
  const locale = useLocale() as Locale
  const issueText = useIssueText()
  const id = useId()
  const form = useRef<HTMLFormElement>(null)
  const [issues, setIssues] = useState<Readonly<Record<string, string>>>({})
  useLayoutEffect(() => form.current?.querySelector<HTMLButtonElement>('button[type=submit]')?.focus(), [])

  function finish(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const typed = new FormData(event.currentTarget)
    const read = (name: string) =>
      String(typed.get(name) ?? '')
        .normalize('NFKC')
        .trim()
    const date = parseDateText(read('nextOn'), { today: '' })
    const hour = read('nextHour').replace(/[:：].*$/, '')
    const wrong: Record<string, string> = {}
    if (!date.ok) wrong.nextOn = issueText({ code: date.issue })
    if (hour !== '' && !/^([01]?\d|2[0-3])$/.test(hour)) wrong.nextHour = t('hourForm')
    setIssues(wrong)
    if (!date.ok || Object.keys(wrong).length > 0) return
    const nextHour = hour === '' || date.value === null ? null : Number(hour)
    onDone({ nextOn: date.value, nextHour }, read('note') === '' ? null : read('note'))
  }

  return (
    <section aria-labelledby={id} className="grid gap-4">
      <h2 id={id} className="flex items-center gap-2 text-lg font-semibold">
        <Shape tone="done" />
        <span role="status">
          {t('recorded', { what: sayAttempt(recorded, locale), time: recorded.time })}
        </span>
      </h2>
      <form ref={form} onSubmit={finish} noValidate className="grid max-w-xl gap-4">
        <EnterGoesOn>
          <div className="flex flex-wrap gap-6">
            <Field label={t('nextOn')} error={issues.nextOn}>
              {(control) => (
                <TextInput
                  {...control}
                  name="nextOn"
                  defaultValue={recorded.nextOn ?? ''}
                  placeholder={t('dateForm')}
                  className="h-12! w-40 text-base!"
                />
              )}
            </Field>
            <Field label={t('nextHour')} error={issues.nextHour}>
              {(control) => (
                <TextInput
                  {...control}
                  name="nextHour"
                  inputMode="numeric"
                  defaultValue={recorded.nextHour === null ? '' : String(recorded.nextHour)}
                  className="h-12! w-24 text-base!"
                />
              )}
            </Field>
          </div>
          <Field label={t('note')} description={t('noteAbout')}>
            {(control) => <TextArea {...control} name="note" rows={2} maxLength={2000} />}
          </Field>
        </EnterGoesOn>
        <div className="flex flex-wrap items-center gap-2">
          <Button type="submit" look="primary" className="h-12! px-6!" busy={busy} hint="Enter">
            {t('finish')}
          </Button>
          {endHref && <LinkButton href={endHref}>{t('endFollowUp')}</LinkButton>}
        </div>
      </form>
    </section>
  )
}
