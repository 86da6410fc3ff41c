'use client'

import { useRouter } from 'next/navigation'
import { useLocale, useTranslations } from 'next-intl'
import { textOf, type Locale } from '@/lib/i18n/locale'
import { Banner } from '@/components/ui/banner'
import { Button } from '@/components/ui/button'
import type { ApiProblem } from '@/components/ui/client-api'
import { useIssueText, useProblemText } from '@/components/ui/problem-text'
import { readFindings } from './findings'

/** Why an act was refused; after a change by somebody else the page can be read again from here. */
export function ActProblem({ problem }: { problem: ApiProblem | null }) {
  const locale = useLocale() as Locale
  const t = useTranslations('correct.sign')
  const router = useRouter()
  const problemText = useProblemText()
  const issueText = useIssueText()
  if (!problem) return null
  const { title, detail } = problemText(problem)
  const again = problem.code === 'conflict'
  return (
    <Banner
      tone="missed"
      alert
      title={again ? t('changed') : title}
      actions={
        again && (
          <Button small onClick={() => router.refresh()}>
            {t('reload')}
          </Button>
        )
      }
    >
      {!again && (detail ?? null)}
      {readFindings(problem.extra).map(({ origin, item, text }) => (
        <p key={origin + item}>{textOf(text, locale)}</p>
      ))}
      {problem.fields.map((issue) => (
        <p key={issue.field + issue.code}>{issueText(issue)}</p>
      ))}
    </Banner>
  )
}
