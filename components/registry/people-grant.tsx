'use client'

import { useTranslations } from 'next-intl'
import type { ComponentProps } from 'react'
import * as z from 'zod'
import { Field } from '@/components/ui/field'
import { Select } from '@/components/ui/input'
import { ROLES } from '@/lib/access/verbs'

export interface GrantStudy {
  readonly slug: string
  readonly title: string
  readonly sites: readonly { readonly code: string; readonly name: string }[]
}

/** As chosen in the boxes: empty means every study, or every site. */
const grantSchema = z.object({
  role: z.enum(ROLES),
  study: z.string(),
  site: z.string(),
})
/** Nobody but an administrator of everything has a role in every study. */
export function makeGrantSchema(wholeInstance: boolean) {
  return grantSchema.refine(({ role, study }) => study !== '' || (wholeInstance && role === 'admin'), {
    path: ['study'],
    params: { code: 'required' },
  })
}
export type GrantChoice = z.infer<typeof grantSchema>

export function toGrant({ role, study, site }: GrantChoice) {
  return { role, study: study || null, site: site || null }
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
      <Field label={t('site')} error={error('site')}>
        {(control) => (
          <Select {...control} {...register('site')} className="w-full" disabled={sites.length === 0}>
            <option value="">{t('everySite')}</option>
            {sites.map(({ code, name }) => (
              <option key={code} value={code}>
                {name}
              </option>
            ))}
          </Select>
        )}
      </Field>
    </div>
  )
}
