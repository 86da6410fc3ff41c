import { getTranslations } from 'next-intl/server'
import { ProtocolPage } from '@/components/registry/protocol'
import { getStudy } from '@/lib/records/studies/studies'
import { askRecords } from '../../page-call'

interface PageProps {
  params: Promise<{ study: string }>
}

export async function generateMetadata() {
  const t = await getTranslations('protocolPage')
  return { title: t('title') }
}

export default async function Page({ params }: PageProps) {
  const { study: slug } = await params
  const { protocol, protocolVersion, own } = await askRecords((call) => getStudy(call, slug))
  return <ProtocolPage slug={slug} protocol={protocol} version={protocolVersion} own={own} />
}
