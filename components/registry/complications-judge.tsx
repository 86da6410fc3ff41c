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
import { textOf } from '@/lib/i18n/locale'
import { findComplicationType } from '@/lib/protocol/catalogue'
import { saySource } from '@/lib/protocol/rules/sources'
import { EvidenceList, type EvidenceLine } from './evidence'
import { usePageLocale } from './use-page-locale'

type Verdict = 'confirmed' | 'rejected'

interface Judged {
  readonly id: string
  readonly patientCode: string
  readonly type: string
  readonly evidence: readonly EvidenceLine[]
  readonly status: 'proposed' | 'confirmed' | 'rejected'
  readonly version: number
}

interface JudgeComplicationProps {
  slug: string
  row: Judged
  /** Type and level in words. */
  name: string
}

/** A clinician says what a proposal is. What was judged may be judged again; the trail keeps both. */
export function JudgeComplication({ slug, row, name }: JudgeComplicationProps) {
  const t = useTranslations('complications.judge')
  const [verdict, setVerdict] = useState<Verdict | null>(null)
  const look = row.status === 'proposed' ? 'plain' : 'quiet'
  return (
    <div className="no-print flex gap-1">
      {row.status !== 'confirmed' && (
        <Button
          small
          look={look}
          aria-label={t('confirmOf', { name, code: row.patientCode })}
          onClick={() => setVerdict('confirmed')}
        >
          {t('confirm')}
        </Button>
      )}
      {row.status !== 'rejected' && (
        <Button
          small
          look={look}
          aria-label={t('rejectOf', { name, code: row.patientCode })}
          onClick={() => setVerdict('rejected')}
        >
          {t('reject')}
        </Button>
      )}
      <Dialog
        open={verdict !== null}
        onClose={() => setVerdict(null)}
        title={
          verdict === 'rejected'
            ? t('rejectOf', { name, code: row.patientCode })
            : t('confirmOf', { name, code: row.patientCode })
        }
      >
        {verdict && <JudgeForm slug={slug} row={row} verdict={verdict} onClose={() => setVerdict(null)} />}
      </Dialog>
    </div>
  )
}

const note = z.string().trim().max(2_000)
const SCHEMAS = {
  confirmed: z.object({ note }),
  rejected: z.object({ note: note.min(1) }),
} as const

interface JudgeFormProps {
  slug: string
  row: Judged
  verdict: Verdict
  onClose: () => void
}

function JudgeForm({ slug, row, verdict, onClose }: JudgeFormProps) {
  const t = useTranslations('complications.judge')
  const common = useTranslations('common')
  const locale = usePageLocale()
  const router = useRouter()
  const toast = useToast()
  const [send] = useState(() => createSender())
  const form = useEntryForm({ schema: SCHEMAS[verdict], defaultValues: { note: '' } })
  const type = findComplicationType(row.type)
  const sources = [...new Set(row.evidence.map(({ source }) => source))]
    .filter((source) => !source.startsWith('person:'))
    .map((source) => saySource(source, locale))
  return (
    <Form
      form={form}
      onSave={(values) =>
        send({
          method: 'PATCH',
          path: `/studies/${slug}/complications/${row.id}`,
          body: { version: row.version, status: verdict, note: values.note },
        })
      }
      onSaved={() => {
        onClose()
        toast({ tone: 'done', text: t(`done.${verdict}`) })
        router.refresh()
      }}
      onProblem={(problem) => {
        if (problem.code === 'conflict') router.refresh()
        return false
      }}
    >
      {row.status !== 'proposed' && <p className="font-medium">{t(`now.${row.status}`)}</p>}
      <EvidenceList evidence={row.evidence} />
      {type && (
        <p className="text-xs text-dim">
          {t('definition')}
          {textOf(type.definition, locale)} ({textOf(type.source, locale)})
        </p>
      )}
      {sources.length > 0 && (
        <p className="text-xs text-dim">
          {t('sources')}
          {sources.join(locale === 'en' ? '; ' : '；')}
        </p>
      )}
      <Field
        label={verdict === 'rejected' ? t('reason') : t('note')}
        required={verdict === 'rejected'}
        error={form.error('note')}
      >
        {(control) => <TextArea {...control} {...form.register('note')} />}
      </Field>
      <div className="flex flex-wrap justify-end gap-2">
        <Button onClick={onClose}>{common('cancel')}</Button>
        <Button
          type="submit"
          look={verdict === 'rejected' ? 'danger' : 'primary'}
          busy={form.saving}
          hint="Ctrl+Enter"
        >
          {t(verdict === 'rejected' ? 'reject' : 'confirm')}
        </Button>
      </div>
    </Form>
  )
}
