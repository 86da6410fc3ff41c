import { getTranslations } from 'next-intl/server'
import { IdentityForm } from '@/components/registry/identity-form'
import { PatientFrame } from '@/components/registry/patient-frame'
import { getCourse } from '@/lib/records/enrolments/course'
import { getPatient } from '@/lib/records/patients/patients'
import { askRecords } from '../../../../page-call'

interface PageProps {
  params: Promise<{ study: string; code: string }>
}

export async function generateMetadata() {
  const t = await getTranslations('identity')
  return { title: t('title') }
}

export default async function IdentityPage({ params }: PageProps) {
  const { study, code } = await params
  const t = await getTranslations('identity')
  const { course, stored } = await askRecords(async (call) => {
    const found = await getCourse(call, study, decodeURIComponent(code))
    return { course: found, stored: await getPatient(call, study, found.patient.patientId) }
  })
  const { patient, protocol } = course
  const { sex, phone: _phone, ...identity } = stored.identity
  return (
    <PatientFrame patient={patient} protocol={protocol} subtitle={t('title')}>
      <IdentityForm
        study={study}
        patientId={patient.patientId}
        back={`/${study}/patients/${encodeURIComponent(patient.code)}`}
        version={stored.version}
        identity={{ ...identity, ...(sex === 'M' || sex === 'F' ? { sex } : {}) }}
        today={patient.today}
      />
    </PatientFrame>
  )
}
