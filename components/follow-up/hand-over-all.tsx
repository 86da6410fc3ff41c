'use client'

import { useState } from 'react'
import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import * as z from 'zod'
import { Button } from '@/components/ui/button'
import { createSender } from '@/components/ui/client-api'
import { Dialog } from '@/components/ui/dialog'
import { Field } from '@/components/ui/field'
import { Form, useEntryForm, useFormValue } from '@/components/ui/form'
import { Select, TextInput } from '@/components/ui/input'
import { useToast } from '@/components/ui/toast'
import { NOBODY } from './hand-over-form'
import type { ChaserLoad } from './view'

interface HandOverAllProps {
  slug: string
  chasers: readonly ChaserLoad[]
}

/** Everything that one person chases goes to another; how much that is stands there before. */
export function HandOverAll({ slug, chasers }: HandOverAllProps) {
  const t = useTranslations('chasing')
  const [open, setOpen] = useState(false)
  if (!chasers.some(({ patients }) => patients > 0)) return null
  return (
    <>
      <Button onClick={() => setOpen(true)}>{t('all')}</Button>
      <Dialog open={open} onClose={() => setOpen(false)} title={t('all')}>
        {open && <HandOverAllForm slug={slug} chasers={chasers} onClose={() => setOpen(false)} />}
      </Dialog>
    </>
  )
}

const schema = z.object({
  from: z.string().min(1),
  personId: z.string().min(1),
  note: z.string().trim().max(200),
})

function HandOverAllForm({ slug, chasers, onClose }: HandOverAllProps & { onClose: () => void }) {
  const t = useTranslations('chasing')
  const common = useTranslations('common')
  const router = useRouter()
  const toast = useToast()
  const [send] = useState(() => createSender())
  const form = useEntryForm({ schema, defaultValues: { from: '', personId: '', note: '' } })
  const from = useFormValue(form, 'from')
  const patients = chasers.find(({ id }) => id === from)?.patients ?? 0
  return (
    <Form
      form={form}
      onSave={({ personId, note, ...chosen }) =>
        send<{ version: number }>({
          method: 'POST',
          path: `/studies/${slug}/chasing`,
          body: {
            from: chosen.from,
            personId: personId === NOBODY ? null : personId,
            note: note || null,
            patients,
          },
        })
      }
      onSaved={({ version }) => {
        onClose()
        toast({ tone: 'done', text: t('allDone', { count: version }) })
        router.refresh()
      }}
    >
      <p>{t('allAbout')}</p>
      <Field label={t('from')} required error={form.error('from')}>
        {(control) => (
          <Select {...control} {...form.register('from')}>
            <option value="">{t('choose')}</option>
            {chasers
              .filter((one) => one.patients > 0)
              .map(({ id, name, patients: count, gone }) => (
                <option key={id} value={id}>
                  {t(gone ? 'gone' : 'load', { name, count })}
                </option>
              ))}
          </Select>
        )}
      </Field>
      <Field label={t('to')} required error={form.error('personId')}>
        {(control) => (
          <Select {...control} {...form.register('personId')}>
            <option value="">{t('choose')}</option>
            {chasers
              .filter(({ id, gone }) => !gone && id !== from)
              .map(({ id, name, patients: count }) => (
                <option key={id} value={id}>
                  {t('load', { name, count })}
                </option>
              ))}
            <option value={NOBODY}>{t('giveBack')}</option>
          </Select>
        )}
      </Field>
      <Field label={t('note')} description={t('noteAbout')} error={form.error('note')}>
        {(control) => <TextInput {...control} {...form.register('note')} maxLength={200} />}
      </Field>
      <p role="status" className="font-semibold">
        {from ? t('preview', { count: patients }) : ''}
      </p>
      <div className="flex flex-wrap justify-end gap-2">
        <Button onClick={onClose}>{common('cancel')}</Button>
        <Button type="submit" look="primary" busy={form.saving} hint="Ctrl+Enter">
          {t('handOver')}
        </Button>
      </div>
    </Form>
  )
}
