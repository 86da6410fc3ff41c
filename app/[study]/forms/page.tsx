import { getTranslations } from 'next-intl/server'
import { FormListPage } from '@/components/forms/form-list'
import { can } from '@/lib/access/actor'
import { listInstruments } from '@/lib/instruments/shelf'
import { listOwnForms } from '@/lib/records/instruments/drafts'
import { askRecords } from '../../page-call'

interface PageProps {
  params: Promise<{ study: string }>
}

export async function generateMetadata() {
  const t = await getTranslations('forms')
  return { title: t('pageTitle') }
}

/** The study's own forms and the shelf they may begin from. */
export default async function Page({ params }: PageProps) {
  const { study: slug } = await params
  const { own, may } = await askRecords(async (call) => ({
    own: await listOwnForms(call, slug),
    may: {
      write: can(call.actor, 'instrument.draft', slug),
      move: can(call.actor, 'entry.move_version', slug),
    },
  }))
  return (
    <FormListPage
      slug={slug}
      may={may}
      own={own.flatMap(({ id, versions, draft }) => {
        const [last] = versions
        const definition = draft?.definition ?? last?.definition
        if (!definition) return []
        return [
          {
            id,
            definition,
            published: last?.number ?? 0,
            publishedBy: last?.publishedByName ?? '',
            publishedAt: last?.publishedAt ?? null,
            draft: draft && {
              version: draft.version,
              savedByName: draft.savedByName,
              savedAt: draft.savedAt,
            },
          },
        ]
      })}
      shipped={listInstruments().map(({ id, version, title, items }) => ({
        ...{ id, version, title },
        items: items.length,
      }))}
    />
  )
}
