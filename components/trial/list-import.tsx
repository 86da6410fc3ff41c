'use client'

import { useState } from 'react'
import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import * as z from 'zod'
import { Banner } from '@/components/ui/banner'
import { Button } from '@/components/ui/button'
import { createSender, type ApiFieldIssue } from '@/components/ui/client-api'
import { Field } from '@/components/ui/field'
import { Form, useEntryForm } from '@/components/ui/form'
import { TextArea } from '@/components/ui/input'
import { useIssueText } from '@/components/ui/problem-text'
import { useToast } from '@/components/ui/toast'

const schema = z.strictObject({ list: z.string().trim().min(1).max(240_000) })

/** A list made elsewhere: chosen as a file or pasted; it is sealed at once and never shown again. */
export function ListImport({ study, columns }: { study: string; columns: readonly string[] }) {
  const t = useTranslations('trial')
  const router = useRouter()
  const toast = useToast()
  const [send] = useState(() => createSender())
  const issueText = useIssueText()
  const [faults, setFaults] = useState<readonly ApiFieldIssue[]>([])
  const form = useEntryForm({ schema, defaultValues: { list: '' } })

  async function take(file: File | undefined) {
    if (file) form.setValue('list', await file.text(), { shouldDirty: true, shouldValidate: true })
  }

  return (
    <Form
      form={form}
      onSave={(body) => send<null>({ method: 'POST', path: `/studies/${study}/allocations`, body })}
      onProblem={({ fields }) => {
        setFaults(fields)
        return fields.length > 0
      }}
      onSaved={() => {
        setFaults([])
        form.reset({ list: '' })
        toast({ tone: 'done', text: t('imported') })
        router.refresh()
      }}
    >
      {faults.length > 0 && (
        <Banner tone="missed" title={t('faults')} alert>
          <ul className="list-disc pl-4">
            {faults.map((fault, index) => (
              <li key={index}>{issueText(fault)}</li>
            ))}
          </ul>
        </Banner>
      )}
      <p className="text-dim">{t('importAbout', { columns: columns.join(',') })}</p>
      <input
        type="file"
        accept=".csv,text/csv"
        aria-label={t('chooseFile')}
        onChange={({ target }) => void take(target.files?.[0])}
      />
      <Field label={t('importList')} required error={form.error('list')}>
        {(control) => (
          <TextArea
            {...control}
            {...form.register('list')}
            rows={5}
            spellCheck={false}
            placeholder={columns.join(',')}
            className="max-w-160! font-mono text-xs"
          />
        )}
      </Field>
      <div>
        <Button type="submit" look="primary" busy={form.saving} hint="Ctrl+Enter">
          {t('import')}
        </Button>
      </div>
    </Form>
  )
}
