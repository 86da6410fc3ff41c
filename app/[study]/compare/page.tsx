import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { PageBody, PageHeader } from '@/components/registry/shell-header'
import { CompareView } from '@/components/results/compare-view'
import { openCompareDesk } from '@/lib/tasks/compare-desk'
import { askRecords } from '../../page-call'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('compare')
  return { title: t('title') }
}

interface PageProps {
  params: Promise<{ study: string }>
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

export default async function ComparePage({ params, searchParams }: PageProps) {
  const { study } = await params
  const { id } = await searchParams
  if (id !== undefined && (typeof id !== 'string' || !UUID.test(id))) notFound()
  const { desk, saved } = await askRecords((call) => openCompareDesk(call, study, id))
  const t = await getTranslations('compare')
  return (
    <>
      <PageHeader title={t('title')} subtitle={t('about')} />
      <PageBody>
        <CompareView study={study} desk={desk} saved={saved} />
      </PageBody>
    </>
  )
}
