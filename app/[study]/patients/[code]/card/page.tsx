import { NextIntlClientProvider } from 'next-intl'
import { getTranslations } from 'next-intl/server'
import { FollowUpCard, type CardView } from '@/components/contacts/card'
import { drawQr } from '@/components/contacts/qr-path'
import { PatientFrame } from '@/components/registry/patient-frame'
import { PrintButton } from '@/components/registry/print-button'
import { LinkButton } from '@/components/ui/link-button'
import { readEnv } from '@/lib/env'
import { formatInstant } from '@/lib/i18n/format-date'
import { textOf, type Locale } from '@/lib/i18n/locale'
import { loadMessages } from '@/lib/i18n/messages'
import { getInstrument } from '@/lib/instruments/shelf'
import { getCourse, type Course } from '@/lib/records/enrolments/course'
import { getPatientPlace } from '@/lib/records/contacts/card'
import { addressOf } from '@/lib/records/self-reports/address'
import { getSelfReport } from '@/lib/records/self-reports/review'
import { resolveLocale } from '../../../../i18n'
import { askRecords } from '../../../../page-call'
import { readChoice, readId, readText, type SearchParams } from '../../../../page-params'

interface PageProps {
  params: Promise<{ study: string; code: string }>
  searchParams: SearchParams
}

const SHOWN_AT_MOST = 6

export async function generateMetadata() {
  const t = await getTranslations('card')
  return { title: t('title') }
}

/** The card handed over at discharge; its language is the patient's, chosen apart from the reader's. */
export default async function CardPage({ params, searchParams }: PageProps) {
  const { study, code } = await params
  const asked = await searchParams
  const own = await resolveLocale()
  const t = await getTranslations('card')
  const locale: Locale = { zh: 'zh-CN' as const, en: 'en' as const }[
    readChoice(asked, 'lang', ['zh', 'en']) ?? (own === 'en' ? 'en' : 'zh')
  ]
  const paper = readChoice(asked, 'paper', ['a4', 'a5']) ?? 'a5'
  const reportId = readText(asked, 'report')
  const { course, place, report } = await askRecords(async (call) => {
    const found = await getCourse(call, study, decodeURIComponent(code))
    return {
      course: found,
      place: await getPatientPlace(call, study, found.patient.enrolmentId),
      report: reportId ? await getSelfReport(call, study, readId(reportId)) : null,
    }
  })
  const isOwn = report?.patient.code === course.patient.code && report.token !== null
  const address = `/${study}/patients/${encodeURIComponent(course.patient.code)}`
  const card: CardView = {
    locale,
    paper,
    site: textOf(place.site, locale),
    phone: place.phone,
    study: textOf(place.study, locale),
    code: course.patient.code,
    name: course.patient.name,
    operatedOn: course.patient.operatedOn,
    visits: listNext(course, locale),
    signs: listSigns(locale),
    // The department's own page of this study code: whoever scans it must sign in.
    qr: drawQr(new URL(address, readEnv().SUIVI_URL).href),
    report: isOwn
      ? { qr: drawQr(addressOf(report.id)), until: formatInstant(report.expiresAt, report.timeZone) }
      : null,
  }
  const href = (lang: string, size: string) =>
    `${address}/card?lang=${lang}&paper=${size}${isOwn ? `&report=${report.id}` : ''}`
  const lang = locale === 'en' ? 'en' : 'zh'
  return (
    <PatientFrame
      patient={course.patient}
      protocol={course.protocol}
      subtitle={t('title')}
      actions={
        <>
          <LinkButton small href={href(lang === 'zh' ? 'en' : 'zh', paper)}>
            {lang === 'zh' ? 'English' : '中文'}
          </LinkButton>
          <LinkButton small href={href(lang, paper === 'a5' ? 'a4' : 'a5')}>
            {paper === 'a5' ? 'A4' : 'A5'}
          </LinkButton>
          <PrintButton>{t('print')}</PrintButton>
          <LinkButton small href={address}>
            {t('back')}
          </LinkButton>
        </>
      }
    >
      <NextIntlClientProvider locale={locale} messages={await loadMessages(locale)}>
        <FollowUpCard card={card} />
      </NextIntlClientProvider>
    </PatientFrame>
  )
}

/** The visits still to come, with the days on which they count. */
function listNext(course: Course, locale: Locale): CardView['visits'] {
  return course.visits
    .flatMap((visit) => {
      const { targetOn, firstDay, lastDay, state } = visit
      const waits = state === 'not_due' || state === 'open' || state === 'late'
      const plan = course.protocol.visits.find((one) => one.code === visit.code)
      if (!waits || !plan || plan.before || !targetOn || !firstDay || !lastDay) return []
      return [{ label: textOf(plan.label, locale), targetOn, firstDay, lastDay }]
    })
    .slice(0, SHOWN_AT_MOST)
}

/** The questions of the form of red flags are the signs themselves. */
function listSigns(locale: Locale): string[] {
  return getInstrument('urgent_signs').items.flatMap((item) =>
    item.kind === 'choice' ? [textOf(item.label, locale)] : [],
  )
}
