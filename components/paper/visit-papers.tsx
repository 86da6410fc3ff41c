import Link from 'next/link'
import { useTranslations } from 'next-intl'
import type { VisitState } from '@/lib/protocol/protocol'

interface VisitPapersProps {
  study: string
  /** Where one comes back to. */
  from: string
  visits: readonly {
    readonly id: string
    readonly label: string
    readonly state: VisitState
    readonly done: boolean
    readonly invites: boolean
    /** The latest of the visit. */
    readonly report: { readonly id: string; readonly state: string } | null
  }[]
}

/** Each visit with its sheets and its self-report. */
export function VisitPapers({ study, from, visits }: VisitPapersProps) {
  const t = useTranslations('paper')
  const states = useTranslations('visitState')
  const reports = useTranslations('selfReports')
  const link = (href: string, text: string) => (
    <Link href={href} prefetch={false} className="text-accent">
      {text}
    </Link>
  )
  return (
    <table className="w-full max-w-3xl border-collapse">
      <thead>
        <tr className="border-y border-edge text-left text-xs text-dim">
          <th scope="col" className="py-1 pr-3 font-medium">
            {t('visit')}
          </th>
          <th scope="col" className="py-1 pr-3 font-medium">
            {t('sheets')}
          </th>
          <th scope="col" className="py-1 font-medium">
            {reports('title')}
          </th>
        </tr>
      </thead>
      <tbody>
        {visits.map((visit) => (
          <tr key={visit.id} className="border-b border-line">
            <th scope="row" className="py-2 pr-3 text-left font-normal">
              {visit.label} <span className="text-xs text-dim">{states(visit.state)}</span>
            </th>
            <td className="py-2 pr-3">
              <span className="flex flex-wrap gap-x-4">
                {link(`/${study}/paper/${visit.id}?from=${from}`, t('toBlank'))}
                {visit.done && link(`/${study}/paper/${visit.id}?fill=filled&from=${from}`, t('toFilled'))}
              </span>
            </td>
            <td className="py-2">
              <span className="flex flex-wrap gap-x-4">
                {visit.report &&
                  link(`/${study}/self-reports/${visit.report.id}`, reports(`states.${visit.report.state}`))}
                {visit.invites &&
                  link(`/${study}/visits/${visit.id}/self-report?from=${from}`, reports('toInvite'))}
              </span>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
