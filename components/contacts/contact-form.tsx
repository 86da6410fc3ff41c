'use client'

import { useState } from 'react'
import { useLocale, useTranslations } from 'next-intl'
import type * as z from 'zod'
import { contactBody } from '@/lib/contracts/contacts'
import { parseDateText } from '@/lib/codebook/dates'
import { parseTimeText } from '@/lib/codebook/times'
import type { Locale } from '@/lib/i18n/locale'
import { EnterGoesOn } from '@/components/entry/enter-goes-on'
import { Button } from '@/components/ui/button'
import { RadioGroup } from '@/components/ui/choice'
import { createSender } from '@/components/ui/client-api'
import { DateInput } from '@/components/ui/date-input'
import { Field } from '@/components/ui/field'
import { Form, useEntryForm, useFormValue } from '@/components/ui/form'
import { Select, TextArea, TextInput } from '@/components/ui/input'
import { asDate, asNullable, asTime } from '@/components/registry/enrol-values'
import { asHour } from './typed'
import type { ContactsView } from './view'
import { listAnswers, sayAnswer, type ContactItem } from './words'

const schema = contactBody.omit({ enrolmentId: true })

interface ContactFormProps {
  view: ContactsView
  onClose: () => void
  onSaved: () => void
}

/** An attempt that was made otherwise than in phone mode: a message, a letter, a word on the ward. */
export function ContactForm({ view, onClose, onSaved }: ContactFormProps) {
  const t = useTranslations('contacts')
  const common = useTranslations('common')
  const locale = useLocale() as Locale
  const [send] = useState(() => createSender())
  const form = useEntryForm({
    schema,
    defaultValues: {
      visitId: view.visits.find(({ open }) => open)?.id ?? null,
      phoneId: null,
      happenedOn: view.today,
      happenedTime: null,
      channel: 'phone',
      reached: 'nobody',
      failure: null,
      outcome: null,
      note: null,
      nextOn: null,
      nextHour: null,
    },
  })
  const channel = useFormValue(form, 'channel')
  const nobody = useFormValue(form, 'reached') === 'nobody'
  const save = (values: z.output<typeof schema>) =>
    send<unknown>({
      method: 'POST',
      path: `/studies/${view.study}/contacts`,
      body: {
        ...values,
        enrolmentId: view.enrolmentId,
        phoneId: values.channel === 'phone' || values.channel === 'sms' ? values.phoneId : null,
        failure: values.reached === 'nobody' ? values.failure : null,
        outcome: values.reached === 'nobody' ? null : values.outcome,
      },
    })
  const options = (name: ContactItem) =>
    listAnswers(name, locale).map(({ code, key, label }) => ({ value: key, label, digit: String(code) }))
  const date = (raw: string) => parseDateText(raw, { today: view.today })
  return (
    <Form form={form} onSave={save} onSaved={onSaved}>
      <EnterGoesOn>
        <div className="flex flex-wrap gap-4">
          <Field label={t('on')} required error={form.error('happenedOn')}>
            {(control) => (
              <DateInput
                {...control}
                {...form.register('happenedOn', { setValueAs: asDate(view.today, undefined) })}
                parse={date}
              />
            )}
          </Field>
          <Field label={t('time')} error={form.error('happenedTime')}>
            {(control) => (
              <TextInput
                {...control}
                {...form.register('happenedTime', { setValueAs: asClock })}
                placeholder="HH:MM"
                className="w-24"
              />
            )}
          </Field>
          <Field label={t('visit')} error={form.error('visitId')}>
            {(control) => (
              <Select {...control} {...form.register('visitId', { setValueAs: asNullable })}>
                <option value="">{t('noVisit')}</option>
                {view.visits.map(({ id, label }) => (
                  <option key={id} value={id}>
                    {label}
                  </option>
                ))}
              </Select>
            )}
          </Field>
        </div>
        <Field label={t('channel')} group required error={form.error('channel')}>
          {(control) => (
            <RadioGroup {...control} {...form.register('channel')} options={options('contact_channel')} />
          )}
        </Field>
        {(channel === 'phone' || channel === 'sms') && view.phones.length > 0 && (
          <Field label={t('number')} error={form.error('phoneId')}>
            {(control) => (
              <Select {...control} {...form.register('phoneId', { setValueAs: asNullable })}>
                <option value="">{t('noNumber')}</option>
                {view.phones.map(({ id, number, relation }) => (
                  <option key={id} value={id}>
                    {number} · {sayAnswer('contact_reached', relation, locale)}
                  </option>
                ))}
              </Select>
            )}
          </Field>
        )}
        <Field label={t('reached')} group required error={form.error('reached')}>
          {(control) => (
            <RadioGroup {...control} {...form.register('reached')} options={options('contact_reached')} />
          )}
        </Field>
        {nobody ? (
          <Field label={t('failure')} group required error={form.error('failure')}>
            {(control) => (
              <RadioGroup {...control} {...form.register('failure')} options={options('contact_failure')} />
            )}
          </Field>
        ) : (
          <Field label={t('outcome')} group required error={form.error('outcome')}>
            {(control) => (
              <RadioGroup {...control} {...form.register('outcome')} options={options('contact_outcome')} />
            )}
          </Field>
        )}
        <div className="flex flex-wrap gap-4">
          <Field label={t('nextOn')} error={form.error('nextOn')}>
            {(control) => (
              <DateInput
                {...control}
                {...form.register('nextOn', { setValueAs: asDate(view.today, null) })}
                parse={date}
              />
            )}
          </Field>
          <Field label={t('nextHour')} error={form.error('nextHour')}>
            {(control) => (
              <TextInput
                {...control}
                {...form.register('nextHour', { setValueAs: asHour })}
                inputMode="numeric"
                className="w-24"
              />
            )}
          </Field>
        </div>
        <Field label={t('note')} error={form.error('note')} description={t('noteAbout')}>
          {(control) => (
            <TextArea {...control} {...form.register('note', { setValueAs: asNullable })} rows={2} />
          )}
        </Field>
      </EnterGoesOn>
      <div className="flex flex-wrap justify-end gap-2">
        <Button onClick={onClose}>{common('cancel')}</Button>
        <Button type="submit" look="primary" busy={form.saving} hint="Ctrl+Enter">
          {common('save')}
        </Button>
      </div>
    </Form>
  )
}

/** A time that reads as one, in its own form. */
function asClock(raw: unknown): string | null {
  const parsed = parseTimeText(typeof raw === 'string' ? raw : '')
  return parsed.ok ? parsed.value : asTime(raw)
}
