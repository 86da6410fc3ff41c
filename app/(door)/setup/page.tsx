import { getTranslations } from 'next-intl/server'
import { notFound } from 'next/navigation'
import { SetupPage } from '@/components/registry/setup'
import { isSetupOpen } from '@/lib/records/people/set-up'

export async function generateMetadata() {
  const t = await getTranslations('setup')
  return { title: t('title') }
}

export default async function Page() {
  if (!(await isSetupOpen())) notFound()
  return <SetupPage />
}
