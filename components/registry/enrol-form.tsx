'use client'

import { useEffect, useEffectEvent, useState } from 'react'
import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import type * as z from 'zod'
import { parseDateText } from '@/lib/codebook/dates'
import { textOf } from '@/lib/i18n/locale'
import type { Arm, Criterion } from '@/lib/protocol/protocol'
import { EnterGoesOn } from '@/components/entry/enter-goes-on'
import { Button } from '@/components/ui/button'
import { RadioGroup } from '@/components/ui/choice'
import { createSender } from '@/components/ui/client-api'
import { DateInput } from '@/components/ui/date-input'
import { Field, FieldGrid } from '@/components/ui/field'
import { Form, useEntryForm, useFormValue } from '@/components/ui/form'
import { Select, TextInput } from '@/components/ui/input'
import { useToast } from '@/components/ui/toast'
import { enrolSchema, randomisedEnrolSchema, type Enrolment } from './enrol-schema'
import { asDate, asNullable } from './enrol-values'
import { PageBody, PageHeader } from './shell-header'
import { usePageLocale } from './use-page-locale'

interface EnrolFormProps {
  study: string
  patientId: string
  /** Name, sex, birth date: enough to see that it is the right person. */
  who: string
  today: string
  criteria: readonly Criterion[]
  arms: readonly Arm[]
  consentVersions: readonly string[]
  /** The arm is drawn after enrolling. */
  randomised: boolean
}

type FormInput = z.input<typeof enrolSchema>

const CONSENTING = ['patient', 'proxy'] as const

export function EnrolForm(props: EnrolFormProps) {
  const { study, patientId, who, today, criteria, arms, consentVersions, randomised } = props
  const locale = usePageLocale()
  const t = useTranslations('enrolment')
  const router = useRouter()
  const toast = useToast()
  const [send] = useState(() => createSender())
  const form = useEntryForm({
    schema: (randomised ? randomisedEnrolSchema : enrolSchema) as z.ZodType<Enrolment, FormInput>,
    defaultValues: {
      enrolledOn: today,
      consent: { version: consentVersions.at(-1) ?? null, on: null, by: 'patient', relation: null },
    },
  })
  const { register } = form
  const by = useFormValue(form, 'consent.by')

  const list = (kind: Criterion['kind']) => criteria.filter((criterion) => criterion.kind === kind)

  const focusFirst = useEffectEvent(() => {
    if (window.matchMedia('(pointer: coarse)').matches) return
    const first = list('inclusion')[0] ?? list('exclusion')[0]
    form.setFocus(first ? `eligibility.${first.id}` : 'consent.by')
  })
  useEffect(() => focusFirst(), [])

  const save = (values: Enrolment) =>
    send<{ id: string; code: string }>({
      method: 'POST',
      path: `/studies/${study}/enrolments`,
      body: { ...values, patientId, consent: dropUnasked(values.consent) },
    })

  const answers = [
    { value: 'no', label: t('no'), digit: '0' },
    { value: 'yes', label: t('yes'), digit: '1' },
  ]

  return (
    <>
      <PageHeader title={t('title')} subtitle={who} />
      <PageBody>
        <Form
          form={form}
          onSave={save}
          onSaved={({ code }) => {
            toast({ tone: 'done', text: t('enrolled', { code }) })
            const place = `/${study}/patients/${encodeURIComponent(code)}`
            router.push(randomised ? `${place}/allocation` : place)
          }}
        >
          <EnterGoesOn>
            <FieldGrid>
              {(['inclusion', 'exclusion'] as const).map((kind) => (
                <CriteriaHead key={kind} title={t(kind)}>
                  {list(kind).map((criterion) => (
                    <Field
                      key={criterion.id}
                      label={textOf(criterion.label, locale)}
                      group
                      required
                      error={form.error(`eligibility.${criterion.id}`)}
                    >
                      {(control) => (
                        <RadioGroup
                          {...control}
                          {...register(`eligibility.${criterion.id}`)}
                          options={answers}
                        />
                      )}
                    </Field>
                  ))}
                </CriteriaHead>
              ))}
              <h2 className="field-whole border-b border-line pt-2 font-medium">{t('consent')}</h2>
              <Field label={t('consentBy')} group required error={form.error('consent.by')}>
                {(control) => (
                  <RadioGroup
                    {...control}
                    {...register('consent.by')}
                    options={(consentVersions.length > 0 ? CONSENTING : [...CONSENTING, 'waived']).map(
                      (value, index) => ({
                        value,
                        label: t(`by.${value}`),
                        digit: String(index + 1),
                      }),
                    )}
                  />
                )}
              </Field>
              {by === 'proxy' && (
                <Field label={t('relation')} required error={form.error('consent.relation')}>
                  {(control) => (
                    <TextInput
                      {...control}
                      {...register('consent.relation', { setValueAs: asNullable })}
                      className="max-w-60!"
                    />
                  )}
                </Field>
              )}
              {by !== 'waived' && (
                <>
                  <Field label={t('consentVersion')} required error={form.error('consent.version')}>
                    {(control) => (
                      <Select {...control} {...register('consent.version', { setValueAs: asNullable })}>
                        {consentVersions.map((version) => (
                          <option key={version}>{version}</option>
                        ))}
                      </Select>
                    )}
                  </Field>
                  <Field label={t('consentOn')} required error={form.error('consent.on')}>
                    {(control) => (
                      <DateInput
                        {...control}
                        {...register('consent.on', { setValueAs: asDate(today, null) })}
                        parse={(raw) => parseDateText(raw, { today })}
                      />
                    )}
                  </Field>
                </>
              )}
              <h2 className="field-whole border-b border-line pt-2 font-medium">{t('plan')}</h2>
              {!randomised && (
                <Field label={t('plannedArm')} group required error={form.error('plannedArm')}>
                  {(control) => (
                    <RadioGroup
                      {...control}
                      {...register('plannedArm')}
                      options={arms.map(({ code, label }, index) => ({
                        value: code,
                        label: textOf(label, locale),
                        digit: String(index + 1),
                      }))}
                    />
                  )}
                </Field>
              )}
              <Field label={t('enrolledOn')} required error={form.error('enrolledOn')}>
                {(control) => (
                  <DateInput
                    {...control}
                    {...register('enrolledOn', { setValueAs: asDate(today, undefined) })}
                    parse={(raw) => parseDateText(raw, { today })}
                  />
                )}
              </Field>
            </FieldGrid>
            <div className="flex flex-wrap gap-2">
              <Button type="submit" look="primary" busy={form.saving} hint="Ctrl+Enter">
                {t(randomised ? 'enrolAndGoOn' : 'enrol')}
              </Button>
            </div>
          </EnterGoesOn>
        </Form>
      </PageBody>
    </>
  )
}

function CriteriaHead({ title, children }: { title: string; children: React.ReactNode }) {
  return (
    <>
      <h2 className="field-whole border-b border-line pt-2 font-medium">{title}</h2>
      {children}
    </>
  )
}

/** What the form hides is not sent. */
function dropUnasked(consent: Enrolment['consent']): Enrolment['consent'] {
  const waived = consent.by === 'waived'
  return {
    ...consent,
    version: waived ? null : consent.version,
    on: waived ? null : consent.on,
    relation: consent.by === 'proxy' ? consent.relation : null,
  }
}
