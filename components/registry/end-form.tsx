'use client'

import { useState } from 'react'
import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { parseDateText } from '@/lib/codebook/dates'
import { DEATH_RELATIONS, DEATH_SOURCES, type END_KINDS } from '@/lib/contracts/patients'
import { Banner } from '@/components/ui/banner'
import { EnterGoesOn } from '@/components/entry/enter-goes-on'
import { Button } from '@/components/ui/button'
import { RadioGroup } from '@/components/ui/choice'
import { createSender } from '@/components/ui/client-api'
import { DateInput } from '@/components/ui/date-input'
import { Field, FieldGrid } from '@/components/ui/field'
import { Form, useEntryForm, useFormValue } from '@/components/ui/form'
import { Select, TextArea, TextInput } from '@/components/ui/input'
import { LinkButton } from '@/components/ui/link-button'
import { useToast } from '@/components/ui/toast'
import { endSchema, toEndBody, type End } from './end-schema'
import { asDate, asNullable } from './enrol-values'

export type EndKind = (typeof END_KINDS)[number]

interface EndFormProps {
  study: string
  back: string
  enrolmentId: string
  version: number
  today: string
  /** What may be said of this patient now. */
  kinds: readonly EndKind[]
  /** Known from where one comes: a call in which a death was told. */
  reason: EndKind | undefined
  source: (typeof DEATH_SOURCES)[number] | undefined
}

/** Death, withdrawal, loss: says what each of them does before it is done. */
export function EndForm(props: EndFormProps) {
  const { study, back, enrolmentId, version, today, kinds, source } = props
  const t = useTranslations('enrolment.end')
  const common = useTranslations('common')
  const router = useRouter()
  const toast = useToast()
  const [send] = useState(() => createSender())
  const form = useEntryForm({
    schema: endSchema,
    defaultValues: {
      ...(props.reason ? { reason: props.reason } : {}),
      endedOn: '',
      note: null,
      deathSource: source ?? '',
      deathRelation: '',
      deathCause: '',
    },
  })
  const chosen = useFormValue(form, 'reason')
  const kind = kinds.find((one) => one === chosen)
  const died = kind === 'died'
  const save = (values: End) =>
    send<null>({
      method: 'POST',
      path: `/studies/${study}/enrolments/${enrolmentId}/end`,
      body: { ...toEndBody(values), version },
    })
  return (
    <Form
      form={form}
      onSave={save}
      onSaved={() => {
        toast({ tone: 'done', text: t(kind === 'withdrawn_treatment' ? 'treatmentDone' : 'done') })
        router.push(back)
        router.refresh()
      }}
    >
      <EnterGoesOn>
        <FieldGrid>
          <Field label={t('reason')} group required error={form.error('reason')}>
            {(control) => (
              <RadioGroup
                {...control}
                {...form.register('reason')}
                defaultValue={props.reason}
                inline={false}
                options={kinds.map((reason, index) => ({
                  value: reason,
                  label: t(`reasons.${reason}`),
                  digit: String(index + 1),
                }))}
              />
            )}
          </Field>
          {kind && (
            <div className="field-whole" role="status">
              <Banner tone={kind === 'withdrawn_treatment' ? 'open' : 'late'}>{t(`does.${kind}`)}</Banner>
            </div>
          )}
          <Field
            label={died ? t('diedOn') : t('endedOn')}
            description={died ? t('diedOnAbout') : undefined}
            required
            error={form.error('endedOn')}
          >
            {(control) => (
              <DateInput
                {...control}
                {...form.register('endedOn', { setValueAs: asDate(today, undefined, true) })}
                parse={(raw) => parseDateText(raw, { today, partial: died })}
              />
            )}
          </Field>
          {died && (
            <>
              <Field label={t('source')} required error={form.error('deathSource')}>
                {(control) => (
                  <Select {...control} {...form.register('deathSource')}>
                    <option value="">{t('choose')}</option>
                    {DEATH_SOURCES.map((one) => (
                      <option key={one} value={one}>
                        {t(`sources.${one}`)}
                      </option>
                    ))}
                  </Select>
                )}
              </Field>
              <Field label={t('relation')} group required error={form.error('deathRelation')}>
                {(control) => (
                  <RadioGroup
                    {...control}
                    {...form.register('deathRelation')}
                    options={DEATH_RELATIONS.map((one, index) => ({
                      value: one,
                      label: t(`relations.${one}`),
                      digit: String(index + 1),
                    }))}
                  />
                )}
              </Field>
              <Field label={t('cause')} error={form.error('deathCause')}>
                {(control) => <TextInput {...control} {...form.register('deathCause')} />}
              </Field>
            </>
          )}
          <Field label={t('note')} error={form.error('note')}>
            {(control) => <TextArea {...control} {...form.register('note', { setValueAs: asNullable })} />}
          </Field>
        </FieldGrid>
        <div className="flex flex-wrap gap-2">
          <Button
            type="submit"
            look={kind === 'withdrawn_treatment' ? 'primary' : 'danger'}
            busy={form.saving}
            hint="Ctrl+Enter"
          >
            {kind === 'withdrawn_treatment' ? common('save') : t('do')}
          </Button>
          <LinkButton look="quiet" href={back}>
            {common('cancel')}
          </LinkButton>
        </div>
      </EnterGoesOn>
    </Form>
  )
}
