import { createTranslator } from 'next-intl'
import { getTranslations } from 'next-intl/server'
import { drawQr } from '@/components/contacts/qr-path'
import { PatientFrame } from '@/components/registry/patient-frame'
import { LinkSheet } from '@/components/self-report/link-sheet'
import { Review } from '@/components/self-report/review'
import { Banner } from '@/components/ui/banner'
import { LinkButton } from '@/components/ui/link-button'
import { formatInstant } from '@/lib/i18n/format-date'
import { textOf } from '@/lib/i18n/locale'
import { loadMessages } from '@/lib/i18n/messages'
import { addressOf } from '@/lib/records/self-reports/address'
import { getSelfReport, type ReviewPage } from '@/lib/records/self-reports/review'
import { resolveLocale } from '../../../i18n'
import { askRecords } from '../../../page-call'
import { readId } from '../../../page-params'
import { toReviewView } from '../../../to-review-view'

interface PageProps {
  params: Promise<{ study: string; id: string }>
}

export async function generateMetadata() {
  const t = await getTranslations('selfReports')
  return { title: t('title') }
}

/** One self-report: the link while it is out, the answers once they are sent. */
export default async function Page({ params }: PageProps) {
  const { study, id } = await params
  const reportId = readId(id)
  const locale = await resolveLocale()
  const t = await getTranslations()
  const say = (key: string, values?: Record<string, string | number>) => t(key, values)
  const page = await askRecords((call) => getSelfReport(call, study, reportId))
  const { visits } = page.protocol
  const label = visits.find(({ code }) => code === page.visit.code)?.label
  return (
    <PatientFrame
      patient={page.patient}
      protocol={page.protocol}
      subtitle={`${t('selfReports.title')} · ${label ? textOf(label, locale) : page.visit.code}`}
      actions={
        <>
          <LinkButton small href={`/${study}/visits/${page.visit.id}`}>
            {t('selfReports.toVisit')}
          </LinkButton>
          <LinkButton small href={`/${study}/self-reports`}>
            {t('selfReports.toList')}
          </LinkButton>
        </>
      }
    >
      {page.report ? (
        <Review key={page.report.version} view={toReviewView(page, page.report, { study, locale, say })} />
      ) : page.token ? (
        <LinkSheet
          study={study}
          id={page.id}
          version={page.version}
          address={addressOf(page.id)}
          qr={drawQr(addressOf(page.id))}
          words={await sayToPatient(page)}
          cardHref={`/${study}/patients/${encodeURIComponent(page.patient.code)}/card?report=${page.id}&lang=${page.language === 'en' ? 'en' : 'zh'}`}
          opened={page.openedAt !== null}
        />
      ) : (
        <Banner
          tone="never"
          title={t(page.revokedAt ? 'selfReports.states.revoked' : 'selfReports.link.over')}
          actions={
            <LinkButton small href={`/${study}/visits/${page.visit.id}/self-report`}>
              {t('selfReports.invite.again')}
            </LinkButton>
          }
        >
          {t('selfReports.link.overMore')}
        </Banner>
      )}
    </PatientFrame>
  )
}

/** The slip speaks the patient's language, whatever the reader's. */
async function sayToPatient(page: ReviewPage) {
  const locale = page.language
  const translator = createTranslator({ locale, messages: await loadMessages(locale) })
  const t = translator as unknown as (key: string, values?: Record<string, string>) => string
  return {
    lang: locale,
    title: t('selfReports.slip.title'),
    site: textOf(page.site, locale),
    how: t('selfReports.slip.how'),
    until: t('selfReports.slip.until', { at: formatInstant(page.expiresAt, page.timeZone) }),
  }
}
