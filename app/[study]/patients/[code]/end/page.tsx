import { getTranslations } from 'next-intl/server'
import { redirect } from 'next/navigation'
import { PatientTitle } from '@/components/entry/head'
import { EndForm } from '@/components/registry/end-form'
import { PageBody, PageHeader } from '@/components/registry/shell-header'
import { findArm } from '@/lib/protocol/protocol-read'
import { getCourse } from '@/lib/records/enrolments/course'
import { askRecords } from '../../../../page-call'

interface PageProps {
  params: Promise<{ study: string; code: string }>
}

export async function generateMetadata() {
  const t = await getTranslations('enrolment.end')
  return { title: t('title') }
}

export default async function EndPage({ params }: PageProps) {
  const { study, code } = await params
  const t = await getTranslations('enrolment.end')
  const { patient, protocol } = await askRecords((call) => getCourse(call, study, decodeURIComponent(code)))
  const back = `/${study}/patients/${encodeURIComponent(patient.code)}`
  if (patient.endedOn !== null) redirect(back)
  const arm = findArm(protocol, patient.receivedArm ?? patient.plannedArm)
  return (
    <>
      <PageHeader title={<PatientTitle patient={patient} arm={arm?.label ?? null} />} subtitle={t('title')} />
      <PageBody>
        <EndForm
          study={study}
          back={back}
          enrolmentId={patient.enrolmentId}
          version={patient.version}
          today={patient.today}
        />
      </PageBody>
    </>
  )
}
