'use client'

import { useState } from 'react'
import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { Button } from '@/components/ui/button'
import type { ApiProblem } from '@/components/ui/client-api'
import { useProblemText } from '@/components/ui/problem-text'
import { runChoice } from './definitions-steps'
import { useInstantText } from './use-instant-text'

export interface ChoiceLine {
  readonly id: string
  readonly version: number
  readonly ruleId: string
  readonly ruleVersion: number
  readonly reason: string
  readonly chosenBy: string
  readonly chosenAt: Date
  readonly patients: number
  readonly appeared: number
  readonly withdrawn: number
  readonly finishedAt: Date | null
}

/** What was chosen, by whom and why, and what it did. One that was broken off goes on from where it stood. */
export function DefinitionsChoices({
  slug,
  choices,
  mayApply,
}: {
  slug: string
  choices: readonly ChoiceLine[]
  mayApply: boolean
}) {
  const t = useTranslations('definitions')
  const names = useTranslations('rules.names')
  const instant = useInstantText()
  if (choices.length === 0) return <p className="text-dim">{t('noChoices')}</p>
  return (
    <ul className="grid max-w-4xl border-t border-line">
      {choices.map((choice) => (
        <li key={choice.id} className="grid gap-1 border-b border-line px-2 py-1.5">
          <p>
            <span className="font-medium">
              {names.has(choice.ruleId) ? names(choice.ruleId) : choice.ruleId}
            </span>{' '}
            v{choice.ruleVersion} <span className="text-dim">{choice.chosenBy}</span>{' '}
            <span className="text-xs whitespace-nowrap text-dim">{instant(choice.chosenAt)}</span>
          </p>
          <p>{choice.reason}</p>
          <p className="text-xs text-dim">
            {t('did', { patients: choice.patients, appeared: choice.appeared, withdrawn: choice.withdrawn })}
          </p>
          {!choice.finishedAt && mayApply && <Continue slug={slug} choice={choice} />}
        </li>
      ))}
    </ul>
  )
}

function Continue({ slug, choice }: { slug: string; choice: ChoiceLine }) {
  const t = useTranslations('definitions')
  const router = useRouter()
  const problemText = useProblemText()
  const [at, setAt] = useState<number | null>(null)
  const [problem, setProblem] = useState<ApiProblem | null>(null)
  async function go() {
    setAt(choice.patients)
    setProblem(await runChoice(slug, { id: choice.id, version: choice.version }, setAt))
    setAt(null)
    router.refresh()
  }
  return (
    <div className="flex flex-wrap items-center gap-3">
      <Button small busy={at !== null} onClick={() => void go()}>
        {t('continue')}
      </Button>
      {at !== null && <span role="status">{t('applying', { patients: at })}</span>}
      {problem && <span role="alert">{problemText(problem).title}</span>}
    </div>
  )
}
