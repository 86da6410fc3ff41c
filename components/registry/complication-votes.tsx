import { useTranslations } from 'next-intl'
import { Badge } from '@/components/ui/badge'
import type { Standing } from '@/lib/protocol/adjudicate'
import { textOf } from '@/lib/i18n/locale'
import { findComplicationType } from '@/lib/protocol/catalogue'
import { CLAVIEN_GRADES } from './complication-tones'
import { useInstantText } from './use-instant-text'
import { usePageLocale } from './use-page-locale'

export interface VoteLine {
  readonly reader: string
  readonly own: boolean
  readonly verdict: 'confirm' | 'reject' | 'change'
  readonly kind: string | null
  readonly grade: number | null
  readonly note: string | null
  readonly at: Date
}

interface ComplicationVotesProps {
  row: { readonly standing: Standing; readonly votes: readonly VoteLine[]; readonly votesIn: number }
}

/** The votes the reader may see, and where the matter stands. */
export function ComplicationVotes({ row }: ComplicationVotesProps) {
  const t = useTranslations('complications.vote')
  const locale = usePageLocale()
  const instant = useInstantText()
  const { standing, votes, votesIn } = row
  const nameOf = (code: string) => {
    const kind = findComplicationType(code)
    return kind ? textOf(kind.label, locale) : code
  }
  return (
    <div className="grid gap-2">
      <p>
        {standing.state === 'waiting' && t('in', { votes: votesIn, readers: 2 })}
        {standing.state === 'disputed' && <Badge tone="late">{t('disputed')}</Badge>}
        {standing.state === 'settled' && t(`by.${standing.by}`)}
      </p>
      {votes.length > 0 && (
        <ol className="grid gap-1">
          {votes.map((vote) => (
            <li key={vote.reader} className="border-l-2 border-line pl-2">
              <span className="font-medium">{vote.own ? t('you') : vote.reader}</span>{' '}
              <Badge tone={vote.verdict === 'reject' ? 'never' : 'done'}>{t(vote.verdict)}</Badge>{' '}
              {vote.kind && `${nameOf(vote.kind)} `}
              {vote.grade !== null && `Clavien–Dindo ${CLAVIEN_GRADES[vote.grade - 1] ?? ''} `}
              <span className="text-xs whitespace-nowrap text-dim">{instant(vote.at)}</span>
              {vote.note && <p className="text-xs">{vote.note}</p>}
            </li>
          ))}
        </ol>
      )}
    </div>
  )
}
