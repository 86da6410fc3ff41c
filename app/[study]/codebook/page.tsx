import { getTranslations } from 'next-intl/server'
import { CodebookPage } from '@/components/registry/codebook'
import { listStudyInstruments } from '@/lib/records/studies/instruments'
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
  const instruments = await askRecords((call) => listStudyInstruments(call, study))
  return (
    <CodebookPage slug={study} instruments={instruments} query={readText(await searchParams, 'q') ?? ''} />
  )
}
