import { getTranslations } from 'next-intl/server'
import { OperationPage } from '../../operation-page'

interface PageProps {
  params: Promise<{ study: string; code: string; ordinal: string }>
}

export async function generateMetadata() {
  const t = await getTranslations('operation')
  return { title: t('correct') }
}

export default async function CorrectOperationPage({ params }: PageProps) {
  const { study, code, ordinal } = await params
  return <OperationPage study={study} code={decodeURIComponent(code)} ordinal={Number(ordinal)} />
}
