import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { Badge } from '@/components/ui/badge'
import type { Tone } from '@/components/ui/shape'
import { textOf } from '@/lib/i18n/locale'
import { findComplicationType } from '@/lib/protocol/catalogue'
import { EvidenceList, type EvidenceLine } from './evidence'
import type { StudyLabels } from './study-labels'
import { usePageLocale } from './use-page-locale'

export const CHANGES = ['appears', 'withdrawn', 'judged_not_met'] as const
type Change = (typeof CHANGES)[number]

export interface PreviewLine {
  readonly enrolmentId: string
  readonly patientCode: string
  readonly change: Change
  readonly status: 'proposed' | 'confirmed' | 'rejected' | 'acknowledged'
  readonly complicationId: string | null
  readonly type: string
  readonly level: string | null
  readonly visit: string | null
  readonly judgedUnder: number | null
  readonly evidence: readonly EvidenceLine[]
}

export type PreviewCounts = Readonly<Record<Change | 'stays' | 'judged_met', number>>

export interface Preview {
  readonly total: number
  readonly seen: number
  readonly done: boolean
  readonly counts: PreviewCounts
  readonly lines: readonly PreviewLine[]
}

const TONES: Readonly<Record<Change, Tone>> = { appears: 'open', withdrawn: 'never', judged_not_met: 'late' }

interface DefinitionsPreviewProps {
  slug: string
  labels: StudyLabels
  version: number
  preview: Preview
}

/** What would change, counted and by patient. Nothing of it has happened. */
export function DefinitionsPreview({ slug, labels, version, preview }: DefinitionsPreviewProps) {
  const t = useTranslations('definitions')
  const alerts = useTranslations('rules.alerts')
  const locale = usePageLocale()
  const { counts, lines } = preview
  const changed = CHANGES.reduce((sum, change) => sum + counts[change], 0)
  const nameOf = (type: string) => {
    const kind = findComplicationType(type)
    return kind ? textOf(kind.label, locale) : alerts.has(type) ? alerts(type) : type
  }
  return (
    <div className="grid gap-3">
      <ul className="flex flex-wrap gap-x-6 gap-y-1" aria-label={t('counts')}>
        {CHANGES.map((change) => (
          <li key={change}>
            <Badge tone={TONES[change]}>{t(`change.${change}`)}</Badge>{' '}
            <span className="font-semibold tabular-nums">{counts[change]}</span>
          </li>
        ))}
        <li className="text-dim">
          {t('stays')} <span className="tabular-nums">{counts.stays}</span>
        </li>
        <li className="text-dim">
          {t('judgedMet')} <span className="tabular-nums">{counts.judged_met}</span>
        </li>
      </ul>
      {changed === 0 && preview.done && <p>{t('nothing')}</p>}
      {lines.length > 0 && (
        <div className="overflow-x-auto">
          <table className="w-full border-collapse text-left">
            <caption className="sr-only">{t('counts')}</caption>
            <thead>
              <tr className="border-b border-edge">
                {(['patient', 'what', 'finding', 'evidence'] as const).map((head) => (
                  <th key={head} scope="col" className="py-1 pr-4 font-medium">
                    {t(`head.${head}`)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {lines.map((line, index) => (
                <tr key={index} className="border-b border-line align-top">
                  <th scope="row" className="py-1 pr-4 font-normal whitespace-nowrap">
                    <Link
                      href={
                        line.complicationId
                          ? `/${slug}/complications/${line.complicationId}`
                          : `/${slug}/patients/${line.patientCode}`
                      }
                      prefetch={false}
                      className="text-accent"
                    >
                      {line.patientCode}
                    </Link>
                  </th>
                  <td className="py-1 pr-4">
                    <Badge tone={TONES[line.change]}>{t(`change.${line.change}`)}</Badge>
                    {line.change === 'judged_not_met' && (
                      <div className="text-xs">
                        {line.judgedUnder === version
                          ? t('judgedOtherwise', { status: t(`status.${line.status}`) })
                          : t('judgedUnder', {
                              status: t(`status.${line.status}`),
                              before: line.judgedUnder ?? 1,
                              after: version,
                            })}
                      </div>
                    )}
                  </td>
                  <td className="py-1 pr-4">
                    {[
                      nameOf(line.type),
                      line.level,
                      line.visit && (labels.shortVisits[line.visit] ?? line.visit),
                    ]
                      .filter(Boolean)
                      .join(' · ')}
                  </td>
                  <td className="py-1 text-xs">
                    <EvidenceList evidence={line.evidence} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {changed > lines.length && <p className="text-dim">{t('more', { count: changed - lines.length })}</p>}
    </div>
  )
}
