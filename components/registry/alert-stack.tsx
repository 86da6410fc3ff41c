import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { Banner } from '@/components/ui/banner'
import { AcknowledgeAlert } from './alert-acknowledge'
import type { EscalationLevel } from '@/lib/protocol/escalation'
import { EscalationMark } from './escalation-mark'
import { EvidenceList, type EvidenceLine } from './evidence'
import type { StudyLabels } from './study-labels'

export interface AlertLine {
  readonly id: string
  readonly patientCode: string
  readonly visitCode: string | null
  readonly ruleId: string
  readonly evidence: readonly EvidenceLine[]
  readonly raisedAt: Date
  readonly version: number
  readonly ageHours: number
  readonly level: EscalationLevel | null
}

interface AlertStackProps {
  slug: string
  alerts: readonly AlertLine[]
  labels: StudyLabels
  mayAcknowledge: boolean
}

const SHOWN = 5

/** Urgent alerts nobody has taken notice of: before everything else. */
export function AlertStack({ slug, alerts, labels, mayAcknowledge }: AlertStackProps) {
  const t = useTranslations('today.urgent')
  if (alerts.length === 0) return null
  return (
    <section aria-label={t('list')} className="grid gap-2">
      {alerts.slice(0, SHOWN).map((alert) => (
        <Banner
          key={alert.id}
          tone="missed"
          title={
            <>
              {t('title')}{' '}
              <Link href={`/${slug}/patients/${alert.patientCode}`} prefetch={false} className="underline">
                {alert.patientCode}
              </Link>
              {alert.visitCode && ` · ${labels.visits[alert.visitCode] ?? alert.visitCode}`}
            </>
          }
          actions={mayAcknowledge && <AcknowledgeAlert slug={slug} alert={alert} />}
        >
          <EvidenceList evidence={alert.evidence} />
          <EscalationMark level={alert.level} ageHours={alert.ageHours} />
        </Banner>
      ))}
      {alerts.length > SHOWN && (
        <Link
          href={`/${slug}/complications?view=alerts&open=true`}
          prefetch={false}
          className="text-accent hover:underline"
        >
          {t('more', { count: alerts.length - SHOWN })}
        </Link>
      )}
    </section>
  )
}
