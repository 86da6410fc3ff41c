import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { Shape, type Tone } from '@/components/ui/shape'

export interface WorkCounts {
  readonly open: number
  readonly late: number
  readonly closingSoon: number
  readonly incomplete: number
  readonly due: number
  readonly alerts: number
  /** What patients sent and nobody has judged. */
  readonly reports: number
}

export function TodayCounts({ slug, counts }: { slug: string; counts: WorkCounts }) {
  const t = useTranslations('today.counts')
  const lines: readonly { key: keyof WorkCounts; tone: Tone; href: string }[] = [
    { key: 'due', tone: 'late', href: `/${slug}/today?state=due` },
    { key: 'closingSoon', tone: 'open', href: `/${slug}/today?state=open` },
    { key: 'open', tone: 'open', href: `/${slug}/today?state=open` },
    { key: 'late', tone: 'late', href: `/${slug}/today?state=late` },
    { key: 'incomplete', tone: 'done', href: `/${slug}/today?state=incomplete` },
    { key: 'reports', tone: 'late', href: `/${slug}/self-reports?state=sent` },
    { key: 'alerts', tone: 'missed', href: `/${slug}/complications?view=alerts&open=true` },
  ]
  return (
    <ul className="flex flex-wrap gap-x-4 gap-y-1">
      {lines.map(({ key, tone, href }) => (
        <li key={key}>
          <Link href={href} prefetch={false} className="inline-flex items-center gap-1.5 hover:underline">
            <Shape tone={tone} className="size-2.5" />
            {t(key)} <span className="font-semibold text-ink">{counts[key]}</span>
          </Link>
        </li>
      ))}
    </ul>
  )
}
