'use client'

import { useState } from 'react'
import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import * as z from 'zod'
import { Button } from '@/components/ui/button'
import { createSender } from '@/components/ui/client-api'
import { Dialog } from '@/components/ui/dialog'
import { Field } from '@/components/ui/field'
import { Form, useEntryForm } from '@/components/ui/form'
import { TextArea } from '@/components/ui/input'
import { useToast } from '@/components/ui/toast'

interface AcknowledgeAlertProps {
  slug: string
  look?: 'primary' | 'plain'
  alert: { id: string; patientCode: string; version: number }
}

/** Taking notice is an act of a named person; what was done about it may be said at once. */
export function AcknowledgeAlert({ slug, alert, look = 'primary' }: AcknowledgeAlertProps) {
  const t = useTranslations('complications.acknowledge')
  const [open, setOpen] = useState(false)
  return (
    <>
      <Button
        small
        look={look}
        aria-label={t('of', { code: alert.patientCode })}
        onClick={() => setOpen(true)}
      >
        {t('do')}
      </Button>
      <Dialog open={open} onClose={() => setOpen(false)} title={t('of', { code: alert.patientCode })}>
        <AcknowledgeForm slug={slug} alert={alert} onClose={() => setOpen(false)} />
      </Dialog>
    </>
  )
}

const schema = z.object({ note: z.string().trim().max(2_000) })

function AcknowledgeForm({ slug, alert, onClose }: AcknowledgeAlertProps & { onClose: () => void }) {
  const t = useTranslations('complications.acknowledge')
  const common = useTranslations('common')
  const router = useRouter()
  const toast = useToast()
  const [send] = useState(() => createSender())
  const form = useEntryForm({ schema, defaultValues: { note: '' } })
  return (
    <Form
      form={form}
      onSave={({ note }) =>
        send({
          method: 'PATCH',
          path: `/studies/${slug}/alerts/${alert.id}`,
          body: { version: alert.version, note: note || null },
        })
      }
      onSaved={() => {
        onClose()
        toast({ tone: 'done', text: t('done') })
        router.refresh()
      }}
    >
      <p>{t('about')}</p>
      <Field label={t('note')} error={form.error('note')}>
        {(control) => <TextArea {...control} {...form.register('note')} />}
      </Field>
      <div className="flex flex-wrap justify-end gap-2">
        <Button onClick={onClose}>{common('cancel')}</Button>
        <Button type="submit" look="primary" busy={form.saving} hint="Ctrl+Enter">
          {t('do')}
        </Button>
      </div>
    </Form>
  )
}
