import { getTranslations } from 'next-intl/server'
import { Merge } from '@/components/registry/merge'
import { PatientFrame } from '@/components/registry/patient-frame'
import { getCourse } from '@/lib/records/enrolments/course'
import { readMergePage } from '@/lib/records/patients/merge-patients'
import { askRecords } from '../../../../page-call'

interface PageProps {
  params: Promise<{ study: string; code: string }>
}

export async function generateMetadata() {
  const t = await getTranslations('merge')
  return { title: t('title') }
}

export default async function MergePage({ params }: PageProps) {
  const { study, code } = await params
  const t = await getTranslations('merge')
  const { course, page } = await askRecords(async (call) => {
    const found = await getCourse(call, study, decodeURIComponent(code))
    return { course: found, page: await readMergePage(call, study, found.patient.patientId) }
  })
  const { patient, protocol } = course
  return (
    <PatientFrame patient={patient} protocol={protocol} subtitle={t('title')}>
      <Merge
        study={study}
        place={`/${study}/patients/${encodeURIComponent(patient.code)}`}
        patientId={patient.patientId}
        code={patient.code}
        candidates={page.candidates}
        merged={page.merged.map(({ id, mergedOn, reason }) => ({ id, day: mergedOn, reason }))}
      />
    </PatientFrame>
  )
}
