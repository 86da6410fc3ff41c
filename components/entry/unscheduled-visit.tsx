'use client'

import { useState } from 'react'
import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import type * as z from 'zod'
import { parseDateText } from '@/lib/codebook/dates'
import { parseTimeText } from '@/lib/codebook/times'
import { visitDone } from '@/lib/contracts/enrolments'
import { asDate, asTime } from '@/components/registry/enrol-values'
import { Button } from '@/components/ui/button'
import { createSender } from '@/components/ui/client-api'
import { DateInput } from '@/components/ui/date-input'
import { Field, FieldGrid } from '@/components/ui/field'
import { Form, useEntryForm } from '@/components/ui/form'
import { Select } from '@/components/ui/input'
import { LinkButton } from '@/components/ui/link-button'
import { ParsedInput } from '@/components/ui/parsed-input'
import { EnterGoesOn } from './enter-goes-on'
import { MODES } from './visit-texts'

interface UnscheduledVisitProps {
  study: string
  back: string
  enrolmentId: string
  today: string
}

/** A visit nobody planned; its forms are chosen on the page that follows. */
export function UnscheduledVisit({ study, back, enrolmentId, today }: UnscheduledVisitProps) {
  const t = useTranslations('entry')
  const common = useTranslations('common')
  const router = useRouter()
  const [send] = useState(() => createSender())
  const form = useEntryForm({
    schema: visitDone,
    defaultValues: { doneOn: today, doneTime: null, mode: 'in_person' },
  })
  const save = (values: z.output<typeof visitDone>) =>
    send<{ id: string }>({
      method: 'POST',
      path: `/studies/${study}/visits`,
      body: { ...values, enrolmentId },
    })
  return (
    <Form
      form={form}
      onSave={save}
      onSaved={({ id }) => router.push(`/${study}/visits/${id}?${new URLSearchParams({ from: back })}`)}
    >
      <EnterGoesOn>
        <FieldGrid>
          <Field label={t('visitOn')} required error={form.error('doneOn')}>
            {(control) => (
              <DateInput
                {...control}
                {...form.register('doneOn', { setValueAs: asDate(today, undefined) })}
                parse={(raw) => parseDateText(raw, { today })}
                autoFocus
              />
            )}
          </Field>
          <Field label={t('visitTime')} error={form.error('doneTime')}>
            {(control) => (
              <ParsedInput
                {...control}
                {...form.register('doneTime', { setValueAs: asTime })}
                placeholder="HH:MM"
                className="w-20"
                parse={parseTimeText}
                print={String}
              />
            )}
          </Field>
          <Field label={t('visitMode')} required error={form.error('mode')}>
            {(control) => (
              <Select {...control} {...form.register('mode')}>
                {MODES.map((mode) => (
                  <option key={mode} value={mode}>
                    {t(`mode.${mode}`)}
                  </option>
                ))}
              </Select>
            )}
          </Field>
        </FieldGrid>
        <div className="flex flex-wrap gap-2">
          <Button type="submit" look="primary" busy={form.saving} hint="Ctrl+Enter">
            {t('addVisit')}
          </Button>
          <LinkButton look="quiet" href={back}>
            {common('cancel')}
          </LinkButton>
        </div>
      </EnterGoesOn>
    </Form>
  )
}
