'use client'

import { useState } from 'react'
import { useTranslations } from 'next-intl'
import type { FieldIssue } from '@/lib/problem'
import { TextInput } from '@/components/ui/input'
import { useIssueText } from '@/components/ui/problem-text'
import { Shape } from '@/components/ui/shape'
import { reasonKey } from './texts'

interface SoftCheckProps {
  item: string
  issues: readonly FieldIssue[]
  reason: string
  /** A save was tried without the reason. */
  wanted: boolean
}

/** An unusual value, in place under its field: what is unusual, and a box for why it is right. */
export function SoftCheck({ item, issues, reason, wanted }: SoftCheckProps) {
  const t = useTranslations('entry')
  const issueText = useIssueText()
  const [start] = useState(reason)
  const id = `soft-${item}`
  return (
    <div className="grid max-w-xl gap-1 rounded bg-late-soft px-2 py-1.5">
      {issues.map((issue) => (
        <p key={issue.code} id={`${id}-${issue.code}`} className="flex items-start gap-1.5 text-xs">
          <Shape tone="late" className="mt-1" />
          {issueText(issue)}
        </p>
      ))}
      <label className="flex flex-wrap items-center gap-2 text-xs">
        {t('whyRight')}
        <TextInput
          name={reasonKey(item)}
          defaultValue={start}
          maxLength={500}
          aria-invalid={wanted && reason.trim() === '' ? true : undefined}
          aria-describedby={issues.map((issue) => `${id}-${issue.code}`).join(' ')}
          className="max-w-sm! flex-1"
        />
      </label>
    </div>
  )
}
