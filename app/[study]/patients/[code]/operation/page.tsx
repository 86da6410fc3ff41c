import { getTranslations } from 'next-intl/server'
import { LATER_RELATIONS } from '@/components/registry/operation-relations'
import { readChoice, type SearchParams } from '../../../../page-params'
import { OperationPage } from '../operation-page'

interface PageProps {
  params: Promise<{ study: string; code: string }>
  searchParams: SearchParams
}

export async function generateMetadata() {
  const t = await getTranslations('operation')
  return { title: t('add') }
}

export default async function AddOperationPage({ params, searchParams }: PageProps) {
  const { study, code } = await params
  const relation = readChoice(await searchParams, 'relation', LATER_RELATIONS)
  return <OperationPage study={study} code={decodeURIComponent(code)} ordinal={null} relation={relation} />
}
