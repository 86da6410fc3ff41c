'use client'

import { useEffect, useEffectEvent, useState } from 'react'
import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import * as z from 'zod'
import { EnterGoesOn } from '@/components/entry/enter-goes-on'
import { Button } from '@/components/ui/button'
import { CheckboxGroup, RadioGroup } from '@/components/ui/choice'
import { createSender } from '@/components/ui/client-api'
import { DateInput } from '@/components/ui/date-input'
import { Field, FieldGrid } from '@/components/ui/field'
import { Form, useEntryForm, useFormValue } from '@/components/ui/form'
import { Select, TextInput } from '@/components/ui/input'
import { useToast } from '@/components/ui/toast'
import { asDate, asNullable } from '@/components/registry/enrol-values'
import { parseDateText } from '@/lib/codebook/dates'
import { SCREENING_OUTCOMES, screeningBody } from '@/lib/contracts/screening'

export interface ScreeningFormProps {
  study: string
  today: string
  /** More than one: the site is asked. */
  sites: readonly { readonly value: string; readonly label: string }[]
  criteria: readonly { readonly id: string; readonly label: string }[]
}

const nothing = (raw: unknown) => (raw === '' || raw === undefined ? null : raw)
const many = (raw: unknown) => (Array.isArray(raw) ? raw : raw ? [raw] : [])

// Radio buttons and boxes hand over their text.
const schema = screeningBody.extend({
  site: z.preprocess((raw) => nothing(raw) ?? undefined, z.string().optional()),
  sex: z.preprocess(nothing, screeningBody.shape.sex),
  age: z.preprocess((raw) => (nothing(raw) === null ? null : Number(raw)), screeningBody.shape.age),
  criteria: z.preprocess(many, screeningBody.shape.criteria),
  reason: z.preprocess((raw) => nothing(raw), screeningBody.shape.reason),
  patient: z.preprocess((raw) => nothing(raw), screeningBody.shape.patient),
})

/** One line, typed: Enter goes on, digits pick, Ctrl+Enter writes it and begins the next. */
export function ScreeningForm({ study, today, sites, criteria }: ScreeningFormProps) {
  const t = useTranslations('screening')
  const router = useRouter()
  const toast = useToast()
  const [send] = useState(() => createSender())
  const form = useEntryForm({ schema, defaultValues: { screenedOn: today } })
  const { register } = form
  const outcome = useFormValue(form, 'outcome')
  const focusFirst = useEffectEvent(() => {
    if (!window.matchMedia('(pointer: coarse)').matches) form.setFocus('sex')
  })
  useEffect(() => focusFirst(), [])
  return (
    <Form
      form={form}
      onSave={(values) =>
        send<{ id: string }>({
          method: 'POST',
          path: `/studies/${study}/screening`,
          body: {
            ...values,
            criteria: values.outcome === 'excluded' ? values.criteria : [],
            reason: values.outcome === 'enrolled' ? null : values.reason,
            patient: values.outcome === 'enrolled' ? values.patient : null,
          },
        })
      }
      onSaved={() => {
        toast({ tone: 'done', text: t('added') })
        router.refresh()
      }}
    >
      <EnterGoesOn>
        <FieldGrid>
          {sites.length > 1 && (
            <Field label={t('site')} required error={form.error('site')}>
              {(control) => (
                <Select {...control} {...register('site')}>
                  {sites.map(({ value, label }) => (
                    <option key={value} value={value}>
                      {label}
                    </option>
                  ))}
                </Select>
              )}
            </Field>
          )}
          <Field label={t('on')} required error={form.error('screenedOn')}>
            {(control) => (
              <DateInput
                {...control}
                {...register('screenedOn', { setValueAs: asDate(today, undefined) })}
                parse={(raw) => parseDateText(raw, { today })}
              />
            )}
          </Field>
          <Field label={t('sex')} group error={form.error('sex')}>
            {(control) => (
              <RadioGroup
                {...control}
                {...register('sex')}
                options={[
                  { value: 'M', label: t('sexes.M'), digit: '1' },
                  { value: 'F', label: t('sexes.F'), digit: '2' },
                ]}
              />
            )}
          </Field>
          <Field label={t('age')} unit={t('years')} error={form.error('age')}>
            {(control) => (
              <TextInput
                {...control}
                {...register('age')}
                inputMode="numeric"
                maxLength={3}
                className="max-w-20!"
              />
            )}
          </Field>
          <Field label={t('outcome')} group required error={form.error('outcome')}>
            {(control) => (
              <RadioGroup
                {...control}
                {...register('outcome')}
                options={SCREENING_OUTCOMES.map((value, index) => ({
                  value,
                  label: t(`outcomes.${value}`),
                  digit: String(index + 1),
                }))}
              />
            )}
          </Field>
          {outcome === 'excluded' && (
            <Field label={t('criteria')} group required error={form.error('criteria')}>
              {(control) => (
                <CheckboxGroup
                  {...control}
                  {...register('criteria')}
                  inline={false}
                  options={criteria.map(({ id, label }, index) => ({
                    value: id,
                    label,
                    ...(index < 9 ? { digit: String(index + 1) } : {}),
                  }))}
                />
              )}
            </Field>
          )}
          {outcome === 'enrolled' && (
            <Field label={t('patient')} required error={form.error('patient')}>
              {(control) => (
                <TextInput
                  {...control}
                  {...register('patient', { setValueAs: asNullable })}
                  className="max-w-40!"
                />
              )}
            </Field>
          )}
          {(outcome === 'other' || outcome === 'declined') && (
            <Field label={t('reason')} required={outcome === 'other'} error={form.error('reason')}>
              {(control) => <TextInput {...control} {...register('reason', { setValueAs: asNullable })} />}
            </Field>
          )}
        </FieldGrid>
        <div>
          <Button type="submit" look="primary" busy={form.saving} hint="Ctrl+Enter">
            {t('add')}
          </Button>
        </div>
      </EnterGoesOn>
    </Form>
  )
}
