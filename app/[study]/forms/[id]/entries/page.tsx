import { getTranslations } from 'next-intl/server'
import { MoveEntriesPage } from '@/components/forms/move-entries'
import { readListState } from '@/components/ui/list-state'
import { textOf } from '@/lib/i18n/locale'
import { getShelf } from '@/lib/records/instruments/get-shelf'
import { MOVES_SHOWN, previewMove } from '@/lib/records/instruments/move-versions'
import { getStudy } from '@/lib/records/studies/studies'
import { resolveLocale } from '../../../../i18n'
import { askRecords } from '../../../../page-call'
import type { SearchParams } from '../../../../page-params'

interface PageProps {
  params: Promise<{ study: string; id: string }>
  searchParams: SearchParams
}

export async function generateMetadata() {
  const t = await getTranslations('forms')
  return { title: t('moveEntries') }
}

/** Entries of earlier versions of a form, and what moving them would change. */
export default async function Page({ params, searchParams }: PageProps) {
  const { study: slug, id } = await params
  const { page } = readListState(await searchParams, { sortable: [], pageSize: MOVES_SHOWN })
  const locale = await resolveLocale()
  const t = await getTranslations('forms')
  const { preview, shelf, study } = await askRecords(async (call) => ({
    preview: await previewMove(call, slug, id, { page }),
    shelf: await getShelf(call, slug),
    study: await getStudy(call, slug),
  }))
  const versions = shelf.list().filter((one) => one.id === id)
  const visits = new Map(study.protocol.visits.map(({ code, label }) => [code, textOf(label, locale)]))
  const latest = shelf.get(id, preview.to)
  return (
    <MoveEntriesPage
      key={preview.to}
      slug={slug}
      id={id}
      title={textOf(latest.title, locale)}
      to={preview.to}
      total={preview.total}
      page={preview.page}
      pageSize={MOVES_SHOWN}
      changes={preview.changes}
      entries={preview.entries.map(({ visitCode, repeatKey, to: _to, ...entry }) => ({
        ...entry,
        place: [visitCode === null ? t('noVisit') : (visits.get(visitCode) ?? visitCode), repeatKey]
          .filter(Boolean)
          .join(' '),
      }))}
      labels={Object.fromEntries(
        versions.flatMap(({ items }) => items).map(({ name, label }) => [name, textOf(label, locale)]),
      )}
    />
  )
}
