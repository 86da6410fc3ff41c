'use client'

import { useState } from 'react'
import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { Button } from '@/components/ui/button'
import { RadioGroup } from '@/components/ui/choice'
import { createDownloader, type DownloadedFile } from '@/components/ui/client-api'
import { Field, FieldGrid } from '@/components/ui/field'
import { Form, useEntryForm } from '@/components/ui/form'
import { TextInput } from '@/components/ui/input'
import { useToast } from '@/components/ui/toast'
import { runExtract } from '@/lib/contracts/data'
import { saveBlob } from './save-text'

const PARTS = ['data', 'codebook'] as const

/** Takes a file: its shape, what it is for, then the data or the codebook that explains them. */
export function ExtractForm({ study }: { study: string }) {
  const t = useTranslations('extracts')
  const router = useRouter()
  const toast = useToast()
  const [download] = useState(() => createDownloader())
  const form = useEntryForm({
    schema: runExtract.body,
    defaultValues: { shape: 'long', format: 'csv', part: 'data', purpose: '' },
  })

  function take(file: DownloadedFile) {
    saveBlob(file.blob, file.name)
    const rows = Number(file.headers.get('x-extract-rows'))
    const sha = file.headers.get('x-extract-sha256')?.slice(0, 12) ?? ''
    toast({ tone: 'done', text: t('done', { name: file.name }), detail: t('doneDetail', { rows, sha }) })
    router.refresh()
  }

  return (
    <Form
      form={form}
      onSave={(body) => download({ method: 'POST', path: `/studies/${study}/extracts`, body })}
      onSaved={take}
    >
      <FieldGrid>
        <Field label={t('shape')} group required error={form.error('shape')}>
          {(control) => (
            <RadioGroup
              {...control}
              inline={false}
              options={(['long', 'wide'] as const).map((shape) => ({
                value: shape,
                label: t(`shapes.${shape}`),
              }))}
              {...form.register('shape')}
            />
          )}
        </Field>
        <Field label={t('purpose')} required description={t('purposeHelp')} error={form.error('purpose')}>
          {(control) => <TextInput {...control} maxLength={200} {...form.register('purpose')} />}
        </Field>
      </FieldGrid>
      <div className="flex flex-wrap gap-2">
        {PARTS.map((part) => (
          <Button
            key={part}
            type="submit"
            look={part === 'data' ? 'primary' : 'plain'}
            busy={form.saving}
            onClick={() => form.setValue('part', part)}
          >
            {t(`download.${part}`)}
          </Button>
        ))}
      </div>
    </Form>
  )
}
