import { getTranslations } from 'next-intl/server'
import { TrailPage } from '@/components/registry/trail'
import { TRAIL_TABLES } from '@/components/registry/trail-tables'
import { POLICY, type Verb } from '@/lib/access/verbs'
import { listGrantPlaces } from '@/lib/records/people/grant-places'
import { listAccess } from '@/lib/records/trail/access'
import { listTrail } from '@/lib/records/trail/trail'
import { resolveLocale } from '../i18n'
import { askRecords } from '../page-call'
import { readChoice, readText, type SearchParams } from '../page-params'

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/
const DAY = /^(19|20)\d\d-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/
const CURSOR = /^([0-9a-f-]{36}|system):[1-9]\d{0,15}$/

export async function generateMetadata() {
  const t = await getTranslations('trail')
  return { title: t('title') }
}

export default async function Page({ searchParams }: { searchParams: SearchParams }) {
  const asked = await searchParams
  const english = (await resolveLocale()) === 'en'
  const view = readChoice(asked, 'view', ['access']) ?? 'changes'
  const readAs = (name: string, form: RegExp) => {
    const text = readText(asked, name)
    return text !== undefined && form.test(text) && isRealDay(text) ? text : undefined
  }
  const search = {
    from: readAs('from', DAY),
    to: readAs('to', DAY),
    person: readText(asked, 'person'),
    actor: readText(asked, 'actor'),
    study: readText(asked, 'study'),
    site: readText(asked, 'site'),
    patient: readText(asked, 'patient', 40),
  }
  const { list, places } = await askRecords(async (call) => ({
    places: await listGrantPlaces(call),
    list:
      view === 'access'
        ? ({ view, ...(await listAccess(call, { ...search, after: readAs('after', UUID) })) } as const)
        : ({
            view,
            ...(await listTrail(call, {
              ...search,
              verb: readChoice(asked, 'verb', Object.keys(POLICY) as Verb[]),
              table: readChoice(asked, 'table', TRAIL_TABLES),
              rowId: readAs('row', UUID),
              after: readAs('after', CURSOR),
            })),
          } as const),
  }))
  const sites = new Map(
    places.studies.flatMap(({ sites: taking }) =>
      taking.map(({ code, nameZh, nameEn }) => [code, english ? nameEn : nameZh] as const),
    ),
  )
  return (
    <TrailPage
      list={list}
      studies={places.studies.map(({ slug, titleZh, titleEn }) => ({
        value: slug,
        label: english ? titleEn : titleZh,
      }))}
      sites={[...sites].map(([value, label]) => ({ value, label }))}
    />
  )
}

/** "2026-02-31" looks like a day and is none; what is no day at all passes. */
function isRealDay(text: string): boolean {
  if (!DAY.test(text)) return true
  return new Date(`${text}T00:00:00Z`).toISOString().startsWith(text)
}
