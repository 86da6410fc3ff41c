'use client'

import { useState } from 'react'
import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import * as z from 'zod'
import { reasonText } from '@/lib/contracts/fields'
import { Banner } from '@/components/ui/banner'
import { Button } from '@/components/ui/button'
import { createSender } from '@/components/ui/client-api'
import { Field } from '@/components/ui/field'
import { Form, useEntryForm } from '@/components/ui/form'
import { TextArea } from '@/components/ui/input'
import { LinkButton } from '@/components/ui/link-button'
import { useToast } from '@/components/ui/toast'

const schema = z.strictObject({ reason: reasonText })

interface ReasonFormProps {
  /** Under /api/v1; takes `reason` and what else is told. */
  path: string
  more: Readonly<Record<string, string | number>>
  /** What it does, said before. */
  about: string
  /** The verb on the button. */
  action: string
  done: string
  grave?: boolean
  /** Where one is afterwards, and where giving up leads. */
  next: string
  back: string
  /** In a dialog: closes it, done or given up. */
  onDone?: () => void
}

/** Something is taken back, and why is kept. */
export function ReasonForm(props: ReasonFormProps) {
  const { path, more, about, action, done, grave = false, next, back, onDone } = props
  const common = useTranslations('common')
  const router = useRouter()
  const toast = useToast()
  const [send] = useState(() => createSender())
  const form = useEntryForm({ schema, defaultValues: { reason: '' } })
  return (
    <Form
      form={form}
      onSave={(values) => send<null>({ method: 'POST', path, body: { ...values, ...more } })}
      onSaved={() => {
        toast({ tone: 'done', text: done })
        onDone?.()
        router.push(next)
        router.refresh()
      }}
    >
      <Banner tone={grave ? 'late' : 'open'}>{about}</Banner>
      <Field label={common('reason')} required error={form.error('reason')}>
        {(control) => <TextArea {...control} {...form.register('reason')} autoFocus className="max-w-160!" />}
      </Field>
      <div className="flex flex-wrap gap-2">
        <Button type="submit" look={grave ? 'danger' : 'primary'} busy={form.saving} hint="Ctrl+Enter">
          {action}
        </Button>
        {onDone ? (
          <Button look="quiet" onClick={onDone}>
            {common('cancel')}
          </Button>
        ) : (
          <LinkButton look="quiet" href={back}>
            {common('cancel')}
          </LinkButton>
        )}
      </div>
    </Form>
  )
}
