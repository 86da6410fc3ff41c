import { getTranslations } from 'next-intl/server'
import { PatientTitle } from '@/components/entry/head'
import { UnscheduledVisit } from '@/components/entry/unscheduled-visit'
import { PageBody, PageHeader } from '@/components/registry/shell-header'
import { findArm } from '@/lib/protocol/protocol-read'
import { getCourse } from '@/lib/records/enrolments/course'
import { askRecords } from '../../../../page-call'

interface PageProps {
  params: Promise<{ study: string; code: string }>
}

export async function generateMetadata() {
  const t = await getTranslations('entry')
  return { title: t('addVisit') }
}

export default async function UnscheduledVisitPage({ params }: PageProps) {
  const { study, code } = await params
  const t = await getTranslations('entry')
  const { patient, protocol } = await askRecords((call) => getCourse(call, study, decodeURIComponent(code)))
  const arm = findArm(protocol, patient.receivedArm ?? patient.plannedArm)
  return (
    <>
      <PageHeader
        title={<PatientTitle patient={patient} arm={arm?.label ?? null} />}
        subtitle={t('addVisit')}
      />
      <PageBody>
        <UnscheduledVisit
          study={study}
          back={`/${study}/patients/${encodeURIComponent(patient.code)}`}
          enrolmentId={patient.enrolmentId}
          today={patient.today}
        />
      </PageBody>
    </>
  )
}
