import type { ReactNode } from 'react'
import Link from 'next/link'
import { useTranslations } from 'next-intl'

export interface FoundPatient {
  readonly patientId: string
  readonly enrolmentId: string | null
  readonly code: string | null
  readonly site: string
  readonly name: string | null
  readonly sex: string | null
  readonly birthYear: string | null
  readonly otherStudy: string | null
}

/** Patients that are known already: open the course, or enrol who is only registered. */
interface FoundPatientsProps {
  study: string
  rows: readonly FoundPatient[]
  /** What is done with one of them, instead of going there. */
  action?: (row: FoundPatient) => ReactNode
}

export function FoundPatients({ study, rows, action }: FoundPatientsProps) {
  const t = useTranslations('register')
  return (
    <ul className="grid border-t border-line" aria-label={t('found')}>
      {rows.map((row) => {
        const about = [
          row.name,
          row.sex === 'M' || row.sex === 'F' ? t(`sexes.${row.sex}`) : null,
          row.birthYear && t('born', { year: row.birthYear }),
          row.otherStudy && t('inOtherStudy', { study: row.otherStudy }),
          row.site,
        ]
        return (
          <li
            key={row.patientId}
            className="flex min-h-row flex-wrap items-center gap-x-4 gap-y-1 border-b border-line py-1"
          >
            <span className="min-w-20 font-medium">{row.code ?? t('notEnrolled')}</span>
            <span className="flex-1">{about.filter(Boolean).join(' · ')}</span>
            {action ? (
              action(row)
            ) : (
              <Link
                prefetch={false}
                className="text-accent underline"
                href={
                  row.code
                    ? `/${study}/patients/${encodeURIComponent(row.code)}`
                    : `/${study}/patients/${row.patientId}/enrol`
                }
              >
                {row.code ? t('openCourse') : t('enrolNow')}
              </Link>
            )}
          </li>
        )
      })}
    </ul>
  )
}
