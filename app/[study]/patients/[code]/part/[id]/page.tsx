import { getTranslations } from 'next-intl/server'
import { notFound } from 'next/navigation'
import { PatientFrame } from '@/components/registry/patient-frame'
import { ReasonForm } from '@/components/registry/reason-form'
import { getCourse } from '@/lib/records/enrolments/course'
import { readMergePage } from '@/lib/records/patients/merge-patients'
import { askRecords } from '../../../../../page-call'

interface PageProps {
  params: Promise<{ study: string; code: string; id: string }>
}

export async function generateMetadata() {
  const t = await getTranslations('merge')
  return { title: t('part') }
}

export default async function PartPage({ params }: PageProps) {
  const { study, code, id } = await params
  const t = await getTranslations('merge')
  const { course, page } = await askRecords(async (call) => {
    const found = await getCourse(call, study, decodeURIComponent(code))
    return { course: found, page: await readMergePage(call, study, found.patient.patientId) }
  })
  const merge = page.merged.find((one) => one.id === id) ?? notFound()
  const { patient, protocol } = course
  const place = `/${study}/patients/${encodeURIComponent(patient.code)}`
  return (
    <PatientFrame patient={patient} protocol={protocol} subtitle={t('part')}>
      <ReasonForm
        grave
        path={`/studies/${study}/patients/${patient.patientId}/part`}
        more={{ mergeId: id, version: merge.version }}
        about={t('partAbout', { on: merge.mergedOn, reason: merge.reason })}
        action={t('part')}
        done={t('parted')}
        next={place}
        back={`${place}/merge`}
      />
    </PatientFrame>
  )
}
