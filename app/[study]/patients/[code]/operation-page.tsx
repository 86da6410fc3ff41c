import { getTranslations } from 'next-intl/server'
import { notFound } from 'next/navigation'
import { OperationForm } from '@/components/registry/operation-form'
import type { LaterRelation } from '@/components/registry/operation-relations'
import { PageBody, PageHeader } from '@/components/registry/shell-header'
import { PatientTitle } from '@/components/entry/head'
import type { Technique } from '@/lib/protocol/protocol'
import { findArm, instrumentsOf } from '@/lib/protocol/protocol-read'
import type { OperatedLevel } from '@/lib/records/enrolments/operations'
import { getCourse } from '@/lib/records/enrolments/course'
import { askRecords } from '../../../page-call'

interface OperationPageProps {
  study: string
  code: string
  /** Which operation is corrected; null adds one. */
  ordinal: number | null
  relation?: LaterRelation | undefined
}

export async function OperationPage({ study, code, ordinal, relation }: OperationPageProps) {
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
        subtitle={stored ? t('correct') : t(operations.length === 0 ? 'add' : 'addAnother')}
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
          earlier={operations
            .filter((one) => one !== stored && (!stored || one.ordinal < stored.ordinal))
            .map((one) => ({ ...one, levels: askSides(one.levels) }))}
          relation={relation}
          nextForm={next?.id ?? null}
          visitLabels={Object.fromEntries(protocol.visits.map(({ code, label }) => [code, label]))}
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
              levels: askSides(stored.levels),
              operator: stored.operator,
              cause: stored.cause,
            }
          }
        />
      </PageBody>
    </>
  )
}

/** A side that the source did not tell waits for somebody to say it. */
function askSides(levels: readonly OperatedLevel[]) {
  return levels.map(({ level, side }) => ({ level, side: side === 'unknown' ? null : side }))
}
