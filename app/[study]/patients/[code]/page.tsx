import { getLocale, getTranslations } from 'next-intl/server'
import { PatientTitle } from '@/components/entry/head'
import { PhoneNumber } from '@/components/entry/phone-number'
import { PageBody, PageHeader } from '@/components/registry/shell-header'
import { Timeline } from '@/components/timeline/timeline'
import { LinkButton } from '@/components/ui/link-button'
import { formatPostOpDay } from '@/lib/i18n/format-date'
import { isLocale } from '@/lib/i18n/locale'
import { findArm } from '@/lib/protocol/protocol-read'
import { viewCourse } from '@/lib/tasks/course/view-course'
import { askRecords } from '../../../page-call'

interface Props {
  readonly params: Promise<{ study: string; code: string }>
}

export async function generateMetadata({ params }: Props) {
  return { title: decodeURIComponent((await params).code) }
}

export default async function PatientPage({ params }: Props) {
  const { study, code } = await params
  const asked = await getLocale()
  const locale = isLocale(asked) ? asked : 'zh-CN'
  const t = await getTranslations()
  const say = (key: string, values?: Record<string, string | number>) => t(key, values)
  const { course, view } = await askRecords((call) =>
    viewCourse(call, study, decodeURIComponent(code), { locale, say }),
  )
  const { patient, protocol } = course
  const arm = findArm(protocol, patient.receivedArm ?? patient.plannedArm)
  const place = `/${study}/patients/${encodeURIComponent(patient.code)}`
  const whereabouts = patient.endedOn
    ? t('course.endedOn', { on: patient.endedOn, reason: t(`endReasons.${patient.endReason ?? 'lost'}`) })
    : course.followUpClosed
      ? t('matrix.closed')
      : patient.day === null
        ? t('course.notOperated')
        : formatPostOpDay(patient.day, locale)
  return (
    <>
      <PageHeader
        title={<PatientTitle patient={patient} arm={arm?.label ?? null} />}
        subtitle={
          <span className="flex flex-wrap items-center gap-x-2">
            <span>{whereabouts}</span>
            {patient.phone && (
              <PhoneNumber study={study} patientId={patient.patientId} masked={patient.phone} />
            )}
          </span>
        }
        actions={
          course.followUpClosed ? undefined : (
            <>
              {course.operations.map((operation) => (
                <LinkButton key={operation.id} small href={`/${study}/operations/${operation.id}/operation`}>
                  {t('course.operationForm', { n: operation.ordinal })}
                </LinkButton>
              ))}
              <LinkButton small href={`${place}/operation`}>
                {t('course.addOperation')}
              </LinkButton>
              <LinkButton small href={`${place}/visit`}>
                {t('course.addVisit')}
              </LinkButton>
              {!patient.endedOn && (
                <LinkButton small href={`${place}/end`}>
                  {t('course.end')}
                </LinkButton>
              )}
            </>
          )
        }
      />
      <PageBody>
        <Timeline view={view} />
      </PageBody>
    </>
  )
}
