import { getTranslations } from 'next-intl/server'
import { notFound, redirect } from 'next/navigation'
import { PatientFrame } from '@/components/registry/patient-frame'
import { ReasonForm } from '@/components/registry/reason-form'
import { can } from '@/lib/access/actor'
import { getCourse } from '@/lib/records/enrolments/course'
import { askRecords } from '../../../../page-call'

interface PageProps {
  params: Promise<{ study: string; code: string }>
}

export async function generateMetadata() {
  const t = await getTranslations('enrolment.reopen')
  return { title: t('title') }
}

export default async function ReopenPage({ params }: PageProps) {
  const { study, code } = await params
  const t = await getTranslations('enrolment.reopen')
  const ends = await getTranslations('endReasons')
  const { patient, protocol, end } = await askRecords(async (call) => {
    if (!can(call.actor, 'enrolment.reopen', study)) notFound()
    return getCourse(call, study, decodeURIComponent(code))
  })
  const place = `/${study}/patients/${encodeURIComponent(patient.code)}`
  if (patient.endedOn === null && end.treatmentEndedOn === null) redirect(place)
  const about =
    patient.endedOn === null
      ? t('treatmentAbout', { on: end.treatmentEndedOn ?? '' })
      : t(patient.endReason === 'withdrawn_data' ? 'dataAbout' : 'about', {
          on: patient.endedOn,
          reason: ends(patient.endReason ?? 'lost'),
        })
  return (
    <PatientFrame patient={patient} protocol={protocol} subtitle={t('title')}>
      <ReasonForm
        path={`/studies/${study}/enrolments/${patient.enrolmentId}/reopen`}
        more={{ version: patient.version }}
        about={about}
        action={t('do')}
        done={t('done')}
        next={place}
        back={place}
      />
    </PatientFrame>
  )
}
