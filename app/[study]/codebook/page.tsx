import { getTranslations } from 'next-intl/server'
import { CodebookPage } from '@/components/registry/codebook'
import { getCodebook } from '@/lib/records/data/codebook'
import { askRecords } from '../../page-call'
import { readText, type SearchParams } from '../../page-params'

interface PageProps {
  params: Promise<{ study: string }>
  searchParams: SearchParams
}

export async function generateMetadata() {
  const t = await getTranslations('codebookPage')
  return { title: t('title') }
}

export default async function Page({ params, searchParams }: PageProps) {
  const { study } = await params
  const codebook = await askRecords((call) => getCodebook(call, study))
  return <CodebookPage slug={study} {...codebook} query={readText(await searchParams, 'q') ?? ''} />
}
