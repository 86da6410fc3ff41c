import { useTranslations } from 'next-intl'
import type { Role } from '@/lib/access/verbs'
import type { GrantStudy } from './people-grant'

export interface HeldRole {
  readonly id: string
  readonly role: Role
  readonly study: string | null
  readonly site: string | null
}

export interface PersonLine {
  readonly id: string
  readonly username: string
  readonly displayName: string
  readonly disabled: boolean
  /** The password was set by an administrator and is still to be changed. */
  readonly temporary: boolean
  readonly version: number
  readonly memberships: readonly HeldRole[]
}

/** "Nurse · Registry · North Hospital" */
export function useRoleText(studies: readonly GrantStudy[]): (held: HeldRole) => string {
  const t = useTranslations('people.grant')
  const roles = useTranslations('common.roles')
  return ({ role, study, site }) => {
    const place = studies.find(({ slug }) => slug === study)
    const where = study === null ? t('everyStudy') : (place?.title ?? study)
    const siteName = place?.sites.find(({ code }) => code === site)?.name ?? site
    return [roles(role), where, siteName ?? (study === null ? null : t('everySite'))]
      .filter(Boolean)
      .join(' · ')
  }
}
