'use client'

import { useTranslations } from 'next-intl'
import type { ComponentProps } from 'react'
import { Field } from '@/components/ui/field'
import { Select } from '@/components/ui/input'
import { ROLES } from '@/lib/access/verbs'
import { EVERY_SITE, needsSite, type GrantChoice } from './people-grant-schema'

export interface GrantStudy {
  readonly slug: string
  readonly title: string
  readonly sites: readonly { readonly code: string; readonly name: string }[]
}

interface GrantFieldsProps {
  studies: readonly GrantStudy[]
  /** Only an administrator of everything makes another one. */
  wholeInstance: boolean
  chosen: GrantChoice | undefined
  register: (name: keyof GrantChoice) => ComponentProps<'select'>
  error: (name: keyof GrantChoice) => string | undefined
}

/** A role, in which study, at which site. */
export function GrantFields({ studies, wholeInstance, chosen, register, error }: GrantFieldsProps) {
  const t = useTranslations('people.grant')
  const roles = useTranslations('common.roles')
  const choosesSite = chosen !== undefined && needsSite(chosen.role)
  const sites = studies.find(({ slug }) => slug === chosen?.study)?.sites ?? []
  const everyStudy = wholeInstance && chosen?.role === 'admin'
  return (
    <div className="grid gap-3 sm:grid-cols-3">
      <Field label={t('role')} required error={error('role')}>
        {(control) => (
          <Select {...control} {...register('role')} className="w-full">
            {ROLES.map((role) => (
              <option key={role} value={role}>
                {roles(role)}
              </option>
            ))}
          </Select>
        )}
      </Field>
      <Field label={t('study')} required error={error('study')}>
        {(control) => (
          <Select {...control} {...register('study')} className="w-full">
            <option value="">{everyStudy ? t('everyStudy') : t('chooseStudy')}</option>
            {studies.map(({ slug, title }) => (
              <option key={slug} value={slug}>
                {title}
              </option>
            ))}
          </Select>
        )}
      </Field>
      <Field label={t('site')} required={choosesSite} error={error('site')}>
        {(control) => (
          <Select {...control} {...register('site')} className="w-full" disabled={!chosen?.study}>
            <option value="">{choosesSite ? t('chooseSite') : t('everySite')}</option>
            {sites.map(({ code, name }) => (
              <option key={code} value={code}>
                {name}
              </option>
            ))}
            {choosesSite && <option value={EVERY_SITE}>{t('everySite')}</option>}
          </Select>
        )}
      </Field>
    </div>
  )
}
