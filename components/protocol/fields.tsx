'use client'

/** Boxes of the protocol's form: each knows its name, its label and what the check says of it. */
import type { ReactNode } from 'react'
import { useTranslations } from 'next-intl'
import { parseDateText } from '@/lib/codebook/dates'
import { parseNumberText } from '@/lib/codebook/values'
import { Checkbox, CheckboxGroup, type Option } from '@/components/ui/choice'
import { DateInput } from '@/components/ui/date-input'
import { Field } from '@/components/ui/field'
import { useFormValue } from '@/components/ui/form'
import { Select, TextInput } from '@/components/ui/input'
import { NumberInput } from '@/components/ui/number-input'
import { useEditing, useIssueAt } from './editor-context'
import { text } from './json'

export interface FieldOf {
  name: string
  label: ReactNode
  required?: boolean
  description?: ReactNode
  unit?: ReactNode
  /** Other names whose issues stand here: those of a part as a whole. */
  also?: readonly string[]
  /** Issues of everything below the name stand here. */
  whole?: boolean
}

interface BoxProps extends FieldOf {
  wide?: boolean
  lang?: string
  placeholder?: string
  code?: boolean
}

export function TextField({ name, wide = false, code = false, lang, placeholder, ...rest }: BoxProps) {
  const { form } = useEditing()
  const error = useIssueAt([name, ...(rest.also ?? [])], rest.whole)
  return (
    <Field {...fieldProps(rest)} error={error}>
      {(control) => (
        <TextInput
          {...control}
          {...form.register(name)}
          lang={lang}
          placeholder={placeholder}
          spellCheck={code ? false : undefined}
          autoCapitalize={code ? 'none' : undefined}
          className={code ? 'max-w-40! font-mono' : wide ? 'max-w-none!' : undefined}
        />
      )}
    </Field>
  )
}

/** The same text in both languages, Chinese first. */
export function BothFields({ name, label, ...rest }: FieldOf) {
  const t = useTranslations('protocolEdit')
  return (
    <div className="grid gap-3 sm:grid-cols-2">
      <TextField
        {...rest}
        name={`${name}.zh`}
        label={t('inZh', { label: String(label) })}
        lang="zh-CN"
        wide
      />
      <TextField {...rest} name={`${name}.en`} label={t('inEn', { label: String(label) })} lang="en" wide />
    </div>
  )
}

export function NumberField({ name, placeholder, ...rest }: BoxProps) {
  const { form } = useEditing()
  const error = useIssueAt([name, ...(rest.also ?? [])], rest.whole)
  return (
    <Field {...fieldProps(rest)} error={error}>
      {(control) => (
        <NumberInput
          {...control}
          {...form.register(name)}
          placeholder={placeholder}
          parse={parseNumberText}
        />
      )}
    </Field>
  )
}

export function DayField({ name, today, ...rest }: FieldOf & { today: string }) {
  const { form } = useEditing()
  const error = useIssueAt([name])
  return (
    <Field {...fieldProps(rest)} error={error}>
      {(control) => (
        <DateInput
          {...control}
          {...form.register(name)}
          parse={(raw: string) => parseDateText(raw, { today })}
        />
      )}
    </Field>
  )
}

interface SelectProps extends FieldOf {
  options: readonly Option[]
  /** Words of the empty choice; without it one is always chosen. */
  none?: string
}

export function SelectField({ name, options, none, ...rest }: SelectProps) {
  const { form } = useEditing()
  const error = useIssueAt([name, ...(rest.also ?? [])], rest.whole)
  const value = text(useFormValue(form, name))
  const offered = value === '' || options.some((one) => one.value === value)
  return (
    <Field {...fieldProps(rest)} error={error}>
      {(control) => (
        <Select {...control} {...form.register(name)} value={value}>
          {(none !== undefined || value === '') && <option value="">{none ?? '–'}</option>}
          {!offered && <option value={value}>{value}</option>}
          {options.map((option) => (
            <option key={option.value} value={option.value}>
              {option.label}
            </option>
          ))}
        </Select>
      )}
    </Field>
  )
}

export function BoxesField({ name, options, ...rest }: SelectProps) {
  const { form } = useEditing()
  const error = useIssueAt([name, ...(rest.also ?? [])], true)
  return (
    <Field {...fieldProps(rest)} group error={error}>
      {(control) => (
        <CheckboxGroup
          {...control}
          {...form.register(name)}
          options={options.map((option) => ({ ...option, digit: '' }))}
        />
      )}
    </Field>
  )
}

export function TickField({
  name,
  label,
  description,
}: Pick<FieldOf, 'name' | 'description'> & { label: string }) {
  const { form } = useEditing()
  const error = useIssueAt([name])
  return (
    <div className="grid gap-0.5">
      <Checkbox {...form.register(name)} label={label} />
      {error && <p className="text-xs text-missed">{error}</p>}
      {description && <p className="text-xs text-dim">{description}</p>}
    </div>
  )
}

function fieldProps({ label, required, description, unit }: Omit<FieldOf, 'name'>) {
  return {
    label,
    ...(required ? { required } : {}),
    ...(description ? { description } : {}),
    ...(unit ? { unit } : {}),
  }
}
