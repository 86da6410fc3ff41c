'use client'

import { useState, type ReactNode } from 'react'
import Link from 'next/link'
import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import * as z from 'zod'
import { Button } from '@/components/ui/button'
import { createSender, type Result } from '@/components/ui/client-api'
import { Dialog } from '@/components/ui/dialog'
import { Field } from '@/components/ui/field'
import { Form, useEntryForm, useFormValue } from '@/components/ui/form'
import { TextInput } from '@/components/ui/input'
import { useToast } from '@/components/ui/toast'
import { PASSWORD_MIN } from '@/lib/contracts/people'
import { GrantFields, type GrantStudy } from './people-grant'
import { keepSite, makeGrantSchema, toGrant, type GrantChoice } from './people-grant-schema'
import { Action } from './people-action'
import { PeoplePassword } from './people-password'
import { DisableAccount } from './people-disable'
import { useRoleText, type PersonLine } from './people-roles'

interface ManagePersonProps {
  person: PersonLine
  studies: readonly GrantStudy[]
  wholeInstance: boolean
  isSelf: boolean
}

export function ManagePerson(props: ManagePersonProps) {
  const t = useTranslations('people.manage')
  const [open, setOpen] = useState(false)
  const { person } = props
  return (
    <>
      <Button small aria-label={t('of', { name: person.displayName })} onClick={() => setOpen(true)}>
        {t('do')}
      </Button>
      <Dialog
        wide
        open={open}
        onClose={() => setOpen(false)}
        title={t('of', { name: `${person.displayName} (${person.username})` })}
      >
        <Manage {...props} />
      </Dialog>
    </>
  )
}

type Apply = (change: object) => Promise<Result<{ version: number }>>

function Manage({ person, studies, wholeInstance, isSelf }: ManagePersonProps) {
  const t = useTranslations('people.manage')
  const router = useRouter()
  const toast = useToast()
  const [send] = useState(() => createSender())
  // The list behind the dialog may be older than what was just saved from it.
  const [saved, setSaved] = useState(person.version)
  const version = Math.max(saved, person.version)

  const apply: Apply = async (change) => {
    const result = await send<{ version: number }>({
      method: 'PATCH',
      path: `/people/${person.id}`,
      body: { version, change },
    })
    if (result.ok) {
      setSaved(result.data.version)
      toast({ tone: 'done', text: t('saved') })
    }
    if (result.ok || result.problem.code === 'conflict') router.refresh()
    return result
  }

  return (
    <div className="grid gap-6 text-left whitespace-normal">
      <p className="text-xs text-dim">{t('about')}</p>
      <Part title={t('roles')}>
        <Roles person={person} studies={studies} apply={apply} />
        <GrantForm studies={studies} wholeInstance={wholeInstance} apply={apply} />
      </Part>
      {wholeInstance && (
        <>
          <Part title={t('name')}>
            <NameForm name={person.displayName} apply={apply} />
          </Part>
          <Part title={t('password')}>{isSelf ? <OwnPassword /> : <PasswordForm apply={apply} />}</Part>
          <Part title={t('account')}>
            {isSelf ? (
              <p className="text-dim">{t('notSelf')}</p>
            ) : person.disabled ? (
              <Action label={t('enable')} run={() => apply({ kind: 'enable' })} />
            ) : (
              <div className="flex flex-wrap gap-2">
                <Action label={t('signOut')} run={() => apply({ kind: 'sign_out' })} />
                <DisableAccount name={person.displayName} run={() => apply({ kind: 'disable' })} />
              </div>
            )}
          </Part>
        </>
      )}
    </div>
  )
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="grid gap-3">
      <h3 className="font-semibold">{title}</h3>
      {children}
    </section>
  )
}

function Roles({
  person,
  studies,
  apply,
}: {
  person: PersonLine
  studies: readonly GrantStudy[]
  apply: Apply
}) {
  const t = useTranslations('people.manage')
  const roleText = useRoleText(studies)
  if (person.memberships.length === 0) return <p className="text-dim">{t('noRoles')}</p>
  return (
    <ul className="grid border-t border-line">
      {person.memberships.map((held) => (
        <li
          key={held.id}
          className="flex flex-wrap items-center justify-between gap-2 border-b border-line py-1"
        >
          {roleText(held)}
          <Action
            small
            label={t('endRole')}
            name={`${t('endRole')}: ${roleText(held)}`}
            run={() => apply({ kind: 'end_role', membershipId: held.id })}
          />
        </li>
      ))}
    </ul>
  )
}

function GrantForm(props: { studies: readonly GrantStudy[]; wholeInstance: boolean; apply: Apply }) {
  const { studies, wholeInstance, apply } = props
  const t = useTranslations('people.manage')
  const [schema] = useState(() => makeGrantSchema(wholeInstance))
  const form = useEntryForm({
    schema,
    defaultValues: {
      role: 'nurse',
      study: studies.length === 1 ? (studies[0]?.slug ?? '') : '',
      site: '',
    },
  })
  const chosen: GrantChoice = {
    role: useFormValue(form, 'role') as GrantChoice['role'],
    study: String(useFormValue(form, 'study')),
    site: String(useFormValue(form, 'site')),
  }
  return (
    <Form form={form} onSave={(grant) => apply({ kind: 'grant', grant: toGrant(grant) })}>
      <GrantFields
        studies={studies}
        wholeInstance={wholeInstance}
        chosen={chosen}
        register={(name) =>
          form.register(name, {
            onChange: () => form.setValue('site', keepSite(name, form.getValues('site'))),
          })
        }
        error={(name) => form.error(name)}
      />
      <div>
        <Button type="submit" busy={form.saving}>
          {t('giveRole')}
        </Button>
      </div>
    </Form>
  )
}

const nameSchema = z.object({ displayName: z.string().trim().min(1).max(200) })

function NameForm({ name, apply }: { name: string; apply: Apply }) {
  const t = useTranslations('people.manage')
  const form = useEntryForm({ schema: nameSchema, defaultValues: { displayName: name } })
  return (
    <Form form={form} onSave={({ displayName }) => apply({ kind: 'rename', displayName })}>
      <Field label={t('displayName')} required error={form.error('displayName')}>
        {(control) => <TextInput {...control} {...form.register('displayName')} autoComplete="off" />}
      </Field>
      <div>
        <Button type="submit" busy={form.saving}>
          {t('rename')}
        </Button>
      </div>
    </Form>
  )
}

function OwnPassword() {
  const t = useTranslations('people.manage')
  return (
    <p>
      <Link href="/people/me" prefetch={false} className="text-accent hover:underline">
        {t('ownPassword')}
      </Link>
    </p>
  )
}

const passwordSchema = z.object({ password: z.string().min(1).max(128) })

function PasswordForm({ apply }: { apply: Apply }) {
  const t = useTranslations('people.manage')
  const form = useEntryForm({ schema: passwordSchema, defaultValues: { password: '' } })
  return (
    <Form form={form} onSave={({ password }) => apply({ kind: 'password', password })}>
      <PeoplePassword
        label={t('newPassword')}
        about={t('newPasswordAbout', { min: PASSWORD_MIN })}
        input={form.register('password')}
        onMake={(password) => form.setValue('password', password, { shouldDirty: true })}
        error={form.error('password')}
      />
      <div>
        <Button type="submit" busy={form.saving}>
          {t('setPassword')}
        </Button>
      </div>
    </Form>
  )
}
