import { getTranslations } from 'next-intl/server'
import { ProtocolEditor } from '@/components/protocol/editor'
import { getProtocolEditor } from '@/lib/records/studies/protocol-drafts'
import { askRecords } from '../../../page-call'

interface PageProps {
  params: Promise<{ study: string }>
}

export async function generateMetadata() {
  const t = await getTranslations('protocolEdit')
  return { title: t('title') }
}

export default async function Page({ params }: PageProps) {
  const { study: slug } = await params
  const { draft, today, ...editor } = await askRecords((call) => getProtocolEditor(call, slug))
  return (
    <ProtocolEditor
      key={editor.number}
      slug={slug}
      {...editor}
      today={today}
      draft={
        draft && {
          definition: draft.definition,
          basedOn: draft.basedOn,
          version: draft.version,
          savedBy: draft.savedBy,
        }
      }
    />
  )
}
