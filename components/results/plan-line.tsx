import type { ReactNode } from 'react'
import { ChevronDown } from 'lucide-react'
import type { ApiFieldIssue } from '@/components/ui/client-api'
import { useIssueText } from '@/components/ui/problem-text'

interface PlanLineProps {
  term: ReactNode
  value: ReactNode
  issues?: readonly ApiFieldIssue[] | undefined
  children: ReactNode
}

/** One line of the plan, read as a sentence; opened, it can be changed. */
export function PlanLine({ term, value, issues = [], children }: PlanLineProps) {
  return (
    <div className="border-b border-line">
      <details className="group">
        <summary className="flex list-none items-baseline gap-2 rounded px-1 py-2 hover:bg-well [&::-webkit-details-marker]:hidden">
          <span className="w-14 shrink-0 text-dim">{term}</span>
          <span className="min-w-0 flex-1 break-words">{value}</span>
          <ChevronDown
            aria-hidden="true"
            className="size-4 shrink-0 self-center text-dim group-open:rotate-180"
          />
        </summary>
        <div className="grid gap-3 px-1 pb-3">{children}</div>
      </details>
      <Issues issues={issues} />
    </div>
  )
}

/** What the server found wrong, where it belongs. */
export function Issues({ issues = [] }: { issues?: readonly ApiFieldIssue[] | undefined }) {
  const issueText = useIssueText()
  return issues.map((issue) => (
    <p key={issue.field + issue.code} className="px-1 pb-1 text-xs text-missed">
      {issueText(issue)}
    </p>
  ))
}
