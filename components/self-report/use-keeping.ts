'use client'

import { useEffect, useRef, useState } from 'react'
import { createSender, type ApiProblem } from '@/components/ui/client-api'
import type { PatientView, Told } from './view'

/** `elsewhere`: another window went on with the same link. `over`: the link opens nothing any more. */
export type Keeping = 'idle' | 'kept' | 'failed' | 'elsewhere' | 'over'

const AGAIN_MS = 3_000

/** Keeps answers at the registry, one save after the other, and sends them in the end. Nothing stays in the browser. */
export function useKeeping({ token, draft }: PatientView) {
  const [keeping, setKeeping] = useState<Keeping>('idle')
  const [send] = useState(() => createSender())
  const version = useRef(draft?.version ?? 0)
  const wanted = useRef<Told | null>(null)
  const running = useRef<Promise<void> | null>(null)
  const gone = useRef(false)
  useEffect(() => {
    gone.current = false
    return () => {
      gone.current = true
    }
  }, [])

  function stops(problem: ApiProblem): boolean {
    if (problem.code === 'conflict') setKeeping('elsewhere')
    else if (problem.status === 404) setKeeping('over')
    else return false
    return true
  }

  /** The same save until it is settled: another one would find a version it does not know. */
  async function settle(told: Told): Promise<boolean> {
    for (;;) {
      const body = { token, ...told, version: version.current }
      const result = await send<{ version: number }>({ method: 'PUT', path: '/self-reports/draft', body })
      if (result.ok) {
        version.current = result.data.version
        setKeeping('kept')
        return true
      }
      if (stops(result.problem)) return false
      // Refused for good: the same again would be refused again, and the next answers may be whole.
      if (result.problem.status === 422 || result.problem.status === 400) return true
      setKeeping('failed')
      await new Promise((resolve) => setTimeout(resolve, AGAIN_MS))
      if (gone.current) return false
    }
  }

  async function work(): Promise<void> {
    for (let next = wanted.current; next; next = wanted.current) {
      wanted.current = null
      if (!(await settle(next))) return
    }
  }

  function keep(told: Told): void {
    wanted.current = told
    running.current ??= work().finally(() => {
      running.current = null
    })
  }

  async function finish(told: Told): Promise<ApiProblem | null> {
    wanted.current = null
    await running.current
    const body = { token, ...told }
    const result = await send<null>({ method: 'POST', path: '/self-reports/send', body })
    if (result.ok) return null
    stops(result.problem)
    return result.problem
  }

  return { keeping, keep, finish }
}
