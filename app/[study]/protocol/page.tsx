import { getTranslations } from 'next-intl/server'
import { ProtocolPage } from '@/components/registry/protocol'
import { can } from '@/lib/access/actor'
import { getProtocolVersion } from '@/lib/records/studies/publish-protocol'
import { askRecords } from '../../page-call'
import { readOne, type SearchParams } from '../../page-params'

interface PageProps {
  params: Promise<{ study: string }>
  searchParams: SearchParams
}

export async function generateMetadata() {
  const t = await getTranslations('protocolPage')
  return { title: t('title') }
}

/** The version in force, or an earlier one. */
export default async function Page({ params, searchParams }: PageProps) {
  const { study: slug } = await params
  const asked = readOne((await searchParams).version) ?? ''
  const version = /^[1-9]\d{0,4}$/.test(asked) ? Number(asked) : undefined
  const { mayEdit, ...view } = await askRecords(async (call) => ({
    ...(await getProtocolVersion(call, slug, version)),
    mayEdit: can(call.actor, 'protocol.draft', slug),
  }))
  return <ProtocolPage slug={slug} {...view} mayEdit={mayEdit} />
}
