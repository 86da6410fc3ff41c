import { getTranslations } from 'next-intl/server'
import { OperationList } from '@/components/registry/operation-list'
import { PatientFrame } from '@/components/registry/patient-frame'
import { LinkButton } from '@/components/ui/link-button'
import { can } from '@/lib/access/actor'
import { textOf } from '@/lib/i18n/locale'
import { readOwn } from '@/lib/instruments/shelf'
import { findArm, instrumentsOf } from '@/lib/protocol/protocol-read'
import { getCourse } from '@/lib/records/enrolments/course'
import { resolveLocale } from '../../../../i18n'
import { askRecords } from '../../../../page-call'

interface PageProps {
  params: Promise<{ study: string; code: string }>
}

export async function generateMetadata() {
  const t = await getTranslations('operation')
  return { title: t('all') }
}

export default async function OperationsPage({ params }: PageProps) {
  const { study, code } = await params
  const t = await getTranslations('operation')
  const locale = await resolveLocale()
  const { course, mayVoid } = await askRecords(async (call) => ({
    course: await getCourse(call, study, decodeURIComponent(code)),
    mayVoid: can(call.actor, 'operation.void', study),
  }))
  const { patient, protocol, operations, voidedOperations, entries, followUpClosed } = course
  const arm = findArm(protocol, patient.receivedArm ?? patient.plannedArm)
  const place = `/${study}/patients/${encodeURIComponent(patient.code)}`
  const shelf = readOwn(course.own)
  const forms = instrumentsOf(protocol.operationInstruments, arm?.technique ?? 'other')
  return (
    <PatientFrame
      patient={patient}
      protocol={protocol}
      subtitle={t('all')}
      actions={
        followUpClosed ? undefined : (
          <LinkButton small href={`${place}/operation`}>
            {t('addAnother')}
          </LinkButton>
        )
      }
    >
      <OperationList
        place={place}
        closed={followUpClosed}
        mayVoid={mayVoid}
        operations={operations.map((operation) => ({
          ...operation,
          forms: forms.map(({ id, version }) => {
            const entry = entries.find(
              (one) => one.instrument === id && one.repeatKey === String(operation.ordinal),
            )
            return {
              href: `/${study}/operations/${operation.id}/${id}?${new URLSearchParams({ from: `${place}/operations` })}`,
              label: textOf(shelf.get(id, version).title, locale),
              state: entry
                ? entry.complete
                  ? ('complete' as const)
                  : ('partial' as const)
                : ('empty' as const),
            }
          }),
        }))}
        voided={voidedOperations}
      />
    </PatientFrame>
  )
}
