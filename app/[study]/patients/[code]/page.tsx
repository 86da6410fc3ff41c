import { getLocale, getTranslations } from 'next-intl/server'
import { ContactSummary } from '@/components/contacts/contact-summary'
import { PatientTitle } from '@/components/entry/head'
import { PhoneNumber } from '@/components/entry/phone-number'
import { PatientActions } from '@/components/registry/patient-actions'
import { PatientLogs } from '@/components/registry/patient-logs'
import { PageBody, PageHeader } from '@/components/registry/shell-header'
import { Timeline } from '@/components/timeline/timeline'
import { can } from '@/lib/access/actor'
import { formatDate, formatPostOpDay } from '@/lib/i18n/format-date'
import { isLocale, textOf } from '@/lib/i18n/locale'
import { findArm } from '@/lib/protocol/protocol-read'
import { viewCourse } from '@/lib/tasks/course/view-course'
import type { Course } from '@/lib/records/enrolments/course'
import { listContacts } from '@/lib/records/contacts/contacts'
import { askRecords } from '../../../page-call'
import { toAttempt } from '../../../to-phone-view'

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
  const { course, view, contacts, may } = await askRecords(async (call) => {
    const viewed = await viewCourse(call, study, decodeURIComponent(code), { locale, say })
    const { enrolmentId } = viewed.course.patient
    return {
      ...viewed,
      contacts: can(call.actor, 'contact.list', study)
        ? await listContacts(call, study, { enrolmentId, page: 1 })
        : null,
      may: {
        work: can(call.actor, 'visit.add', study),
        correct: can(call.actor, 'patient.update', study),
        void: can(call.actor, 'enrolment.void', study),
        merge: can(call.actor, 'patient.merge', study),
        transfer: can(call.actor, 'enrolment.transfer', study),
      },
    }
  })
  const { patient, protocol } = course
  const arm = findArm(protocol, patient.receivedArm ?? patient.plannedArm)
  const labels = Object.fromEntries(protocol.visits.map((one) => [one.code, textOf(one.label, locale)]))
  const place = `/${study}/patients/${encodeURIComponent(patient.code)}`
  const whereabouts = patient.endedOn
    ? t('course.endedOn', {
        on: formatDate(patient.endedOn),
        reason: t(`endReasons.${patient.endReason ?? 'lost'}`),
      })
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
          course.followUpClosed || !may.work ? undefined : (
            <PatientActions
              place={place}
              operations={course.operations.length + course.voidedOperations.length}
              ended={patient.endedOn !== null}
              treatmentEnded={course.end.treatmentEndedOn !== null}
              allocation={findAllocation(course)}
              may={may}
            />
          )
        }
      />
      <PageBody>
        <Timeline view={view} />
        {contacts && (
          <ContactSummary
            href={`${place}/contacts`}
            attempts={contacts.rows.slice(0, 3).map((row) => toAttempt(row, labels))}
            total={contacts.total}
          />
        )}
        <PatientLogs
          place={place}
          own={course.own}
          closed={course.followUpClosed || !may.work}
          logs={(protocol.logInstruments ?? []).map(({ id, version }) => ({
            id,
            version,
            lines: course.entries
              .filter((entry) => entry.visitId === null && entry.instrument === id)
              .map(({ repeatKey, complete }) => ({ key: repeatKey, complete })),
          }))}
        />
      </PageBody>
    </>
  )
}

/** An imported patient came with an arm and was not drawn here. */
function findAllocation({ patient, protocol }: Course): 'waiting' | 'given' | null {
  if (!protocol.randomisation) return null
  if (patient.randomisedOn !== null) return 'given'
  return patient.plannedArm === null ? 'waiting' : null
}
