'use client'

import { useState } from 'react'
import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import type * as z from 'zod'
import { parseDateText } from '@/lib/codebook/dates'
import { END_REASONS, endEnrolment } from '@/lib/contracts/patients'
import { Banner } from '@/components/ui/banner'
import { EnterGoesOn } from '@/components/entry/enter-goes-on'
import { Button } from '@/components/ui/button'
import { RadioGroup } from '@/components/ui/choice'
import { createSender } from '@/components/ui/client-api'
import { DateInput } from '@/components/ui/date-input'
import { Field, FieldGrid } from '@/components/ui/field'
import { Form, useEntryForm } from '@/components/ui/form'
import { TextArea } from '@/components/ui/input'
import { LinkButton } from '@/components/ui/link-button'
import { useToast } from '@/components/ui/toast'
import { asDate, asNullable } from './enrol-values'

const schema = endEnrolment.body.omit({ version: true })

interface EndFormProps {
  study: string
  back: string
  enrolmentId: string
  version: number
  today: string
}

/** Ends the follow-up of a patient; says first what that does. */
export function EndForm({ study, back, enrolmentId, version, today }: EndFormProps) {
  const t = useTranslations('enrolment.end')
  const common = useTranslations('common')
  const router = useRouter()
  const toast = useToast()
  const [send] = useState(() => createSender())
  const form = useEntryForm({ schema, defaultValues: { endedOn: '', note: null } })
  const save = (values: z.output<typeof schema>) =>
    send<null>({
      method: 'POST',
      path: `/studies/${study}/enrolments/${enrolmentId}/end`,
      body: { ...values, version },
    })
  return (
    <Form
      form={form}
      onSave={save}
      onSaved={() => {
        toast({ tone: 'done', text: t('done') })
        router.push(back)
      }}
    >
      <Banner tone="late">{t('about')}</Banner>
      <EnterGoesOn>
        <FieldGrid>
          <Field label={t('reason')} group required error={form.error('reason')}>
            {(control) => (
              <RadioGroup
                {...control}
                {...form.register('reason')}
                inline={false}
                options={END_REASONS.map((reason, index) => ({
                  value: reason,
                  label: t(`reasons.${reason}`),
                  digit: String(index + 1),
                }))}
              />
            )}
          </Field>
          <Field label={t('endedOn')} required error={form.error('endedOn')}>
            {(control) => (
              <DateInput
                {...control}
                {...form.register('endedOn', { setValueAs: asDate(today, undefined) })}
                parse={(raw) => parseDateText(raw, { today })}
              />
            )}
          </Field>
          <Field label={t('note')} error={form.error('note')}>
            {(control) => <TextArea {...control} {...form.register('note', { setValueAs: asNullable })} />}
          </Field>
        </FieldGrid>
        <div className="flex flex-wrap gap-2">
          <Button type="submit" look="danger" busy={form.saving} hint="Ctrl+Enter">
            {t('do')}
          </Button>
          <LinkButton look="quiet" href={back}>
            {common('cancel')}
          </LinkButton>
        </div>
      </EnterGoesOn>
    </Form>
  )
}
