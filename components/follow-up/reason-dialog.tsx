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
import { reasonText } from '@/lib/contracts/fields'

const schema = z.object({ reason: reasonText })

interface ReasonDialogProps {
  /** Under /api/v1; takes `reason` and `version`. */
  path: string
  version: number
  label: string
  /** What is taken back, by name. */
  title: string
  about?: string
  done: string
}

/** Something is taken back in place, and why is kept. */
export function ReasonDialog({ path, version, label, title, about, done }: ReasonDialogProps) {
  const [open, setOpen] = useState(false)
  return (
    <>
      <Button small aria-label={title} onClick={() => setOpen(true)}>
        {label}
      </Button>
      <Dialog open={open} onClose={() => setOpen(false)} title={title}>
        {open && (
          <TakeBackForm {...{ path, version, label, done }} about={about} onClose={() => setOpen(false)} />
        )}
      </Dialog>
    </>
  )
}

interface TakeBackFormProps extends Pick<ReasonDialogProps, 'path' | 'version' | 'label' | 'done'> {
  about: string | undefined
  onClose: () => void
}

function TakeBackForm({ path, version, label, about, done, onClose }: TakeBackFormProps) {
  const common = useTranslations('common')
  const router = useRouter()
  const toast = useToast()
  const [send] = useState(() => createSender())
  const form = useEntryForm({ schema, defaultValues: { reason: '' } })
  return (
    <Form
      form={form}
      onSave={({ reason }) => send({ method: 'POST', path, body: { version, reason } })}
      onSaved={() => {
        onClose()
        toast({ tone: 'done', text: done })
        router.refresh()
      }}
    >
      {about && <p>{about}</p>}
      <Field label={common('reason')} required error={form.error('reason')}>
        {(control) => <TextArea {...control} {...form.register('reason')} />}
      </Field>
      <div className="flex flex-wrap justify-end gap-2">
        <Button onClick={onClose}>{common('cancel')}</Button>
        <Button type="submit" look="danger" busy={form.saving} hint="Ctrl+Enter">
          {label}
        </Button>
      </div>
    </Form>
  )
}
