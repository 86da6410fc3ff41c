'use client'

import { useState } from 'react'
import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { Button } from '@/components/ui/button'
import { createSender } from '@/components/ui/client-api'
import { Field, FieldGrid } from '@/components/ui/field'
import { Form, useEntryForm } from '@/components/ui/form'
import { Select, TextInput } from '@/components/ui/input'
import { useToast } from '@/components/ui/toast'
import { createFreeze, FREEZE_DATES, FREEZE_GRAINS } from '@/lib/contracts/freezes'

/** Keeps the data set as it is now: its name, what for, what a row is, and how dates stand in it. */
export function FreezeForm({ study }: { study: string }) {
  const t = useTranslations('freezes')
  const extracts = useTranslations('extracts')
  const router = useRouter()
  const toast = useToast()
  const [send] = useState(() => createSender())
  const form = useEntryForm({
    schema: createFreeze.body,
    defaultValues: { name: '', purpose: '', grain: 'visit', dates: 'days' },
  })
  return (
    <Form
      form={form}
      onSave={(body) => send<{ id: string }>({ method: 'POST', path: `/studies/${study}/freezes`, body })}
      onSaved={() => {
        toast({ tone: 'done', text: t('done') })
        form.reset()
        router.refresh()
      }}
    >
      <FieldGrid>
        <Field label={t('name')} required description={t('nameHelp')} error={form.error('name')}>
          {(control) => <TextInput {...control} maxLength={200} {...form.register('name')} />}
        </Field>
        <Field label={t('purpose')} required error={form.error('purpose')}>
          {(control) => <TextInput {...control} maxLength={500} {...form.register('purpose')} />}
        </Field>
        <Field label={t('grain')} error={form.error('grain')}>
          {(control) => (
            <Select {...control} {...form.register('grain')}>
              {FREEZE_GRAINS.map((grain) => (
                <option key={grain} value={grain}>
                  {t(`grains.${grain}`)}
                </option>
              ))}
            </Select>
          )}
        </Field>
        <Field label={extracts('dates')} error={form.error('dates')}>
          {(control) => (
            <Select {...control} {...form.register('dates')}>
              {FREEZE_DATES.map((dates) => (
                <option key={dates} value={dates}>
                  {extracts(`dateOptions.${dates}`)}
                </option>
              ))}
            </Select>
          )}
        </Field>
      </FieldGrid>
      <div>
        <Button type="submit" look="primary" busy={form.saving}>
          {t('freeze')}
        </Button>
      </div>
    </Form>
  )
}
