import { getTranslations } from 'next-intl/server'
import { PatientFrame } from '@/components/registry/patient-frame'
import { TransferForm } from '@/components/registry/transfer-form'
import { EmptyState } from '@/components/ui/empty-state'
import { getCourse } from '@/lib/records/enrolments/course'
import { listDestinations } from '@/lib/records/enrolments/transfer-enrolment'
import { resolveLocale } from '../../../../i18n'
import { askRecords } from '../../../../page-call'

interface PageProps {
  params: Promise<{ study: string; code: string }>
}

export async function generateMetadata() {
  const t = await getTranslations('transfer')
  return { title: t('title') }
}

export default async function TransferPage({ params }: PageProps) {
  const { study, code } = await params
  const t = await getTranslations('transfer')
  const english = (await resolveLocale()) === 'en'
  const { course, sites } = await askRecords(async (call) => {
    const found = await getCourse(call, study, decodeURIComponent(code))
    return { course: found, sites: await listDestinations(call, study, found.patient.enrolmentId) }
  })
  const { patient, protocol } = course
  return (
    <PatientFrame patient={patient} protocol={protocol} subtitle={t('title')}>
      {sites.length === 0 ? (
        <EmptyState title={t('nowhere')}>{t('nowhereNext')}</EmptyState>
      ) : (
        <TransferForm
          study={study}
          back={`/${study}/patients/${encodeURIComponent(patient.code)}`}
          enrolmentId={patient.enrolmentId}
          version={patient.version}
          code={patient.code}
          sites={sites.map((site) => ({ code: site.code, name: english ? site.nameEn : site.nameZh }))}
        />
      )}
    </PatientFrame>
  )
}
