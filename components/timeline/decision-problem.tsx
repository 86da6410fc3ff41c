'use client'

import { Banner } from '@/components/ui/banner'
import type { ApiProblem } from '@/components/ui/client-api'
import { useProblemText } from '@/components/ui/problem-text'

/** What was typed stays in its box; this says why it is not stored. */
export function DecisionProblem({ problem }: { problem: ApiProblem | null }) {
  const textOf = useProblemText()
  if (!problem) return null
  const { title, detail } = textOf(problem)
  return (
    <Banner tone="missed" title={title} alert>
      {detail}
    </Banner>
  )
}
