'use client'

import { useState } from 'react'
import { useRouter } from 'next/navigation'
import { useLocale, useTranslations } from 'next-intl'
import * as z from 'zod'
import { Banner } from '@/components/ui/banner'
import { Button } from '@/components/ui/button'
import { createSender } from '@/components/ui/client-api'
import { Field } from '@/components/ui/field'
import { Form, useEntryForm } from '@/components/ui/form'
import { TextInput } from '@/components/ui/input'
import { LinkButton } from '@/components/ui/link-button'
import { PASSWORD_MIN } from '@/lib/contracts/people'
import { NewPasswordFields, newPassword, sameTwice } from './new-password'
import { trySignIn } from './sign-in-form'

const schema = z
  .object({
    code: z.string().trim().min(1).max(80),
    username: z
      .string()
      .trim()
      .toLowerCase()
      .min(1)
      .regex(/^[a-z0-9][a-z0-9._-]{1,39}$/),
    displayName: z.string().trim().min(1).max(200),
    ...newPassword,
  })
  .refine(...sameTwice)

export function SetupForm() {
  const t = useTranslations('setup')
  const locale = useLocale()
  const router = useRouter()
  const [send] = useState(() => createSender())
  const [over, setOver] = useState(false)
  const form = useEntryForm({
    schema,
    defaultValues: { code: '', username: '', displayName: '', password: '', again: '' },
  })

  async function enter() {
    const { username, password } = form.getValues()
    const refused = await trySignIn(username.trim().toLowerCase(), password)
    router.replace(refused ? '/login' : '/')
    router.refresh()
  }

  if (over) {
    return (
      <Banner
        tone="late"
        title={t('over')}
        alert
        actions={<LinkButton href="/login">{t('toSignIn')}</LinkButton>}
      >
        {null}
      </Banner>
    )
  }
  return (
    <Form
      form={form}
      onSave={({ again: _again, ...values }) =>
        send({ method: 'POST', path: '/setup', body: { ...values, locale } })
      }
      onSaved={() => void enter()}
      onProblem={({ code }) => {
        if (code === 'not_found') setOver(true)
        return code === 'not_found'
      }}
    >
      <Field label={t('code')} required description={t('codeAbout')} error={form.error('code')}>
        {(control) => (
          <TextInput
            {...control}
            {...form.register('code')}
            autoComplete="one-time-code"
            autoCapitalize="characters"
            spellCheck={false}
            autoFocus
          />
        )}
      </Field>
      <Field label={t('username')} required description={t('usernameAbout')} error={form.error('username')}>
        {(control) => (
          <TextInput
            {...control}
            {...form.register('username')}
            autoComplete="username"
            autoCapitalize="none"
            spellCheck={false}
          />
        )}
      </Field>
      <Field label={t('displayName')} required error={form.error('displayName')}>
        {(control) => <TextInput {...control} {...form.register('displayName')} autoComplete="name" />}
      </Field>
      <NewPasswordFields
        labels={{
          password: t('password'),
          about: t('passwordAbout', { min: PASSWORD_MIN }),
          again: t('again'),
        }}
        register={(name) => form.register(name)}
        error={(name) => form.error(name)}
      />
      <div>
        <Button type="submit" look="primary" busy={form.saving}>
          {t('save')}
        </Button>
      </div>
    </Form>
  )
}
