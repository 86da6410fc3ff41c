'use client'

import { useTranslations } from 'next-intl'
import { Shape } from '@/components/ui/shape'
import { useIssueText } from '@/components/ui/problem-text'
import type { FieldIssue } from '@/lib/problem'
import { readSteps } from './steps'
import { usePathWords } from './words'

interface EditorIssuesProps {
  issues: readonly FieldIssue[]
  typed: unknown
  onSeek: (field: string) => void
}

const SHOWN_AT_MOST = 100

/** What stands between the draft and publishing; each line leads to its box. */
export function EditorIssues({ issues, typed, onSeek }: EditorIssuesProps) {
  const t = useTranslations('protocolEdit')
  const say = useIssueText()
  const pathWords = usePathWords()
  if (issues.length === 0)
    return (
      <p className="flex items-center gap-2 text-dim">
        <Shape tone="done" />
        {t('sound')}
      </p>
    )
  return (
    <details className="rounded border border-line" open={issues.length <= 3}>
      <summary className="cursor-pointer px-3 py-2">
        <Shape tone="missed" className="mr-2 inline-block" />
        {t('toSettle', { count: issues.length })}
      </summary>
      <ul className="grid max-h-64 overflow-y-auto border-t border-line">
        {issues.slice(0, SHOWN_AT_MOST).map((issue) => (
          <li key={`${issue.field} ${issue.code}`} className="border-b border-line last:border-0">
            <button
              type="button"
              onClick={() => onSeek(issue.field)}
              className="grid w-full gap-x-4 px-3 py-1 text-left hover:bg-well sm:grid-cols-[minmax(0,1fr)_minmax(0,1.5fr)]"
            >
              <span className="font-medium">{pathWords(readSteps(issue.field, typed))}</span>
              <span>{say(issue)}</span>
            </button>
          </li>
        ))}
      </ul>
    </details>
  )
}
