'use client'

import { useState } from 'react'
import { Banner } from '@/components/ui/banner'
import { Button } from '@/components/ui/button'
import type { ApiProblem, Result } from '@/components/ui/client-api'
import { useProblemText } from '@/components/ui/problem-text'

interface ActionProps {
  label: string
  name?: string
  look?: 'plain' | 'danger'
  small?: boolean
  run: () => Promise<Result<unknown>>
}

/** A button that does one thing at the server and says what went wrong beside itself. */
export function Action({ label, name, look = 'plain', small = false, run }: ActionProps) {
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<ApiProblem | null>(null)
  const problemText = useProblemText()

  async function handleClick() {
    setBusy(true)
    const result = await run()
    setBusy(false)
    setProblem(result.ok ? null : result.problem)
  }

  return (
    <div className="grid justify-items-start gap-2">
      <Button
        small={small}
        look={look}
        busy={busy}
        {...(name ? { 'aria-label': name } : {})}
        onClick={() => void handleClick()}
      >
        {label}
      </Button>
      {problem && (
        <Banner tone="missed" title={problemText(problem).title} alert>
          {problemText(problem).detail}
        </Banner>
      )}
    </div>
  )
}
