'use client'

import { useTranslations } from 'next-intl'
import { formatDayMonth } from '@/lib/i18n/format-date'
import type { Locale } from '@/lib/i18n/locale'
import { QrCode } from '@/components/self-report/qr-code'
import type { QrDrawing } from './qr-path'

export interface CardVisit {
  readonly label: string
  readonly targetOn: string
  readonly firstDay: string
  readonly lastDay: string
}

export interface CardView {
  readonly locale: Locale
  readonly site: string
  /** Of the department; without one there is a line to write it on. */
  readonly phone: string | null
  readonly study: string
  readonly code: string
  readonly name: string | null
  readonly operatedOn: string | null
  readonly visits: readonly CardVisit[]
  readonly signs: readonly string[]
  readonly qr: QrDrawing
  /** The patient's own page of one visit, while it opens. */
  readonly report: { readonly qr: QrDrawing; readonly until: string } | null
  readonly paper: 'a4' | 'a5'
}

/** What the patient takes home: when the next visits are, and when not to wait for them. One page. */
export function FollowUpCard({ card }: { card: CardView }) {
  const t = useTranslations('card')
  const slip = useTranslations('selfReports.slip')
  const { locale, qr } = card
  return (
    <article
      lang={locale}
      aria-label={t('title')}
      className={`follow-up-card ${card.paper === 'a5' ? 'on-a5' : 'on-a4'} grid gap-4 border border-edge bg-white p-6 text-black`}
    >
      <header className="flex items-start justify-between gap-4">
        <div className="grid min-w-0 gap-1 wrap-anywhere">
          <h2 className="text-xl font-semibold">{t('title')}</h2>
          <p>
            {card.site} · {card.study}
          </p>
          <p className="text-base">
            {t('name')} <span className="font-semibold">{card.name ?? '＿＿＿＿＿＿'}</span>
            <span className="mx-3" />
            <span className="whitespace-nowrap">
              {t('code')} <span className="font-semibold">{card.code}</span>
            </span>
          </p>
          {card.operatedOn && <p>{t('operatedOn', { date: card.operatedOn })}</p>}
        </div>
        <svg
          role="img"
          aria-label={t('qr')}
          viewBox={`0 0 ${qr.size} ${qr.size}`}
          shapeRendering="crispEdges"
          className="size-28 shrink-0"
        >
          <rect width={qr.size} height={qr.size} fill="#fff" />
          <path d={qr.path} fill="#000" />
        </svg>
      </header>
      <section className="grid gap-1">
        <h3 className="text-base font-semibold">{t('visits')}</h3>
        {card.visits.length === 0 ? (
          <p>{t(card.operatedOn ? 'noMoreVisits' : 'noVisits')}</p>
        ) : (
          <table className="w-full border-collapse">
            <thead>
              <tr className="border-y border-black text-left">
                <th scope="col" className="py-1 pr-3 font-medium">
                  {t('visit')}
                </th>
                <th scope="col" className="py-1 pr-3 font-medium">
                  {t('day')}
                </th>
                <th scope="col" className="py-1 font-medium">
                  {t('window')}
                </th>
              </tr>
            </thead>
            <tbody>
              {card.visits.map((visit) => (
                <tr key={visit.label} className="border-b border-line">
                  <th scope="row" className="py-1.5 pr-3 text-left font-normal">
                    {visit.label}
                  </th>
                  <td className="py-1.5 pr-3 text-base font-semibold whitespace-nowrap">{visit.targetOn}</td>
                  <td className="py-1.5">
                    {t('between', {
                      from: formatDayMonth(visit.firstDay, locale, visit.targetOn),
                      to: formatDayMonth(visit.lastDay, locale, visit.targetOn),
                    })}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
        <p className="text-xs">{t('visitsAbout')}</p>
      </section>
      <section className="grid gap-1 border-2 border-black p-3">
        <h3 className="text-base font-semibold">{t('signs')}</h3>
        <ul className="list-disc pl-5">
          {card.signs.map((sign) => (
            <li key={sign}>{sign}</li>
          ))}
        </ul>
        <p className="font-semibold">{t('emergency')}</p>
      </section>
      {card.report && (
        <section className="flex items-center gap-4 border border-black p-3">
          <QrCode qr={card.report.qr} label={slip('qr')} className="size-28 shrink-0" />
          <div className="grid gap-1">
            <h3 className="text-base font-semibold">{slip('title')}</h3>
            <p>{slip('until', { at: card.report.until })}</p>
          </div>
        </section>
      )}
      <footer className="grid gap-2">
        <p>
          {t('department')} <span className="font-semibold">{card.phone ?? '＿＿＿＿＿＿＿＿＿＿'}</span>　
          {t('hours')} ＿＿＿＿＿＿
        </p>
        <p className="text-xs">{t('qrAbout')}</p>
      </footer>
    </article>
  )
}
