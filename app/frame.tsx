import { cache, type ReactNode } from 'react'
import { getLocale } from 'next-intl/server'
import { Shell } from '@/components/registry/shell'
import { readEnv } from '@/lib/env'
import { currentCall } from '@/lib/session'
import { can } from '@/lib/access/actor'
import { countOpenQueries } from '@/lib/records/queries/list-queries'
import { listStudies } from '@/lib/records/studies/studies'
import { listPlaces, rolesIn } from './places'

/** The studies of the person who is signed in, asked once a request. */
export const readOwnStudies = cache(async () => {
  const call = await currentCall()
  return call ? listStudies(call) : []
})

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
      nav={listPlaces(actor, study?.slug ?? null)}
      waiting={
        study && can(actor, 'query.list', study.slug)
          ? { queries: await countOpenQueries(call, study.slug) }
          : {}
      }
      demo={readEnv().SUIVI_MODE === 'demo'}
    >
      {children}
    </Shell>
  )
}
