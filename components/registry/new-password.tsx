'use client'

import type { ComponentProps } from 'react'
import * as z from 'zod'
import { Field } from '@/components/ui/field'
import { TextInput } from '@/components/ui/input'
import { PASSWORD_MIN } from '@/lib/contracts/people'

/** The two boxes of a new password, for the schema of a form. */
export const newPassword = {
  password: z
    .string()
    .min(1)
    .max(128)
    .refine((text) => text.normalize('NFKC').length >= PASSWORD_MIN, {
      params: { code: 'password_short', min: PASSWORD_MIN },
    }),
  again: z.string().min(1).max(128),
}

/** For the schema's `refine`: typed the same in both. */
export const sameTwice: [
  (values: { password: string; again: string }) => boolean,
  { path: string[]; params: { code: string } },
] = [({ password, again }) => password === again, { path: ['again'], params: { code: 'not_the_same' } }]

type Name = 'password' | 'again'

interface NewPasswordProps {
  labels: { readonly password: string; readonly about: string; readonly again: string }
  register: (name: Name) => ComponentProps<'input'>
  error: (name: Name) => string | undefined
}

export function NewPasswordFields({ labels, register, error }: NewPasswordProps) {
  return (
    <>
      <Field label={labels.password} required description={labels.about} error={error('password')}>
        {(control) => (
          <TextInput {...control} {...register('password')} type="password" autoComplete="new-password" />
        )}
      </Field>
      <Field label={labels.again} required error={error('again')}>
        {(control) => (
          <TextInput {...control} {...register('again')} type="password" autoComplete="new-password" />
        )}
      </Field>
    </>
  )
}
