'use client'

import { useState } from 'react'
import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import * as z from 'zod'
import { Button } from '@/components/ui/button'
import { createSender } from '@/components/ui/client-api'
import { Field } from '@/components/ui/field'
import { Form, useEntryForm } from '@/components/ui/form'
import { TextInput } from '@/components/ui/input'
import { useToast } from '@/components/ui/toast'
import { PASSWORD_MIN } from '@/lib/contracts/people'
import { newPassword, NewPasswordFields, sameTwice } from './new-password'
import { useInstantText } from './use-instant-text'

const schema = z.object({ current: z.string().min(1).max(128), ...newPassword }).refine(...sameTwice)
const BLANK = { current: '', password: '', again: '' }

interface AccountPasswordProps {
  username: string
  setAt: Date
  mustChange: boolean
}

export function AccountPassword({ username, setAt, mustChange }: AccountPasswordProps) {
  const t = useTranslations('account.password')
  const instant = useInstantText()
  const router = useRouter()
  const toast = useToast()
  const [send] = useState(() => createSender())
  const form = useEntryForm({ schema, defaultValues: BLANK })
  return (
    <section className="grid max-w-lg gap-3">
      <div>
        <h2 className="text-base font-semibold">{t('title')}</h2>
        <p className="text-xs text-dim">{t('setAt', { at: instant(setAt) })}</p>
      </div>
      <Form
        form={form}
        onSave={({ current, password }) =>
          send({ method: 'POST', path: '/me/password', body: { current, password } })
        }
        onSaved={() => {
          form.reset(BLANK)
          toast({ tone: 'done', text: t('saved') })
          if (mustChange) router.push('/')
          router.refresh()
        }}
      >
        {/* For the browser's own keeper of passwords. */}
        <input type="text" autoComplete="username" defaultValue={username} hidden readOnly />
        <Field label={t('current')} required error={form.error('current')}>
          {(control) => (
            <TextInput
              {...control}
              {...form.register('current')}
              type="password"
              autoComplete="current-password"
              autoFocus={mustChange}
            />
          )}
        </Field>
        <NewPasswordFields
          labels={{ password: t('next'), about: t('nextAbout', { min: PASSWORD_MIN }), again: t('again') }}
          register={(name) => form.register(name)}
          error={(name) => form.error(name)}
        />
        <div>
          <Button type="submit" look="primary" busy={form.saving}>
            {t('save')}
          </Button>
        </div>
      </Form>
    </section>
  )
}
