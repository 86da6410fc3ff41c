import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { formatNumber } from '@/lib/i18n/format-number'
import { textOf } from '@/lib/i18n/locale'
import type { Shelf } from '@/lib/instruments/shelf'
import type { Protocol, VisitInstrument, VisitPlan } from '@/lib/protocol/protocol'
import { usePageLocale } from './use-page-locale'

const CELL = 'border-b border-line px-2 py-1.5 text-left align-top'

export function ProtocolVisits({
  slug,
  protocol,
  shelf,
}: {
  slug: string
  protocol: Protocol
  shelf: Shelf
}) {
  const t = useTranslations('protocolPage')
  const fields = useTranslations('protocolFields')
  const locale = usePageLocale()
  const heads = [t('visit'), t('target'), t('window'), t('grace'), t('instruments')]
  return (
    <div className="relative overflow-x-auto" tabIndex={0} role="region" aria-label={t('visits')}>
      <table className="w-full min-w-3xl border-separate border-spacing-0">
        <caption className="sr-only">{t('visits')}</caption>
        <thead>
          <tr>
            {heads.map((head) => (
              <th
                key={head}
                scope="col"
                className="h-row border-y border-line bg-well px-2 text-left text-xs font-medium text-dim"
              >
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {protocol.visits.map((visit) => (
            <tr key={visit.code}>
              <th scope="row" className={`${CELL} sticky left-0 bg-paper font-medium whitespace-nowrap`}>
                {textOf(visit.label, locale)} <code className="text-xs text-dim">{visit.code}</code>
              </th>
              <td className={`${CELL} whitespace-nowrap`}>
                <Target visit={visit} />
              </td>
              <td className={`${CELL} min-w-36`}>
                <Window visit={visit} />
              </td>
              <td className={`${CELL} whitespace-nowrap`}>
                {visit.graceDays > 0 ? t('graceDays', { days: visit.graceDays }) : t('noGrace')}
              </td>
              <td className={CELL}>
                <Instruments slug={slug} list={visit.instruments} shelf={shelf} />
              </td>
            </tr>
          ))}
          <tr>
            <th scope="row" className={`${CELL} sticky left-0 bg-paper font-medium whitespace-nowrap`}>
              {t('operation')}
            </th>
            <td className={CELL}>–</td>
            <td className={CELL}>–</td>
            <td className={CELL}>–</td>
            <td className={CELL}>
              <Instruments slug={slug} list={protocol.operationInstruments} shelf={shelf} />
            </td>
          </tr>
          {protocol.logInstruments && (
            <tr>
              <th scope="row" className={`${CELL} sticky left-0 bg-paper font-medium whitespace-nowrap`}>
                {fields('logInstruments')}
              </th>
              <td className={CELL}>–</td>
              <td className={CELL}>–</td>
              <td className={CELL}>–</td>
              <td className={CELL}>
                <Instruments slug={slug} list={protocol.logInstruments} shelf={shelf} />
              </td>
            </tr>
          )}
        </tbody>
      </table>
    </div>
  )
}

function Target({ visit }: { visit: VisitPlan }) {
  const t = useTranslations('protocolPage')
  const anchor = t(`anchor.${visit.anchor}`)
  if (visit.before) return t('beforeAnchor', { anchor })
  return t('afterAnchor', { anchor, days: visit.target })
}

function Window({ visit }: { visit: VisitPlan }) {
  const t = useTranslations('protocolPage.windows')
  const { unit, from, to, days, orDischarge } = visit.window
  const say = (range: { from: number; to: number }) => ({
    from: formatNumber(range.from),
    to: formatNumber(range.to),
  })
  return (
    <ul>
      <li>{from === to ? t(`${unit}One`, say({ from, to })) : t(unit, say({ from, to }))}</li>
      {unit === 'hours' && days && (
        <li className="text-xs text-dim">
          {t(days.from === days.to ? 'dayInstead' : 'daysInstead', say(days))}
        </li>
      )}
      {orDischarge && <li className="text-xs text-dim">{t('orDischarge')}</li>}
      {visit.before && <li className="text-xs text-dim">{t('before')}</li>}
    </ul>
  )
}

function Instruments({
  slug,
  list,
  shelf,
}: {
  slug: string
  list: readonly VisitInstrument[]
  shelf: Shelf
}) {
  const t = useTranslations('protocolPage')
  const locale = usePageLocale()
  return (
    <ul className="flex flex-wrap gap-x-3 gap-y-0.5">
      {list.map(({ id, version, required, techniques }) => {
        const instrument = shelf.find(id, version)
        const notes = [!required && t('optional'), techniques?.join('/')].filter(Boolean).join(' · ')
        return (
          <li key={`${id}-${version}`}>
            <Link
              href={`/${slug}/codebook#${id}-${version}`}
              prefetch={false}
              className="text-accent hover:underline"
            >
              {instrument ? textOf(instrument.short, locale) : id}
            </Link>
            {notes && <span className="text-xs text-dim"> {notes}</span>}
          </li>
        )
      })}
    </ul>
  )
}
