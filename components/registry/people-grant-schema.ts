import * as z from 'zod'
import { ROLES, type Role } from '@/lib/access/verbs'

/** Chosen for somebody who otherwise works at one site; no code of a site looks like it. */
export const EVERY_SITE = '*'

/** As chosen in the boxes: empty means every study, or every site where none needs choosing. */
const grantSchema = z.object({
  role: z.enum(ROLES),
  study: z.string(),
  site: z.string(),
})
export type GrantChoice = z.infer<typeof grantSchema>

/** Who treats patients sees those of a site by name: whether of every site is never left unsaid. */
export function needsSite(role: Role): boolean {
  return role === 'nurse' || role === 'clinician'
}

/** Nobody but an administrator of everything has a role in every study. */
export function makeGrantSchema(wholeInstance: boolean) {
  return grantSchema
    .refine(({ role, study }) => study !== '' || (wholeInstance && role === 'admin'), {
      path: ['study'],
      params: { code: 'required' },
    })
    .refine(({ role, study, site }) => study === '' || site !== '' || !needsSite(role), {
      path: ['site'],
      params: { code: 'required' },
    })
}

/** The site that stays chosen when another box changes: none of another study, and "every" is asked again by role. */
export function keepSite(changed: keyof GrantChoice, site: string): string {
  return changed === 'study' || (changed === 'role' && site === EVERY_SITE) ? '' : site
}

export function toGrant({ role, study, site }: GrantChoice) {
  return { role, study: study || null, site: site === '' || site === EVERY_SITE ? null : site }
}
