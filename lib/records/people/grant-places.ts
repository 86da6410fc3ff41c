import type { Call } from '../call'
import { reading } from '../change'

export interface GrantPlace {
  readonly slug: string
  readonly titleZh: string
  readonly titleEn: string
  readonly sites: readonly { readonly code: string; readonly nameZh: string; readonly nameEn: string }[]
}

export interface GrantPlaces {
  readonly studies: readonly GrantPlace[]
  /** Accounts belong to the whole instance: who administers some studies gives and ends roles there alone. */
  readonly wholeInstance: boolean
}

/** Where the administrator may hand out roles. */
export async function listGrantPlaces(call: Call): Promise<GrantPlaces> {
  return reading(call, 'person.list', 'across', async (tx) => {
    const within = tx.reach.studies === '*' ? null : [...tx.reach.studies]
    const studies = await tx.db.$queryRaw<GrantPlace[]>`
      select t.slug, t.title_zh as "titleZh", t.title_en as "titleEn",
        coalesce((select jsonb_agg(jsonb_build_object('code', s.code, 'nameZh', s.name_zh, 'nameEn', s.name_en)
            order by s.code)
          from study_site p join site s on s.id = p.site_id where p.study_id = t.id), '[]') as sites
      from study t
      where ${within}::uuid[] is null or t.id = any (${within}::uuid[])
      order by t.created_at, t.slug`
    return { studies, wholeInstance: within === null }
  })
}
