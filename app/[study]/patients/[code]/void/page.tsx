import { getTranslations } from 'next-intl/server'
import { notFound } from 'next/navigation'
import { PatientFrame } from '@/components/registry/patient-frame'
import { ReasonForm } from '@/components/registry/reason-form'
import { can } from '@/lib/access/actor'
import { getCourse } from '@/lib/records/enrolments/course'
import { askRecords } from '../../../../page-call'

interface PageProps {
  params: Promise<{ study: string; code: string }>
}

export async function generateMetadata() {
  const t = await getTranslations('enrolment.void')
  return { title: t('title') }
}

export default async function VoidPage({ params }: PageProps) {
  const { study, code } = await params
  const t = await getTranslations('enrolment.void')
  const { patient, protocol } = await askRecords(async (call) => {
    if (!can(call.actor, 'enrolment.void', study)) notFound()
    return getCourse(call, study, decodeURIComponent(code))
  })
  const place = `/${study}/patients/${encodeURIComponent(patient.code)}`
  return (
    <PatientFrame patient={patient} protocol={protocol} subtitle={t('title')}>
      <ReasonForm
        grave
        path={`/studies/${study}/enrolments/${patient.enrolmentId}/void`}
        more={{ version: patient.version }}
        about={t('about', { code: patient.code })}
        action={t('do')}
        done={t('done')}
        next={`/${study}/patients`}
        back={place}
      />
    </PatientFrame>
  )
}
