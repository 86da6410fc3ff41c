import { useTranslations } from 'next-intl'
import { VisitMark } from '@/components/ui/badge'
import { AlertCard } from './alert-card'
import { FlagCard } from './flag-card'
import type { TimelineView, VisitTask } from './view'

/** What waits for the reader, the urgent first. */
export function Needs({ view }: { view: TimelineView }) {
  const t = useTranslations('timeline')
  const alerts = [...view.alerts].sort((a, b) => Number(b.urgent) - Number(a.urgent))
  const isEmpty = alerts.length + view.flags.length + view.visits.length === 0
  return (
    <section id="needs" aria-labelledby="needs-title" className="grid min-w-0 scroll-mt-20 gap-3">
      <h2 id="needs-title" className="text-base font-semibold">
        {t('needs')}
      </h2>
      {isEmpty && <p className="text-dim">{t('nothingNeeded')}</p>}
      {alerts.map((alert) => (
        <AlertCard
          key={alert.id}
          alert={alert}
          study={view.study}
          allowed={alert.forClinician ? view.mayAdjudicate : view.mayAcknowledge}
        />
      ))}
      {view.flags.map((flag) => (
        <FlagCard key={flag.id} flag={flag} study={view.study} allowed={view.mayAdjudicate} />
      ))}
      {view.visits.length > 0 && <VisitTasks title={t('visitsWaiting')} visits={view.visits} />}
      {view.recorded.length > 0 && <VisitTasks title={t('visitsRecorded')} visits={view.recorded} />}
    </section>
  )
}

function VisitTasks({ title, visits }: { title: string; visits: readonly VisitTask[] }) {
  return (
    <div>
      <h3 className="mb-1 font-semibold">{title}</h3>
      <ul className="grid gap-1">
        {visits.map((visit) => (
          <li key={visit.id} className="flex flex-wrap items-center justify-between gap-x-3">
            {visit.href ? (
              <a href={visit.href} className="text-accent underline">
                {visit.label}
              </a>
            ) : (
              <span>{visit.label}</span>
            )}
            <VisitMark state={visit.state} {...(visit.note ? { note: visit.note } : {})} />
          </li>
        ))}
      </ul>
    </div>
  )
}
