import { getTranslations } from 'next-intl/server'
import { notFound, redirect } from 'next/navigation'
import { Register } from '@/components/registry/register'
import { can } from '@/lib/access/actor'
import { localDate } from '@/lib/protocol/local-time'
import { getStudy } from '@/lib/records/studies/studies'
import { resolveLocale } from '../../../i18n'
import { askRecords } from '../../../page-call'
import { readId, readOne } from '../../../page-params'

interface PageProps {
  params: Promise<{ study: string }>
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

export async function generateMetadata() {
  const t = await getTranslations('register')
  return { title: t('title') }
}

export default async function RegisterPage({ params, searchParams }: PageProps) {
  const { study } = await params
  // From the search of another page: the patient is registered and waits to be enrolled.
  const patient = readOne((await searchParams).patient)
  if (patient !== undefined) redirect(`/${study}/patients/${readId(patient)}/enrol`)
  const english = (await resolveLocale()) === 'en'
  const { sites } = await askRecords(async (call) => {
    if (!can(call.actor, 'patient.register', study)) notFound()
    return getStudy(call, study)
  })
  return (
    <Register
      study={study}
      sites={sites.map(({ code, nameZh, nameEn }) => ({ code, name: english ? nameEn : nameZh }))}
      today={localDate(new Date(), sites[0]?.timeZone ?? 'Asia/Shanghai')}
    />
  )
}
