'use client'

import { useState } from 'react'
import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import * as z from 'zod'
import { Button } from '@/components/ui/button'
import { createSender, readApi, type Result } from '@/components/ui/client-api'
import { DateInput } from '@/components/ui/date-input'
import { Dialog } from '@/components/ui/dialog'
import { Field } from '@/components/ui/field'
import { Form, useEntryForm, useFormValue } from '@/components/ui/form'
import { Select, TextArea, TextInput } from '@/components/ui/input'
import { useToast } from '@/components/ui/toast'
import { parseDateText } from '@/lib/codebook/dates'
import { textOf } from '@/lib/i18n/locale'
import { COMPLICATION_CATALOGUE, COMPLICATION_CODES, findComplicationType } from '@/lib/protocol/catalogue'
import { usePageLocale } from './use-page-locale'

interface ReportComplicationProps {
  slug: string
  /** Whose it is, where the page knows; otherwise the study code is asked for. */
  patient?: { enrolmentId: string; code: string }
}

/** A person reports what no rule can see; like a rule's proposal it waits for a clinician. */
export function ReportComplication({ slug, patient }: ReportComplicationProps) {
  const t = useTranslations('complications.report')
  const [open, setOpen] = useState(false)
  return (
    <>
      <Button onClick={() => setOpen(true)}>{t('do')}</Button>
      <Dialog open={open} onClose={() => setOpen(false)} title={t('title')}>
        <ReportForm slug={slug} {...(patient ? { patient } : {})} onClose={() => setOpen(false)} />
      </Dialog>
    </>
  )
}

const schema = z.object({
  code: z.string().trim().toUpperCase().min(1).max(40),
  type: z.enum(COMPLICATION_CODES),
  level: z.string().trim().toUpperCase().max(10),
  detectedOn: z.iso.date(),
  note: z.string().trim().min(1).max(200),
})

function ReportForm({ slug, patient, onClose }: ReportComplicationProps & { onClose: () => void }) {
  const t = useTranslations('complications.report')
  const common = useTranslations('common')
  const locale = usePageLocale()
  const router = useRouter()
  const toast = useToast()
  const [send] = useState(() => createSender())
  const [today] = useState(() => new Date().toLocaleDateString('sv'))
  const form = useEntryForm({
    schema,
    defaultValues: { code: patient?.code ?? '', level: '', detectedOn: '', note: '' },
  })
  const type = findComplicationType(String(useFormValue(form, 'type')))
  return (
    <Form
      form={form}
      onSave={async ({ code, type: chosen, level, detectedOn, note }) => {
        const enrolment: Result<string> = patient
          ? { ok: true, status: 200, data: patient.enrolmentId }
          : await findEnrolment(slug, code)
        if (!enrolment.ok) return enrolment
        return send({
          method: 'POST',
          path: `/studies/${slug}/complications`,
          body: {
            enrolmentId: enrolment.data,
            visitId: null,
            type: chosen,
            level: level || null,
            detectedOn,
            note,
          },
        })
      }}
      onSaved={() => {
        onClose()
        toast({ tone: 'done', text: t('done') })
        router.refresh()
      }}
    >
      {!patient && (
        <Field label={t('code')} required error={form.error('code')}>
          {(control) => (
            <div className="w-48">
              <TextInput {...control} {...form.register('code')} />
            </div>
          )}
        </Field>
      )}
      <Field
        label={t('type')}
        required
        error={form.error('type')}
        description={type && textOf(type.definition, locale)}
      >
        {(control) => (
          <Select {...control} {...form.register('type')} defaultValue="">
            <option value="" disabled>
              {t('choose')}
            </option>
            {COMPLICATION_CATALOGUE.map(({ code, label }) => (
              <option key={code} value={code}>
                {textOf(label, locale)}
              </option>
            ))}
          </Select>
        )}
      </Field>
      {type?.byLevel && (
        <Field label={t('level')} error={form.error('level')} description={t('levelAbout')}>
          {(control) => (
            <div className="w-32">
              <TextInput {...control} {...form.register('level')} />
            </div>
          )}
        </Field>
      )}
      <Field label={t('detectedOn')} required error={form.error('detectedOn')}>
        {(control) => (
          <DateInput
            {...control}
            {...form.register('detectedOn')}
            parse={(text) => parseDateText(text, { today })}
          />
        )}
      </Field>
      <Field label={t('note')} required error={form.error('note')}>
        {(control) => <TextArea {...control} {...form.register('note')} maxLength={200} />}
      </Field>
      <div className="flex flex-wrap justify-end gap-2">
        <Button onClick={onClose}>{common('cancel')}</Button>
        <Button type="submit" look="primary" busy={form.saving} hint="Ctrl+Enter">
          {t('save')}
        </Button>
      </div>
    </Form>
  )
}

/** The enrolment behind a study code; an unknown code is a fault of that field. */
async function findEnrolment(slug: string, code: string): Promise<Result<string>> {
  const found = await readApi<{ rows: { code: string | null; enrolmentId: string | null }[] }>(
    `/studies/${slug}/patients?q=${encodeURIComponent(code)}`,
  )
  if (!found.ok) return found
  const enrolmentId = found.data.rows.find((row) => row.code === code)?.enrolmentId
  if (enrolmentId) return { ok: true, status: 200, data: enrolmentId }
  const fields = [{ field: 'code', code: 'unknown' }]
  return { ok: false, problem: { code: 'invalid', status: 422, fields, extra: {}, body: { code } } }
}
