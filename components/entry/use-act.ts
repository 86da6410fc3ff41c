'use client'

import { useState } from 'react'
import { createSender, type ApiProblem, type ApiRequest } from '@/components/ui/client-api'
import { useToast } from '@/components/ui/toast'

/** One act of a dialog: sends it, says that it is done, or keeps why it was refused. */
export function useAct(onDone: () => void) {
  const toast = useToast()
  const [send] = useState(() => createSender())
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<ApiProblem | null>(null)

  async function act(request: ApiRequest, done: string): Promise<void> {
    setBusy(true)
    setProblem(null)
    const result = await send(request)
    setBusy(false)
    if (!result.ok) {
      setProblem(result.problem)
      return
    }
    toast({ tone: 'done', text: done })
    onDone()
  }

  return { act, busy, problem }
}
