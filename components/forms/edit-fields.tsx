'use client'

import { useState } from 'react'
import { useTranslations } from 'next-intl'
import type { Bilingual, Range } from '@/lib/codebook/item'
import type { FieldIssue } from '@/lib/problem'
import { Field } from '@/components/ui/field'
import { TextArea, TextInput } from '@/components/ui/input'
import { useIssueText } from '@/components/ui/problem-text'

export interface Issued {
  readonly issues: readonly FieldIssue[]
}

/** What is wrong with one field, in words. */
export function useFault({ issues }: Issued): (field: string) => string | undefined {
  const say = useIssueText()
  return (field) => {
    const found = issues.filter((issue) => issue.field === field)
    return found.length === 0 ? undefined : found.map((issue) => say(issue)).join(' ')
  }
}

interface TextFieldProps extends Issued {
  label: string
  name: string
  value: string
  onChange: (value: string) => void
  description?: string
  long?: boolean
  code?: boolean
  unit?: string
}

export function TextField({ issues, label, name, value, onChange, description, long, code }: TextFieldProps) {
  const fault = useFault({ issues })(name)
  const common = {
    name,
    value,
    spellCheck: !code,
    className: code ? 'font-mono max-w-none' : 'max-w-none',
  }
  return (
    <Field label={label} error={fault} description={description}>
      {(control) =>
        long ? (
          <TextArea {...control} {...common} rows={2} onChange={(event) => onChange(event.target.value)} />
        ) : (
          <TextInput {...control} {...common} onChange={(event) => onChange(event.target.value)} />
        )
      }
    </Field>
  )
}

interface BilingualFieldProps extends Issued {
  label: string
  name: string
  value: Bilingual | undefined
  onChange: (value: Bilingual) => void
}

/** Chinese beside English: a form is asked in both. */
export function BilingualField({ issues, label, name, value, onChange }: BilingualFieldProps) {
  const t = useTranslations('forms')
  const text = value ?? { zh: '', en: '' }
  return (
    <div className="grid gap-2 sm:grid-cols-2">
      {(['zh', 'en'] as const).map((language) => (
        <TextField
          key={language}
          issues={issues}
          label={t(`in.${language}`, { label })}
          name={`${name}.${language}`}
          value={text[language]}
          onChange={(typed) => onChange({ ...text, [language]: typed })}
        />
      ))}
    </div>
  )
}

interface NumberFieldProps extends Issued {
  label: string
  name: string
  value: number | undefined
  onChange: (value: number | undefined) => void
}

/** What is typed stays until it can be read; only then does the form change. */
export function NumberField({ issues, label, name, value, onChange }: NumberFieldProps) {
  const t = useTranslations('issues')
  const told = useFault({ issues })(name)
  const [text, setText] = useState(value === undefined ? '' : String(value))
  const isRead = text.trim() === '' || /^[-−]?\d+(\.\d+)?$/.test(text.trim())
  return (
    <Field label={label} error={isRead ? told : t('not_a_number')}>
      {(control) => (
        <TextInput
          {...control}
          name={name}
          inputMode="decimal"
          className="max-w-24"
          value={text}
          onChange={(event) => {
            const typed = event.target.value
            setText(typed)
            const plain = typed.trim().replace('−', '-')
            if (plain === '') onChange(undefined)
            else if (/^-?\d+(\.\d+)?$/.test(plain)) onChange(Number(plain))
          }}
        />
      )}
    </Field>
  )
}

interface RangeFieldsProps extends Issued {
  legend: string
  name: string
  value: Range | undefined
  onChange: (value: Range | undefined) => void
}

export function RangeFields({ issues, legend, name, value, onChange }: RangeFieldsProps) {
  const t = useTranslations('forms')
  const fault = useFault({ issues })(name)
  function change(end: 'min' | 'max', number: number | undefined) {
    const { [end]: _old, ...rest } = value ?? {}
    const next = number === undefined ? rest : { ...rest, [end]: number }
    onChange(Object.keys(next).length === 0 ? undefined : next)
  }
  return (
    <fieldset className="grid gap-1">
      <legend className="text-xs font-medium text-dim">{legend}</legend>
      <div className="flex flex-wrap gap-3">
        {(['min', 'max'] as const).map((end) => (
          <NumberField
            key={end}
            issues={issues}
            label={t(end)}
            name={`${name}.${end}`}
            value={value?.[end]}
            onChange={(number) => change(end, number)}
          />
        ))}
      </div>
      {fault && <p className="text-xs text-missed">{fault}</p>}
    </fieldset>
  )
}

interface CheckFieldProps extends Issued {
  label: string
  name: string
  checked: boolean
  onChange: (checked: boolean) => void
  disabled?: boolean
}

export function CheckField({ issues, label, name, checked, onChange, disabled = false }: CheckFieldProps) {
  const fault = useFault({ issues })(name)
  return (
    <div className="grid gap-1">
      <label className="flex min-h-control items-center gap-2">
        <input
          type="checkbox"
          name={name}
          checked={checked}
          disabled={disabled}
          aria-invalid={fault ? true : undefined}
          onChange={(event) => onChange(event.target.checked)}
        />
        {label}
      </label>
      {fault && <p className="text-xs text-missed">{fault}</p>}
    </div>
  )
}
