'use client'

import { useState } from 'react'
import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { Banner } from '@/components/ui/banner'
import { Button } from '@/components/ui/button'
import { createSender, type ApiProblem } from '@/components/ui/client-api'
import { useProblemText } from '@/components/ui/problem-text'
import { useToast } from '@/components/ui/toast'

/** Makes a sealed list for every stratum that has none. */
export function ListMake({ study }: { study: string }) {
  const t = useTranslations('trial')
  const router = useRouter()
  const toast = useToast()
  const problemText = useProblemText()
  const [send] = useState(() => createSender())
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<ApiProblem | null>(null)

  async function make() {
    setBusy(true)
    const result = await send<null>({
      method: 'POST',
      path: `/studies/${study}/allocations`,
      body: { list: null },
    })
    setBusy(false)
    setProblem(result.ok ? null : result.problem)
    if (!result.ok) return
    toast({ tone: 'done', text: t('listsMade') })
    router.refresh()
  }

  return (
    <div className="grid gap-2">
      {problem && <Banner tone="missed" alert {...splitText(problemText(problem))} />}
      <p className="text-dim">{t('makeAbout')}</p>
      <div>
        <Button look="primary" busy={busy} onClick={() => void make()}>
          {t('makeLists')}
        </Button>
      </div>
    </div>
  )
}

function splitText({ title, detail }: { title: string; detail?: string }) {
  return { title, children: detail }
}
