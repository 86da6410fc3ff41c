import { getTranslations } from 'next-intl/server'
import { redirect } from 'next/navigation'
import { EnrolForm } from '@/components/registry/enrol-form'
import { getEnrolPage } from '@/lib/records/enrolments/enrol-page'
import { askRecords } from '../../../../page-call'
import { readId } from '../../../../page-params'

interface PageProps {
  params: Promise<{ study: string; code: string }>
}

export async function generateMetadata() {
  const t = await getTranslations('enrolment')
  return { title: t('title') }
}

/** Enrols a registered patient, who has no study code yet: the address carries the patient's id. */
export default async function EnrolPage({ params }: PageProps) {
  const { study, code } = await params
  const patientId = readId(code)
  const { identity, today, protocol, enrolledAs } = await askRecords((call) =>
    getEnrolPage(call, study, patientId),
  )
  if (enrolledAs !== null) redirect(`/${study}/patients/${encodeURIComponent(enrolledAs)}`)
  const t = await getTranslations('register')
  const sex = identity.sex === 'M' || identity.sex === 'F' ? t(`sexes.${identity.sex}`) : null
  const who = [identity.name ?? t('noName'), sex, identity.birthDate].filter(Boolean).join(' · ')
  return (
    <EnrolForm
      study={study}
      patientId={patientId}
      who={who}
      today={today}
      criteria={protocol.criteria}
      arms={protocol.randomisation ? [] : protocol.arms}
      consentVersions={protocol.consentVersions}
      randomised={protocol.randomisation !== undefined}
    />
  )
}
