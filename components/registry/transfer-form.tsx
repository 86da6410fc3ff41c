'use client'

import { useState } from 'react'
import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import type * as z from 'zod'
import { transferEnrolment } from '@/lib/contracts/patients'
import { Banner } from '@/components/ui/banner'
import { Button } from '@/components/ui/button'
import { RadioGroup } from '@/components/ui/choice'
import { createSender } from '@/components/ui/client-api'
import { Field, FieldGrid } from '@/components/ui/field'
import { Form, useEntryForm } from '@/components/ui/form'
import { TextArea } from '@/components/ui/input'
import { LinkButton } from '@/components/ui/link-button'
import { useToast } from '@/components/ui/toast'

const schema = transferEnrolment.body.omit({ version: true })

interface TransferFormProps {
  study: string
  back: string
  enrolmentId: string
  version: number
  code: string
  sites: readonly { readonly code: string; readonly name: string }[]
}

/** Sends a patient to another site; says first who will see the patient afterwards. */
export function TransferForm({ study, back, enrolmentId, version, code, sites }: TransferFormProps) {
  const t = useTranslations('transfer')
  const common = useTranslations('common')
  const router = useRouter()
  const toast = useToast()
  const [send] = useState(() => createSender())
  const form = useEntryForm({ schema, defaultValues: { reason: '' } })
  const save = (values: z.output<typeof schema>) =>
    send<null>({
      method: 'POST',
      path: `/studies/${study}/enrolments/${enrolmentId}/transfer`,
      body: { ...values, version },
    })
  return (
    <Form
      form={form}
      onSave={save}
      onSaved={() => {
        toast({ tone: 'done', text: t('done', { code }) })
        router.push(`/${study}/patients`)
        router.refresh()
      }}
    >
      <Banner tone="late">{t('about')}</Banner>
      <FieldGrid>
        <Field label={t('site')} group required error={form.error('site')}>
          {(control) => (
            <RadioGroup
              {...control}
              {...form.register('site')}
              inline={false}
              options={sites.map((site, index) => ({
                value: site.code,
                label: `${site.name} (${site.code})`,
                digit: String(index + 1),
              }))}
            />
          )}
        </Field>
        <Field label={common('reason')} required error={form.error('reason')}>
          {(control) => <TextArea {...control} {...form.register('reason')} />}
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
    </Form>
  )
}
