'use client'

import { useLocale, useTranslations } from 'next-intl'
import type { InstrumentJson } from '@/lib/codebook/json'
import { textOf, type Locale } from '@/lib/i18n/locale'
import type { FieldIssue } from '@/lib/problem'
import { useIssueText } from '@/components/ui/problem-text'

interface FormIssuesProps {
  issues: readonly FieldIssue[]
  items: InstrumentJson['items']
  onSeek: (field: string) => void
}

const SHOWN = 20
/** Parts of a path to their words in messages `forms`. */
const WORDS: Readonly<Record<string, string>> = { codes: 'codes', hard: 'hard', soft: 'soft', range: 'usual' }

/** What keeps the form from being published; each line leads to its field. */
export function FormIssues({ issues, items, onSeek }: FormIssuesProps) {
  const t = useTranslations('forms')
  const locale = useLocale() as Locale
  const say = useIssueText()
  if (issues.length === 0) return null

  function nameField(field: string): string {
    const [head = '', at, part = '', more] = field.split('.')
    if (head !== 'items' || at === undefined) return t.has(head) ? t(head) : head
    const item = items[Number(at)]
    const label = item ? textOf(item.label, locale) || item.name : ''
    const word = WORDS[part] ?? part
    const language = more === 'zh' || more === 'en' ? more : null
    const name = part === '' ? '' : t.has(word) ? t(word) : part
    return [`${Number(at) + 1}`, label, language && name ? t(`in.${language}`, { label: name }) : name]
      .filter(Boolean)
      .join(' · ')
  }

  return (
    <details className="rounded border border-line px-3 py-2" open={issues.length <= 3}>
      <summary className="font-medium">{t('issues', { count: issues.length })}</summary>
      <ul className="mt-1 grid gap-1">
        {issues.slice(0, SHOWN).map((issue, index) => (
          <li key={index}>
            <button
              type="button"
              className="text-left text-accent hover:underline"
              onClick={() => onSeek(issue.field)}
            >
              {nameField(issue.field)}
            </button>
            <span className="text-dim"> — {say(issue)}</span>
          </li>
        ))}
        {issues.length > SHOWN && (
          <li className="text-dim">{t('issuesMore', { count: issues.length - SHOWN })}</li>
        )}
      </ul>
    </details>
  )
}
