import type { Metadata } from 'next'
import { NextIntlClientProvider } from 'next-intl'
import { headers } from 'next/headers'
import { notFound } from 'next/navigation'
import { PatientPage } from '@/components/self-report/patient-page'
import { RELATIVES } from '@/lib/contracts/self-reports'
import { textOf, type Locale } from '@/lib/i18n/locale'
import { loadMessages } from '@/lib/i18n/messages'
import { getInstrument } from '@/lib/instruments/shelf'
import { Problem } from '@/lib/problem'
import { openSelfReport } from '@/lib/records/self-reports/answer'
import { readChoice, type SearchParams } from '../../page-params'

interface Props {
  params: Promise<{ token: string }>
  searchParams: SearchParams
}

export const metadata: Metadata = {
  title: '问卷 · Questions',
  description: '',
  robots: { index: false, follow: false },
  referrer: 'no-referrer',
}

/** The patient's own page, opened by the token alone. Whatever opens nothing is the same page. */
export default async function SelfReportPage({ params, searchParams }: Props) {
  const { token } = await params
  const address = (await headers()).get('x-forwarded-for') ?? 'unknown'
  const page = await openSelfReport(token, address).catch((error: unknown) => {
    if (error instanceof Problem) notFound()
    throw error
  })
  const asked = readChoice(await searchParams, 'lang', ['zh', 'en'])
  const locale: Locale = asked ? (asked === 'en' ? 'en' : 'zh-CN') : page.language
  const { language: _language, site, ...view } = page
  // A telephone on a slow line gets the words of this page alone.
  const { selfReport, ui, issues } = await loadMessages(locale)
  return (
    <div lang={locale}>
      <NextIntlClientProvider locale={locale} messages={{ selfReport, ui, issues }}>
        <PatientPage
          key={locale}
          view={{
            ...view,
            token,
            site: textOf(site, locale),
            relatives: listRelatives(locale),
            other:
              locale === 'en'
                ? { href: `/s/${token}?lang=zh`, label: '中文' }
                : { href: `/s/${token}?lang=en`, label: 'English' },
          }}
        />
      </NextIntlClientProvider>
    </div>
  )
}

/** In the words of the contact form. */
function listRelatives(locale: Locale) {
  const item = getInstrument('contact_attempt', 2).items.find(({ name }) => name === 'contact_reached')
  const codes = item && 'codes' in item ? item.codes : []
  return RELATIVES.flatMap((key) => {
    const code = codes.find((one) => one.key === key)
    return code ? [{ key, label: textOf(code.label, locale) }] : []
  })
}
