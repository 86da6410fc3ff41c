'use client'

import { useTranslations } from 'next-intl'
import { Badge } from '@/components/ui/badge'
import type { Tone } from '@/components/ui/shape'
import type { Change } from '@/lib/protocol/diff'
import { useChangeValues, usePathWords } from './words'

const TONES: Readonly<Record<Change['kind'], Tone>> = {
  added: 'done',
  removed: 'missed',
  changed: 'late',
  moved: 'idle',
}

/** What one version says and the next does not: where, what it was, what it is. */
export function ChangeList({ changes }: { changes: readonly Change[] }) {
  const t = useTranslations('protocolEdit')
  if (changes.length === 0) return <p className="text-dim">{t('noChanges')}</p>
  return (
    <ul className="grid border-t border-line">
      {changes.map((change) => (
        <ChangeLine key={`${change.kind} ${JSON.stringify(change.path)}`} change={change} />
      ))}
    </ul>
  )
}

function ChangeLine({ change }: { change: Change }) {
  const t = useTranslations('protocolEdit')
  const pathWords = usePathWords()
  const { before, after } = useChangeValues()(change)
  return (
    <li className="grid gap-x-4 border-b border-line px-2 py-1.5 sm:grid-cols-[6rem_minmax(0,1fr)_minmax(0,1fr)]">
      <span>
        <Badge tone={TONES[change.kind]}>{t(`kinds.${change.kind}`)}</Badge>
      </span>
      <span className="font-medium">{pathWords(change.path)}</span>
      <span className="min-w-0 break-words">
        {before !== null && change.kind !== 'added' && (
          <del className={after === null ? undefined : 'text-dim'}>{before}</del>
        )}
        {before !== null && after !== null && ' → '}
        {after !== null && <ins className="no-underline">{after}</ins>}
      </span>
    </li>
  )
}
