'use client'

import type { ComponentProps, ReactNode } from 'react'
import { useTranslations } from 'next-intl'
import { parseDateText } from '@/lib/codebook/dates'
import { readResidentId } from '@/lib/codebook/resident-id'
import { RadioGroup } from '@/components/ui/choice'
import { DateInput } from '@/components/ui/date-input'
import { Field } from '@/components/ui/field'
import { TextInput } from '@/components/ui/input'
import { useIssueText } from '@/components/ui/problem-text'
import { asDate } from './enrol-values'

type Part = 'name' | 'idNumber' | 'sex' | 'birthDate' | 'hospitalNumber' | 'address'
type Name = `identity.${Part}`

/** What the fields need of a form that holds an identity. */
export interface IdentityHolder {
  register: (
    name: Name,
    options?: { setValueAs?: (raw: unknown) => unknown; onBlur?: () => void },
  ) => Pick<ComponentProps<'input'>, 'name' | 'ref'>
  error: (name: Name) => string | undefined
  read: (name: Name) => unknown
  write: (name: Name, value: string | undefined) => void
  /** The identity number as it is typed. */
  idNumber: string
}

interface IdentityFieldsProps {
  form: IdentityHolder
  today: string
  /** The field of the telephone, where there is one: those of a registered patient stand on their own page. */
  phone?: ReactNode
}

export function IdentityFields({ form, today, phone }: IdentityFieldsProps) {
  const t = useTranslations('register')
  const issueText = useIssueText()
  const { register, error, idNumber } = form
  const card = idNumber === '' ? null : readResidentId(idNumber)

  /** The number of an identity card says birth date and sex; what is typed already stays. */
  function takeFromId() {
    const read = readResidentId(String(form.read('identity.idNumber') ?? ''))
    if (read.kind !== 'card') return
    if (!form.read('identity.birthDate')) form.write('identity.birthDate', read.birthDate)
    if (!form.read('identity.sex')) form.write('identity.sex', read.sex)
  }

  const sex = form.read('identity.sex')
  return (
    <>
      <Field label={t('name')} required error={error('identity.name')}>
        {(control) => <TextInput {...control} {...register('identity.name')} autoFocus />}
      </Field>
      <Field
        label={t('idNumber')}
        error={
          error('identity.idNumber') ??
          (card?.kind === 'faulty' && idNumber.length >= 15 ? issueText({ code: card.issue }) : undefined)
        }
        description={
          card?.kind === 'card'
            ? t('fromId', { date: card.birthDate, sex: t(`sexes.${card.sex}`) })
            : undefined
        }
      >
        {(control) => (
          <TextInput
            {...control}
            {...register('identity.idNumber', { onBlur: takeFromId })}
            inputMode="text"
            className="max-w-60!"
          />
        )}
      </Field>
      <Field label={t('sex')} group error={error('identity.sex')}>
        {(control) => (
          <RadioGroup
            {...control}
            {...register('identity.sex')}
            defaultValue={typeof sex === 'string' ? sex : undefined}
            options={[
              { value: 'M', label: t('sexes.M'), digit: '1' },
              { value: 'F', label: t('sexes.F'), digit: '2' },
            ]}
            onClear={() => form.write('identity.sex', undefined)}
          />
        )}
      </Field>
      <Field label={t('birthDate')} error={error('identity.birthDate')}>
        {(control) => (
          <DateInput
            {...control}
            {...register('identity.birthDate', { setValueAs: asDate(today, undefined) })}
            parse={(raw) => parseDateText(raw, { today })}
          />
        )}
      </Field>
      {phone}
      <Field label={t('hospitalNumber')} error={error('identity.hospitalNumber')}>
        {(control) => (
          <TextInput {...control} {...register('identity.hospitalNumber')} className="max-w-60!" />
        )}
      </Field>
      <Field label={t('address')} error={error('identity.address')}>
        {(control) => <TextInput {...control} {...register('identity.address')} />}
      </Field>
    </>
  )
}
