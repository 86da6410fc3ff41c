import { getTranslations } from 'next-intl/server'
import { notFound } from 'next/navigation'
import { OperationForm } from '@/components/registry/operation-form'
import { PageBody, PageHeader } from '@/components/registry/shell-header'
import { PatientTitle } from '@/components/entry/head'
import type { Technique } from '@/lib/protocol/protocol'
import { findArm, instrumentsOf } from '@/lib/protocol/protocol-read'
import { getCourse } from '@/lib/records/enrolments/course'
import { askRecords } from '../../../page-call'

interface OperationPageProps {
  study: string
  code: string
  /** Which operation is corrected; null adds one. */
  ordinal: number | null
}

export async function OperationPage({ study, code, ordinal }: OperationPageProps) {
  const t = await getTranslations('operation')
  const { patient, protocol, operations } = await askRecords((call) => getCourse(call, study, code))
  const stored = ordinal === null ? undefined : operations.find((one) => one.ordinal === ordinal)
  if (ordinal !== null && !stored) notFound()
  const arm = findArm(protocol, patient.receivedArm ?? patient.plannedArm)
  const next = instrumentsOf(protocol.operationInstruments, arm?.technique ?? 'other')[0]
  return (
    <>
      <PageHeader
        title={<PatientTitle patient={patient} arm={arm?.label ?? null} />}
        subtitle={stored ? t('correct') : t('add')}
      />
      <PageBody>
        <OperationForm
          study={study}
          back={`/${study}/patients/${encodeURIComponent(patient.code)}`}
          enrolmentId={patient.enrolmentId}
          today={patient.today}
          arms={protocol.arms}
          plannedArm={patient.plannedArm}
          receivedArm={patient.receivedArm}
          isIndex={stored ? stored.relation === 'index' : operations.length === 0}
          nextForm={next?.id ?? null}
          stored={
            stored && {
              id: stored.id,
              version: stored.version,
              relation: stored.relation,
              performedOn: stored.performedOn,
              endedTime: stored.endedTime,
              plannedTechnique: stored.plannedTechnique as Technique,
              receivedTechnique: stored.receivedTechnique as Technique,
              receivedArm: patient.receivedArm,
              levels: stored.levels.map(({ level, side }) => ({
                level,
                side: side === 'unknown' ? null : side,
              })),
              operator: stored.operator,
              cause: stored.cause,
            }
          }
        />
      </PageBody>
    </>
  )
}
