'use client'

import { useState } from 'react'
import { useTranslations } from 'next-intl'
import { Button } from '@/components/ui/button'
import { createDownloader } from '@/components/ui/client-api'
import { useProblemText } from '@/components/ui/problem-text'
import { useToast } from '@/components/ui/toast'
import { saveBlob } from './save-text'

interface ProgramsProps {
  study: string
  /** Of the comparison. */
  id: string
}

/** The comparison for R and SPSS: its data and the programs that make the same numbers. */
export function Programs({ study, id }: ProgramsProps) {
  const t = useTranslations('programs')
  const toast = useToast()
  const problemText = useProblemText()
  const [download] = useState(() => createDownloader())
  const [busy, setBusy] = useState(false)

  async function take() {
    setBusy(true)
    const path = `/studies/${study}/comparisons/${id}/programs`
    const answer = await download({ method: 'POST', path, body: {} })
    setBusy(false)
    if (!answer.ok) return toast({ tone: 'missed', text: problemText(answer.problem).title })
    saveBlob(answer.data.blob, answer.data.name)
    toast({ tone: 'done', text: t('done', { name: answer.data.name }) })
  }

  return (
    <section aria-labelledby="programs" className="no-print grid justify-items-start gap-2">
      <h2 id="programs" className="font-semibold">
        {t('heading')}
      </h2>
      <p className="text-xs text-dim">{t('about')}</p>
      <Button busy={busy} onClick={() => void take()}>
        {t('take')}
      </Button>
    </section>
  )
}
