import { NextIntlClientProvider } from 'next-intl'
import { getTranslations } from 'next-intl/server'
import { drawQr } from '@/components/contacts/qr-path'
import { readBack } from '@/components/entry/places'
import { PaperSheet } from '@/components/paper/paper-sheet'
import { PatientFrame } from '@/components/registry/patient-frame'
import { PrintButton } from '@/components/registry/print-button'
import { LinkButton } from '@/components/ui/link-button'
import { readEnv } from '@/lib/env'
import { type Locale } from '@/lib/i18n/locale'
import { loadMessages } from '@/lib/i18n/messages'
import { getPaper } from '@/lib/records/visits/paper'
import { resolveLocale } from '../../../i18n'
import { askRecords } from '../../../page-call'
import { readChoice, readId, readOne, type SearchParams } from '../../../page-params'
import { toPaperView, type PaperSet } from '../../../to-paper-view'

interface PageProps {
  params: Promise<{ study: string; id: string }>
  searchParams: SearchParams
}

const SETS: readonly PaperSet[] = ['needed', 'patient', 'all']

export async function generateMetadata() {
  const t = await getTranslations('paper')
  return { title: t('title') }
}

/** The forms of a visit on paper, blank or as recorded; the browser prints them or makes a PDF. */
export default async function Page({ params, searchParams }: PageProps) {
  const { study, id } = await params
  const visitId = readId(id)
  const asked = await searchParams
  const own = await resolveLocale()
  const t = await getTranslations('paper')
  const lang = readChoice(asked, 'lang', ['zh', 'en']) ?? (own === 'en' ? 'en' : 'zh')
  const locale: Locale = lang === 'en' ? 'en' : 'zh-CN'
  const filled = readChoice(asked, 'fill', ['blank', 'filled']) === 'filled'
  const set = readChoice(asked, 'set', SETS) ?? 'needed'
  const paper = await askRecords((call) => getPaper(call, study, visitId))
  const from = readOne(asked.from)
  const back = readBack(from, study, `/${study}/visits/${visitId}`)
  const href = (change: Readonly<Record<string, string>>) =>
    `/${study}/paper/${visitId}?${new URLSearchParams({
      lang,
      fill: filled ? 'filled' : 'blank',
      set,
      ...(from ? { from } : {}),
      ...change,
    }).toString()}`
  return (
    <PatientFrame
      patient={paper.patient}
      protocol={paper.protocol}
      subtitle={t('title')}
      actions={
        <>
          <LinkButton small href={href({ fill: filled ? 'blank' : 'filled' })}>
            {t(filled ? 'toBlank' : 'toFilled')}
          </LinkButton>
          {!filled &&
            SETS.filter((one) => one !== set).map((one) => (
              <LinkButton key={one} small href={href({ set: one })}>
                {t(`set.${one}`)}
              </LinkButton>
            ))}
          <LinkButton small href={href({ lang: lang === 'zh' ? 'en' : 'zh' })}>
            {lang === 'zh' ? 'English' : '中文'}
          </LinkButton>
          <PrintButton>{t('print')}</PrintButton>
          <LinkButton small href={back}>
            {t('back')}
          </LinkButton>
        </>
      }
    >
      <NextIntlClientProvider locale={locale} messages={await loadMessages(locale)}>
        <PaperSheet
          view={toPaperView(paper, {
            locale,
            filled,
            set,
            // Whoever scans it must sign in.
            qr: drawQr(new URL(`/${study}/visits/${visitId}`, readEnv().SUIVI_URL).href),
            messages: await loadMessages(locale),
          })}
        />
      </NextIntlClientProvider>
    </PatientFrame>
  )
}
