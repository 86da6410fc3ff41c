'use client'

import { useState } from 'react'
import { useLocale, useTranslations } from 'next-intl'
import type * as z from 'zod'
import { phoneBody } from '@/lib/contracts/contacts'
import type { Locale } from '@/lib/i18n/locale'
import { Button } from '@/components/ui/button'
import { Checkbox } from '@/components/ui/choice'
import { createSender } from '@/components/ui/client-api'
import { Field } from '@/components/ui/field'
import { Form, useEntryForm } from '@/components/ui/form'
import { Select, TextInput } from '@/components/ui/input'
import { asHour, asText } from './typed'
import type { PhoneLine } from './view'
import { listAnswers } from './words'

interface PhoneFormProps {
  study: string
  patientId: string
  /** The telephone that is corrected; none when one is added. */
  phone: PhoneLine | null
  onClose: () => void
  onSaved: () => void
}

/** One telephone: number, whose it is, when somebody answers it. */
export function PhoneForm({ study, patientId, phone, onClose, onSaved }: PhoneFormProps) {
  const t = useTranslations('contacts')
  const common = useTranslations('common')
  const locale = useLocale() as Locale
  const [send] = useState(() => createSender())
  const [wrong, setWrong] = useState(phone?.wrongSince != null)
  const form = useEntryForm({
    schema: phoneBody,
    defaultValues: phone
      ? {
          number: phone.number,
          relation: phone.relation,
          holder: phone.holder,
          bestHour: phone.bestHour,
          note: phone.note,
          preferred: phone.preferred,
        }
      : { number: '', relation: 'child', holder: null, bestHour: null, note: null, preferred: false },
  })
  const save = (values: z.output<typeof phoneBody>) =>
    phone
      ? send<unknown>({
          method: 'PATCH',
          path: `/studies/${study}/phones/${phone.id}`,
          body: { ...values, wrong, version: phone.version },
        })
      : send<unknown>({
          method: 'POST',
          path: `/studies/${study}/patients/${patientId}/phones`,
          body: values,
        })
  return (
    <Form form={form} onSave={save} onSaved={onSaved}>
      <Field label={t('number')} required error={form.error('number')}>
        {(control) => (
          <TextInput {...control} {...form.register('number', { setValueAs: asText })} inputMode="tel" />
        )}
      </Field>
      <Field label={t('relation')} required error={form.error('relation')}>
        {(control) => (
          <Select {...control} {...form.register('relation')}>
            {listAnswers('contact_reached', locale)
              .filter(({ key }) => key !== 'nobody')
              .map(({ key, label }) => (
                <option key={key} value={key}>
                  {label}
                </option>
              ))}
          </Select>
        )}
      </Field>
      <Field label={t('holder')} error={form.error('holder')}>
        {(control) => <TextInput {...control} {...form.register('holder', { setValueAs: asNullableText })} />}
      </Field>
      <Field label={t('bestHour')} error={form.error('bestHour')} description={t('hourAbout')}>
        {(control) => (
          <TextInput
            {...control}
            {...form.register('bestHour', { setValueAs: asHour })}
            className="w-24"
            inputMode="numeric"
          />
        )}
      </Field>
      <Field label={t('note')} error={form.error('note')}>
        {(control) => <TextInput {...control} {...form.register('note', { setValueAs: asNullableText })} />}
      </Field>
      <Checkbox label={t('preferred')} {...form.register('preferred')} />
      {phone && (
        <Checkbox
          label={t('wrong')}
          checked={wrong}
          onChange={(event) => setWrong(event.currentTarget.checked)}
        />
      )}
      <div className="flex flex-wrap justify-end gap-2">
        <Button onClick={onClose}>{common('cancel')}</Button>
        <Button type="submit" look="primary" busy={form.saving}>
          {common('save')}
        </Button>
      </div>
    </Form>
  )
}

const asNullableText = (raw: unknown): string | null => asText(raw) || null
