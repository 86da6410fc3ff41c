import { getTranslations } from 'next-intl/server'
import { notFound } from 'next/navigation'
import { PatientFrame } from '@/components/registry/patient-frame'
import { ReasonForm } from '@/components/registry/reason-form'
import { can } from '@/lib/access/actor'
import { getCourse } from '@/lib/records/enrolments/course'
import { askRecords } from '../../../../../../page-call'

interface PageProps {
  params: Promise<{ study: string; code: string; ordinal: string }>
}

export async function generateMetadata() {
  const t = await getTranslations('operation')
  return { title: t('void') }
}

export default async function VoidOperationPage({ params }: PageProps) {
  const { study, code, ordinal } = await params
  const t = await getTranslations('operation')
  const { patient, protocol, operations } = await askRecords(async (call) => {
    if (!can(call.actor, 'operation.void', study)) notFound()
    return getCourse(call, study, decodeURIComponent(code))
  })
  const operation = operations.find((one) => one.ordinal === Number(ordinal)) ?? notFound()
  const place = `/${study}/patients/${encodeURIComponent(patient.code)}`
  const title = t('titleOf', { n: operation.ordinal, relation: t(`relations.${operation.relation}`) })
  return (
    <PatientFrame patient={patient} protocol={protocol} subtitle={`${t('void')} · ${title}`}>
      <ReasonForm
        grave
        path={`/studies/${study}/operations/${operation.id}/void`}
        more={{ version: operation.version }}
        about={t(operation.relation === 'index' ? 'voidIndexAbout' : 'voidAbout')}
        action={t('void')}
        done={t('voidedDone')}
        next={`${place}/operations`}
        back={`${place}/operations`}
      />
    </PatientFrame>
  )
}
