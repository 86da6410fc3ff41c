'use client'

import { useState } from 'react'
import { useRouter } from 'next/navigation'
import { useLocale, useTranslations } from 'next-intl'
import * as z from 'zod'
import { Button } from '@/components/ui/button'
import { createSender } from '@/components/ui/client-api'
import { Dialog } from '@/components/ui/dialog'
import { Field } from '@/components/ui/field'
import { Form, useEntryForm, useFormValue } from '@/components/ui/form'
import { Select, TextInput } from '@/components/ui/input'
import { useToast } from '@/components/ui/toast'
import { PASSWORD_MIN } from '@/lib/contracts/people'
import { LOCALES } from '@/lib/i18n/locale'
import { PeoplePassword } from './people-password'
import { GrantFields, type GrantStudy } from './people-grant'
import { keepSite, makeGrantSchema, toGrant, type GrantChoice } from './people-grant-schema'

interface AddPersonProps {
  studies: readonly GrantStudy[]
  wholeInstance: boolean
}

export function AddPerson({ studies, wholeInstance }: AddPersonProps) {
  const t = useTranslations('people.add')
  const [open, setOpen] = useState(false)
  return (
    <>
      <Button look="primary" onClick={() => setOpen(true)}>
        {t('do')}
      </Button>
      <Dialog open={open} onClose={() => setOpen(false)} title={t('do')} wide>
        <AddForm studies={studies} wholeInstance={wholeInstance} onClose={() => setOpen(false)} />
      </Dialog>
    </>
  )
}

const account = z.object({
  username: z
    .string()
    .trim()
    .toLowerCase()
    .min(1)
    .regex(/^[a-z0-9][a-z0-9._-]{1,39}$/),
  displayName: z.string().trim().min(1).max(200),
  password: z.string().min(1).max(128),
  locale: z.enum(LOCALES),
})

const LANGUAGES = { 'zh-CN': '中文', en: 'English' } as const

function AddForm({ studies, wholeInstance, onClose }: AddPersonProps & { onClose: () => void }) {
  const t = useTranslations('people.add')
  const common = useTranslations('common')
  const current = useLocale()
  const router = useRouter()
  const toast = useToast()
  const [send] = useState(() => createSender())
  const blank: GrantChoice = {
    role: 'nurse',
    study: studies.length === 1 ? (studies[0]?.slug ?? '') : '',
    site: '',
  }
  const [schema] = useState(() =>
    account.extend({ grants: z.array(makeGrantSchema(wholeInstance)).min(1).max(20) }),
  )
  const form = useEntryForm({
    schema,
    defaultValues: {
      username: '',
      displayName: '',
      password: '',
      locale: current === 'en' ? 'en' : 'zh-CN',
      grants: [blank],
    },
  })
  const grants = useFormValue(form, 'grants') as readonly GrantChoice[]
  return (
    <Form
      form={form}
      onSave={(values) =>
        send({ method: 'POST', path: '/people', body: { ...values, grants: values.grants.map(toGrant) } })
      }
      onSaved={() => {
        onClose()
        toast({ tone: 'done', text: t('done') })
        router.refresh()
      }}
    >
      <div className="grid gap-3 sm:grid-cols-2">
        <Field label={t('username')} required description={t('usernameAbout')} error={form.error('username')}>
          {(control) => <TextInput {...control} {...form.register('username')} autoCapitalize="none" />}
        </Field>
        <Field label={t('displayName')} required error={form.error('displayName')}>
          {(control) => <TextInput {...control} {...form.register('displayName')} />}
        </Field>
        <PeoplePassword
          label={t('password')}
          about={t('passwordAbout', { min: PASSWORD_MIN })}
          input={form.register('password')}
          onMake={(password) => form.setValue('password', password, { shouldDirty: true })}
          error={form.error('password')}
        />
        <Field label={t('locale')} required error={form.error('locale')}>
          {(control) => (
            <Select {...control} {...form.register('locale')}>
              {LOCALES.map((locale) => (
                <option key={locale} value={locale} lang={locale}>
                  {LANGUAGES[locale]}
                </option>
              ))}
            </Select>
          )}
        </Field>
      </div>
      <fieldset className="grid gap-3 border-t border-line pt-3">
        <legend className="sr-only">{t('roles')}</legend>
        {grants.map((chosen, index) => (
          <GrantFields
            key={index}
            studies={studies}
            wholeInstance={wholeInstance}
            chosen={chosen}
            register={(name) =>
              form.register(`grants.${index}.${name}`, {
                onChange: () => {
                  const site = `grants.${index}.site` as const
                  form.setValue(site, keepSite(name, form.getValues(site)))
                },
              })
            }
            error={(name) => form.error(`grants.${index}.${name}`)}
          />
        ))}
        <div className="flex gap-2">
          <Button small onClick={() => form.setValue('grants', [...form.getValues('grants'), blank])}>
            {t('anotherRole')}
          </Button>
          {grants.length > 1 && (
            <Button
              small
              look="quiet"
              onClick={() => form.setValue('grants', form.getValues('grants').slice(0, -1))}
            >
              {t('fewerRoles')}
            </Button>
          )}
        </div>
      </fieldset>
      <div className="flex flex-wrap justify-end gap-2">
        <Button onClick={onClose}>{common('cancel')}</Button>
        <Button type="submit" look="primary" busy={form.saving} hint="Ctrl+Enter">
          {t('save')}
        </Button>
      </div>
    </Form>
  )
}
