import { getTranslations } from 'next-intl/server'
import { PatientTitle, VisitLine } from '@/components/entry/head'
import { readBack } from '@/components/entry/places'
import { PhoneCall } from '@/components/phone/phone-call'
import { PageBody, PageHeader } from '@/components/registry/shell-header'
import { LinkButton } from '@/components/ui/link-button'
import { findArm } from '@/lib/protocol/protocol-read'
import { getPhoneVisit } from '@/lib/records/contacts/phone-visit'
import { resolveLocale } from '../../../../i18n'
import { askRecords } from '../../../../page-call'
import { readId, readOne } from '../../../../page-params'
import { toPhoneView } from '../../../../to-phone-view'

interface PageProps {
  params: Promise<{ study: string; id: string }>
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

export async function generateMetadata() {
  const t = await getTranslations('phone')
  return { title: t('title') }
}

/** A visit by telephone, one question a screen. */
export default async function PhonePage({ params, searchParams }: PageProps) {
  const { study, id } = await params
  const visitId = readId(id)
  const locale = await resolveLocale()
  const t = await getTranslations('phone')
  const reports = await getTranslations('selfReports')
  const { page, caller } = await askRecords(async (call) => ({
    page: await getPhoneVisit(call, study, visitId),
    caller: call.actor.name,
  }))
  const back = readBack(readOne((await searchParams).from), study, `/${study}/today`)
  const view = toPhoneView(page, { study, back, caller, locale })
  const { patient, protocol } = page
  const arm = findArm(protocol, patient.receivedArm ?? patient.plannedArm)
  return (
    <>
      <PageHeader
        title={<PatientTitle patient={view.patient} arm={arm?.label ?? null} />}
        subtitle={
          <VisitLine
            study={study}
            patient={{ ...view.patient, phone: null }}
            visit={null}
            label={view.visit.label}
          />
        }
        actions={
          <>
            <LinkButton small href={`/${study}/visits/${visitId}/self-report?from=${back}`}>
              {reports('toInvite')}
            </LinkButton>
            <LinkButton small href={view.contactsHref}>
              {t('contacts')}
            </LinkButton>
            <LinkButton small href={back}>
              {t('leave')}
            </LinkButton>
          </>
        }
      />
      <PageBody>
        <PhoneCall key={visitId} view={view} />
      </PageBody>
    </>
  )
}
