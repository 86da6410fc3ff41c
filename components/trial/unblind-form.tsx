'use client'

import { useState } from 'react'
import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import * as z from 'zod'
import { reasonText } from '@/lib/contracts/fields'
import { Banner } from '@/components/ui/banner'
import { Button } from '@/components/ui/button'
import { Checkbox } from '@/components/ui/choice'
import { createSender } from '@/components/ui/client-api'
import { Field } from '@/components/ui/field'
import { Form, useEntryForm } from '@/components/ui/form'
import { TextArea } from '@/components/ui/input'

const schema = z.strictObject({ reason: reasonText, urgent: z.boolean() })

/** Opens the arm of one patient to the ward; it says before what will be kept of it. */
export function UnblindForm({ study, enrolmentId }: { study: string; enrolmentId: string }) {
  const t = useTranslations('trial')
  const common = useTranslations('common')
  const router = useRouter()
  const [send] = useState(() => createSender())
  const form = useEntryForm({ schema, defaultValues: { reason: '', urgent: true } })
  return (
    <Form
      form={form}
      onSave={(body) =>
        send<null>({ method: 'POST', path: `/studies/${study}/enrolments/${enrolmentId}/unblind`, body })
      }
      onSaved={() => router.refresh()}
    >
      <Banner tone="late">{t('unblindAbout')}</Banner>
      <Field label={common('reason')} required error={form.error('reason')}>
        {(control) => <TextArea {...control} {...form.register('reason')} className="max-w-160!" />}
      </Field>
      <Checkbox label={t('urgent')} {...form.register('urgent')} />
      <div className="flex flex-wrap gap-2">
        <Button type="submit" look="danger" busy={form.saving} hint="Ctrl+Enter">
          {t('unblind')}
        </Button>
      </div>
    </Form>
  )
}
