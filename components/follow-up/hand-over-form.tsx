'use client'

import { useState } from 'react'
import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import * as z from 'zod'
import { Banner } from '@/components/ui/banner'
import { Button } from '@/components/ui/button'
import { createSender } from '@/components/ui/client-api'
import { Field } from '@/components/ui/field'
import { Form, useEntryForm } from '@/components/ui/form'
import { Select, TextInput } from '@/components/ui/input'
import { useToast } from '@/components/ui/toast'
import type { Chaser, OwnedPatient } from './view'

/** The choice of giving a patient back. */
export const NOBODY = 'nobody'

const schema = z.object({ personId: z.string().min(1), note: z.string().trim().max(200) })

interface HandOverFormProps {
  slug: string
  chasers: readonly Chaser[]
  patient: OwnedPatient
  onClose: () => void
}

/** One patient goes to somebody else, or back to nobody, with a word. */
export function HandOverForm({ slug, chasers, patient, onClose }: HandOverFormProps) {
  const t = useTranslations('chasing')
  const common = useTranslations('common')
  const router = useRouter()
  const toast = useToast()
  const [send] = useState(() => createSender())
  const form = useEntryForm({ schema, defaultValues: { personId: '', note: '' } })
  const { enrolmentId, patientCode, owner } = patient
  const theirs = readOwner(form.problem?.extra.current)
  return (
    <Form
      form={form}
      onSave={({ personId, note }) =>
        send({
          method: 'PUT',
          path: `/studies/${slug}/enrolments/${enrolmentId}/chasing`,
          body: {
            version: theirs?.version ?? owner.version,
            personId: personId === NOBODY ? null : personId,
            note: note || null,
          },
        })
      }
      onSaved={() => {
        onClose()
        toast({ tone: 'done', text: t('done', { code: patientCode }) })
        router.refresh()
      }}
    >
      {theirs && <Banner tone="late">{t('now', { name: theirs.name ?? t('nobody') })}</Banner>}
      <Field label={t('to')} required error={form.error('personId')}>
        {(control) => (
          <Select {...control} {...form.register('personId')}>
            <option value="">{t('choose')}</option>
            {chasers
              .filter(({ id }) => id !== owner.personId)
              .map(({ id, name }) => (
                <option key={id} value={id}>
                  {name}
                </option>
              ))}
            <option value={NOBODY}>{t('giveBack')}</option>
          </Select>
        )}
      </Field>
      <Field label={t('note')} description={t('noteAbout')} error={form.error('note')}>
        {(control) => <TextInput {...control} {...form.register('note')} maxLength={200} />}
      </Field>
      <div className="flex flex-wrap justify-end gap-2">
        <Button onClick={onClose}>{common('cancel')}</Button>
        <Button type="submit" look="primary" busy={form.saving} hint="Ctrl+Enter">
          {t('handOver')}
        </Button>
      </div>
    </Form>
  )
}

/** Who took the patient meanwhile, as a conflict tells it. */
function readOwner(current: unknown): { name: string | null; version: number } | null {
  if (typeof current !== 'object' || current === null || !('version' in current)) return null
  const name = 'name' in current && typeof current.name === 'string' ? current.name : null
  return typeof current.version === 'number' ? { name, version: current.version } : null
}
