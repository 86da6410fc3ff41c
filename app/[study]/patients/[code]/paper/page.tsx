import { getTranslations } from 'next-intl/server'
import { PatientFrame } from '@/components/registry/patient-frame'
import { VisitPapers } from '@/components/paper/visit-papers'
import { LinkButton } from '@/components/ui/link-button'
import { textOf } from '@/lib/i18n/locale'
import { getCourse } from '@/lib/records/enrolments/course'
import { listSelfReports } from '@/lib/records/self-reports/self-reports'
import { resolveLocale } from '../../../../i18n'
import { askRecords } from '../../../../page-call'

interface PageProps {
  params: Promise<{ study: string; code: string }>
}

export async function generateMetadata() {
  const t = await getTranslations('paper')
  return { title: t('patientTitle') }
}

/** Every visit of a patient: its forms on paper, and what the patient answers at home. */
export default async function Page({ params }: PageProps) {
  const { study, code } = await params
  const locale = await resolveLocale()
  const t = await getTranslations('paper')
  const { course, reports } = await askRecords(async (call) => {
    const found = await getCourse(call, study, decodeURIComponent(code))
    return {
      course: found,
      reports: await listSelfReports(call, study, { enrolmentId: found.patient.enrolmentId, page: 1 }),
    }
  })
  const { patient, protocol } = course
  const place = `/${study}/patients/${encodeURIComponent(patient.code)}`
  return (
    <PatientFrame
      patient={patient}
      protocol={protocol}
      subtitle={t('patientTitle')}
      actions={
        <LinkButton small href={place}>
          {t('back')}
        </LinkButton>
      }
    >
      <VisitPapers
        study={study}
        from={`${place}/paper`}
        visits={course.visits.map(({ id, code: visit, state, doneOn }) => {
          const label = protocol.visits.find((one) => one.code === visit)?.label
          const report = reports.rows.find((row) => row.visitId === id)
          return {
            id,
            label: label ? textOf(label, locale) : visit,
            state,
            done: doneOn !== null,
            invites: !course.followUpClosed && state !== 'not_due' && state !== 'will_not_happen',
            report: report ? { id: report.id, state: report.state } : null,
          }
        })}
      />
    </PatientFrame>
  )
}
