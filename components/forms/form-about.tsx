'use client'

import { useTranslations } from 'next-intl'
import type { Repeat } from '@/lib/codebook/item'
import type { InstrumentJson } from '@/lib/codebook/json'
import { Field } from '@/components/ui/field'
import { Select } from '@/components/ui/input'
import { setSelfReport } from './definition-edits'
import { BilingualField, CheckField, TextField, type Issued } from './edit-fields'

interface FormAboutProps extends Issued {
  definition: InstrumentJson
  open: boolean
  onChange: (definition: InstrumentJson) => void
}

const REPEATS: readonly Repeat[] = ['none', 'level', 'operation', 'log']

/** What a form is called, where it is from, and over what it repeats. */
export function FormAbout({ definition, issues, open, onChange }: FormAboutProps) {
  const t = useTranslations('forms')
  return (
    <details open={open} className="rounded border border-line px-3 py-2">
      <summary className="font-medium">{t('aboutForm')}</summary>
      <div className="mt-2 grid gap-3">
        <BilingualField
          issues={issues}
          label={t('title')}
          name="title"
          value={definition.title}
          onChange={(value) => onChange({ ...definition, title: value })}
        />
        <BilingualField
          issues={issues}
          label={t('short')}
          name="short"
          value={definition.short}
          onChange={(value) => onChange({ ...definition, short: value })}
        />
        <TextField
          issues={issues}
          label={t('source')}
          name="source"
          value={definition.source}
          onChange={(source) => onChange({ ...definition, source })}
        />
        <CheckField
          issues={issues}
          label={t('selfReport')}
          name="selfReport"
          checked={definition.selfReport === true}
          onChange={(own) => onChange(setSelfReport(definition, own))}
        />
        <Field label={t('repeat')} error={issues.find(({ field }) => field === 'repeat') && t('repeatStays')}>
          {(control) => (
            <Select
              {...control}
              name="repeat"
              value={definition.repeat}
              onChange={(event) => onChange({ ...definition, repeat: event.target.value as Repeat })}
            >
              {REPEATS.map((repeat) => (
                <option key={repeat} value={repeat}>
                  {t(`repeats.${repeat}`)}
                </option>
              ))}
            </Select>
          )}
        </Field>
      </div>
    </details>
  )
}
