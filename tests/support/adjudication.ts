import type { Role } from '@/lib/access/verbs'
import type { Protocol } from '@/lib/protocol/protocol'
import { SHIPPED } from '@/lib/protocol/shipped/all'
import type { Call } from '@/lib/records/call'
import { newId } from '@/lib/records/ids'
import { addPerson } from '@/lib/records/people/people'
import { addStudy } from '@/lib/records/studies/manage-studies'
import type { Registry } from './registry'

/** A study like `live` that is judged otherwise, and people made for it. */
export interface JudgedStudy {
  readonly slug: string
  readonly hire: (role: Role, name: string, site?: 'NORTH' | 'SOUTH' | null) => Promise<Call>
}

let made = 0

export async function makeJudgedStudy(
  registry: Registry,
  changes: Partial<Protocol> = { adjudication: { readers: 2, blind: true } },
): Promise<JudgedStudy> {
  made += 1
  const slug = `judged-${made}`
  const { id } = await addStudy(registry.cli, {
    slug,
    titleZh: slug,
    titleEn: slug,
    followUpClosed: false,
    protocol: { ...SHIPPED.live, codePrefix: `JD${made}`, ...changes },
    siteCodes: ['NORTH', 'SOUTH'],
  })
  return {
    slug,
    hire: async (role, name, site = 'NORTH') => {
      const person = await addPerson(registry.cli, {
        username: `${name}.${slug}`,
        displayName: name,
        password: 'a long enough password',
        locale: 'en',
        grants: [{ role, study: slug, site }],
      })
      const { actor } = await registry.callAs('nurse')
      return {
        actor: {
          ...actor,
          id: `person:${person.id}`,
          personId: person.id,
          name,
          memberships: [{ role, study: { id, slug }, siteId: site ? registry.sites[site] : null }],
        },
        request: newId(),
      }
    },
  }
}
