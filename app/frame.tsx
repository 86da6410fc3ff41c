import { cache, type ReactNode } from 'react'
import { getLocale } from 'next-intl/server'
import { Shell } from '@/components/registry/shell'
import type { NavKey } from '@/components/registry/shell-nav'
import type { UrgentLine } from '@/components/registry/shell-urgent'
import { readEnv } from '@/lib/env'
import { currentCall } from '@/lib/session'
import { can } from '@/lib/access/actor'
import type { Call } from '@/lib/records/call'
import { countUrgent } from '@/lib/records/complications/urgent'
import { countOpenQueries } from '@/lib/records/queries/list-queries'
import { listStudies, type ListedStudy } from '@/lib/records/studies/studies'
import { listPlaces, rolesIn } from './places'

/** The studies of the person who is signed in, asked once a request. */
const readOwnStudies = cache(async () => {
  const call = await currentCall()
  return call ? listStudies(call) : []
})

/** What has escalated to this person in the study, and where they can take notice of it. */
async function readUrgent(call: Call, slug: string): Promise<UrgentLine | null> {
  const urgent = can(call.actor, 'alert.count', slug) ? await countUrgent(call, slug) : null
  const href = can(call.actor, 'alert.list', slug) ? `/${slug}/complications?view=alerts&open=true` : null
  return urgent && { ...urgent, href }
}

/** What this study has no use for: the rail stays short. */
function listAbsent({ design, randomises }: ListedStudy): NavKey[] {
  const prospective = design === 'randomised' || design === 'prospective'
  return [
    ...(prospective ? [] : (['screening'] as const)),
    ...(randomises ? [] : (['randomisation'] as const)),
  ]
}

/**
 * The frame around a page. It only hides what would be refused: whether one may see a page is settled by what
 * the page asks of the records.
 */
export async function Frame({ slug, children }: { slug: string | null; children: ReactNode }) {
  const call = await currentCall()
  if (!call) return children
  const studies = await readOwnStudies()
  // Outside a study, the only one there is stays in sight.
  const study = slug === null && studies.length === 1 ? studies[0] : studies.find((one) => one.slug === slug)
  if (slug !== null && !study) return children
  const { actor } = call
  const english = (await getLocale()) === 'en'
  return (
    <Shell
      person={{ name: actor.name, roles: rolesIn(actor, study?.slug ?? null) }}
      study={study ? { slug: study.slug, name: english ? study.titleEn : study.titleZh } : null}
      otherStudies={studies.length > 1}
      nav={listPlaces(actor, study?.slug ?? null, study ? listAbsent(study) : [])}
      waiting={
        study && can(actor, 'query.list', study.slug)
          ? { queries: await countOpenQueries(call, study.slug) }
          : {}
      }
      urgent={study ? await readUrgent(call, study.slug) : null}
      demo={readEnv().SUIVI_MODE === 'demo'}
    >
      {children}
    </Shell>
  )
}
