import { getTranslations } from 'next-intl/server'
import { ContactLog } from '@/components/contacts/contact-log'
import { Phones } from '@/components/contacts/phones'
import { PatientFrame } from '@/components/registry/patient-frame'
import { readListState } from '@/components/ui/list-state'
import { LinkButton } from '@/components/ui/link-button'
import { can } from '@/lib/access/actor'
import { textOf } from '@/lib/i18n/locale'
import { CONTACTS_PAGE, listContacts } from '@/lib/records/contacts/contacts'
import { listPhones } from '@/lib/records/contacts/phones'
import { getCourse } from '@/lib/records/enrolments/course'
import { resolveLocale } from '../../../../i18n'
import { askRecords } from '../../../../page-call'
import type { SearchParams } from '../../../../page-params'
import { toAttempt } from '../../../../to-phone-view'

interface PageProps {
  params: Promise<{ study: string; code: string }>
  searchParams: SearchParams
}

export async function generateMetadata() {
  const t = await getTranslations('contacts')
  return { title: t('title') }
}

/** The telephones of a patient and every attempt to reach somebody. */
export default async function ContactsPage({ params, searchParams }: PageProps) {
  const { study, code } = await params
  const { page } = readListState(await searchParams, { sortable: [], pageSize: CONTACTS_PAGE })
  const locale = await resolveLocale()
  const t = await getTranslations('contacts')
  const { course, contacts, phones, mayEdit } = await askRecords(async (call) => {
    const found = await getCourse(call, study, decodeURIComponent(code))
    const { enrolmentId, patientId } = found.patient
    return {
      course: found,
      contacts: await listContacts(call, study, { enrolmentId, page }),
      phones: await listPhones(call, study, patientId),
      mayEdit: can(call.actor, 'contact.add', study) && !found.followUpClosed,
    }
  })
  const { patient, protocol } = course
  const labels = Object.fromEntries(
    protocol.visits.map(({ code: one, label }) => [one, textOf(label, locale)]),
  )
  const view = {
    study,
    patientId: patient.patientId,
    enrolmentId: patient.enrolmentId,
    today: patient.today,
    phones,
    attempts: contacts.rows.map((row) => toAttempt(row, labels)),
    total: contacts.total,
    page,
    pageSize: CONTACTS_PAGE,
    visits: course.visits.map((visit) => ({
      id: visit.id,
      label: labels[visit.code] ?? visit.code,
      open: visit.state === 'open' || visit.state === 'late',
    })),
    mayEdit,
  }
  const open = view.visits.find((visit) => visit.open)
  const place = `/${study}/patients/${encodeURIComponent(patient.code)}`
  return (
    <PatientFrame
      patient={patient}
      protocol={protocol}
      subtitle={t('title')}
      actions={
        <>
          {mayEdit && open && (
            <LinkButton
              small
              look="primary"
              href={`/${study}/visits/${open.id}/phone?from=${place}/contacts`}
            >
              {t('call', { visit: open.label })}
            </LinkButton>
          )}
          <LinkButton small href={place}>
            {t('course')}
          </LinkButton>
        </>
      }
    >
      <div className="grid items-start gap-8 xl:grid-cols-[22rem_minmax(0,1fr)]">
        <Phones view={view} />
        <ContactLog view={view} />
      </div>
    </PatientFrame>
  )
}
