'use client'

import type { ComponentProps } from 'react'
import { useTranslations } from 'next-intl'
import * as z from 'zod'
import { Checkbox, CheckboxGroup } from '@/components/ui/choice'
import { Field } from '@/components/ui/field'
import { TextInput } from '@/components/ui/input'
import type { SiteLine } from './system-sites'

/** What can be changed of a study at any time. */
export const studyTitles = {
  titleZh: z.string().trim().min(1).max(200),
  titleEn: z.string().trim().min(1).max(200),
  followUpClosed: z.boolean(),
}

interface TitleFieldsProps {
  register: (name: 'titleZh' | 'titleEn') => ComponentProps<'input'>
  error: (name: 'titleZh' | 'titleEn') => string | undefined
}

export function StudyTitleFields({ register, error }: TitleFieldsProps) {
  const t = useTranslations('system.studies')
  return (
    <>
      <Field label={t('titleZh')} required error={error('titleZh')}>
        {(control) => <TextInput {...control} {...register('titleZh')} lang="zh-CN" />}
      </Field>
      <Field label={t('titleEn')} required error={error('titleEn')}>
        {(control) => <TextInput {...control} {...register('titleEn')} lang="en" />}
      </Field>
    </>
  )
}

interface SiteBoxesProps {
  label: string
  sites: readonly SiteLine[]
  english: boolean
  input: Omit<ComponentProps<'input'>, 'id' | 'value' | 'defaultValue'>
  chosen: readonly string[]
  required?: boolean
  error: string | undefined
}

export function SiteBoxes({ label, sites, english, input, chosen, required = false, error }: SiteBoxesProps) {
  return (
    <Field label={label} required={required} group error={error}>
      {(control) => (
        <CheckboxGroup
          {...control}
          {...input}
          defaultValue={chosen}
          options={sites.map(({ code, nameZh, nameEn }) => ({
            value: code,
            label: `${english ? nameEn : nameZh} (${code})`,
            digit: '',
          }))}
        />
      )}
    </Field>
  )
}

export function ClosedBox(input: ComponentProps<'input'>) {
  const t = useTranslations('system.studies')
  return <Checkbox {...input} label={t('closed')} />
}
