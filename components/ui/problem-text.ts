'use client'

import { useTranslations } from 'next-intl'
import { formatNumber } from '@/lib/i18n/format-number'
import type { ApiFieldIssue, ApiProblem } from './client-api'

/** Puts a failure into words: the server's own when it sent them, ours when no answer arrived. */
export function useProblemText(): (problem: ApiProblem) => { title: string; detail?: string } {
  const t = useTranslations('ui')
  return (problem) => {
    if (problem.title) return { title: problem.title, ...(problem.detail ? { detail: problem.detail } : {}) }
    if (problem.code === 'not_saved') return { title: t('notSaved'), detail: t('notSavedDetail') }
    return { title: t('refused'), detail: t('refusedDetail') }
  }
}

/** Text of one field's issue: the server's, or messages `issues.<code>`. */
export function useIssueText(): (issue: Omit<ApiFieldIssue, 'field'>) => string {
  const t = useTranslations()
  return ({ code, params, message }) => {
    if (message) return message
    const key = `issues.${code}`
    return t.has(key) ? t(key, params && printNegative(params)) : t('ui.invalidField')
  }
}

/** A message prints a number as code does, with a hyphen; others stay numbers, since plurals are chosen by them. */
function printNegative(params: Readonly<Record<string, string | number>>): Record<string, string | number> {
  return Object.fromEntries(
    Object.entries(params).map(([name, value]) => [
      name,
      typeof value === 'number' && value < 0 ? formatNumber(value) : value,
    ]),
  )
}
