import { getTranslations } from 'next-intl/server'
import { ProtocolVersions } from '@/components/protocol/versions'
import { can } from '@/lib/access/actor'
import { listProtocolVersions } from '@/lib/records/studies/publish-protocol'
import { askRecords } from '../../../page-call'

interface PageProps {
  params: Promise<{ study: string }>
}

export async function generateMetadata() {
  const t = await getTranslations('protocolVersions')
  return { title: t('title') }
}

export default async function Page({ params }: PageProps) {
  const { study: slug } = await params
  const { versions, mayMove } = await askRecords(async (call) => ({
    versions: await listProtocolVersions(call, slug),
    mayMove: can(call.actor, 'enrolment.move_protocol', slug),
  }))
  return <ProtocolVersions slug={slug} versions={versions} mayMove={mayMove} />
}
