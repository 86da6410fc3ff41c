'use client'

import { useState } from 'react'
import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { createSender, type ApiProblem } from '@/components/ui/client-api'
import { useProblemText } from '@/components/ui/problem-text'
import { useToast } from '@/components/ui/toast'

interface Decision {
  readonly path: string
  readonly body: { readonly note: string | null; readonly [key: string]: unknown }
  /** Said when it is stored. */
  readonly done: string
}

/** Sends one decision; the page is read again when it is stored, or when somebody else was first. */
export function useDecision() {
  const router = useRouter()
  const t = useTranslations('timeline')
  const toast = useToast()
  const textOf = useProblemText()
  const [send] = useState(() => createSender())
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<ApiProblem | null>(null)
  const decide = async ({ path, body, done }: Decision) => {
    if (busy) return
    setBusy(true)
    setProblem(null)
    const result = await send({ method: 'PATCH', path, body })
    setBusy(false)
    if (!result.ok && result.problem.status !== 409) return setProblem(result.problem)
    // Somebody was first: the card goes with what it asked, so the page itself says why.
    if (result.ok) toast({ tone: 'done', text: done })
    else toast({ tone: 'late', text: textOf(result.problem).title, detail: detailOf(body) })
    router.refresh()
  }
  /** What was written must not go with the card. */
  const detailOf = ({ note }: Decision['body']) =>
    note ? t('decidedFirstNote', { note }) : t('decidedFirst')
  return { decide, busy, problem }
}
