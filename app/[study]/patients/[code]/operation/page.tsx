import { getTranslations } from 'next-intl/server'
import { OperationPage } from '../operation-page'

interface PageProps {
  params: Promise<{ study: string; code: string }>
}

export async function generateMetadata() {
  const t = await getTranslations('operation')
  return { title: t('add') }
}

export default async function AddOperationPage({ params }: PageProps) {
  const { study, code } = await params
  return <OperationPage study={study} code={decodeURIComponent(code)} ordinal={null} />
}
