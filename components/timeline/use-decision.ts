'use client'

import { useState } from 'react'
import { useRouter } from 'next/navigation'
import { createSender, type ApiProblem } from '@/components/ui/client-api'
import { useToast } from '@/components/ui/toast'

interface Decision {
  readonly path: string
  readonly body: unknown
  /** Said when it is stored. */
  readonly done: string
}

/** Sends one decision; the page is read again when it is stored, or when somebody else was first. */
export function useDecision() {
  const router = useRouter()
  const toast = useToast()
  const [send] = useState(() => createSender())
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<ApiProblem | null>(null)
  const decide = async ({ path, body, done }: Decision) => {
    if (busy) return
    setBusy(true)
    setProblem(null)
    const result = await send({ method: 'PATCH', path, body })
    setBusy(false)
    if (result.ok) toast({ tone: 'done', text: done })
    else setProblem(result.problem)
    if (result.ok || result.problem.status === 409) router.refresh()
  }
  return { decide, busy, problem }
}
