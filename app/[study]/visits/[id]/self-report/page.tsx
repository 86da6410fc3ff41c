import { getTranslations } from 'next-intl/server'
import { PatientFrame } from '@/components/registry/patient-frame'
import { InviteForm } from '@/components/self-report/invite-form'
import { readBack } from '@/components/entry/places'
import { Banner } from '@/components/ui/banner'
import { LinkButton } from '@/components/ui/link-button'
import { formatInstant } from '@/lib/i18n/format-date'
import { textOf } from '@/lib/i18n/locale'
import { toPatientForm } from '@/lib/instruments/self-report'
import { readInvitePage } from '@/lib/records/self-reports/invite'
import { resolveLocale } from '../../../../i18n'
import { askRecords } from '../../../../page-call'
import { readId, readOne, type SearchParams } from '../../../../page-params'

interface PageProps {
  params: Promise<{ study: string; id: string }>
  searchParams: SearchParams
}

export async function generateMetadata() {
  const t = await getTranslations('selfReports.invite')
  return { title: t('title') }
}

/** Asks a patient to answer the forms of one visit at home. */
export default async function Page({ params, searchParams }: PageProps) {
  const { study, id } = await params
  const visitId = readId(id)
  const locale = await resolveLocale()
  const t = await getTranslations()
  const page = await askRecords((call) => readInvitePage(call, study, visitId))
  const label = page.protocol.visits.find(({ code }) => code === page.visit.code)?.label
  const home = `/${study}/patients/${encodeURIComponent(page.patient.code)}`
  const back = readBack(readOne((await searchParams).from), study, home)
  return (
    <PatientFrame
      patient={page.patient}
      protocol={page.protocol}
      subtitle={`${t('selfReports.invite.title')} · ${label ? textOf(label, locale) : page.visit.code}`}
      actions={
        <LinkButton small href={`/${study}/paper/${visitId}`}>
          {t('paper.title')}
        </LinkButton>
      }
    >
      {page.refused ? (
        <Banner
          tone="never"
          title={t('selfReports.invite.refused')}
          actions={
            <LinkButton small href={back}>
              {t('common.back')}
            </LinkButton>
          }
        >
          {t(`problems.${page.refused}.detail`)}
        </Banner>
      ) : (
        <InviteForm
          study={study}
          visitId={visitId}
          back={back}
          language={locale}
          forms={page.forms.map(({ instrument, usual }) => ({
            id: instrument.id,
            title: textOf(instrument.title, locale),
            count: toPatientForm(instrument).items.length,
            usual,
          }))}
          out={
            page.out && {
              href: `/${study}/self-reports/${page.out.id}`,
              until: formatInstant(page.out.expiresAt, page.timeZone),
            }
          }
        />
      )}
    </PatientFrame>
  )
}
