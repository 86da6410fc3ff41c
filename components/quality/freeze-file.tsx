'use client'

import { useState } from 'react'
import { useTranslations } from 'next-intl'
import { saveBlob } from '@/components/results/save-text'
import { Button } from '@/components/ui/button'
import { createDownloader } from '@/components/ui/client-api'
import { Select } from '@/components/ui/input'
import { useProblemText } from '@/components/ui/problem-text'
import { useToast } from '@/components/ui/toast'
import { EXTRACT_FORMATS } from '@/lib/contracts/data'

const FORMATS = [...EXTRACT_FORMATS, 'canonical'] as const

/** The frozen data in one of the formats; `canonical` are the very bytes that were hashed. */
export function FreezeFile({
  study,
  freeze,
}: {
  study: string
  freeze: { readonly id: string; readonly name: string }
}) {
  const t = useTranslations('freezes')
  const extracts = useTranslations('extracts')
  const explain = useProblemText()
  const toast = useToast()
  const [download] = useState(() => createDownloader())
  const [format, setFormat] = useState<(typeof FORMATS)[number]>('csv')
  const [busy, setBusy] = useState(false)

  async function take() {
    setBusy(true)
    const path = `/studies/${study}/freezes/${freeze.id}/file`
    const result = await download({ method: 'POST', path, body: { format } })
    setBusy(false)
    if (!result.ok) {
      const { title, detail } = explain(result.problem)
      toast({ tone: 'missed', text: title, ...(detail ? { detail } : {}) })
      return
    }
    const { blob, name, headers } = result.data
    saveBlob(blob, name)
    const rows = Number(headers.get('x-extract-rows'))
    const sha = headers.get('x-extract-sha256')?.slice(0, 12) ?? ''
    toast({
      tone: 'done',
      text: extracts('done', { name }),
      detail: extracts('doneDetail', { rows, sha }),
    })
  }

  return (
    <span className="flex items-center gap-1">
      <Select
        aria-label={t('formatOf', { name: freeze.name })}
        value={format}
        onChange={(event) => setFormat(FORMATS.find((one) => one === event.target.value) ?? 'csv')}
      >
        {FORMATS.map((one) => (
          <option key={one} value={one}>
            {one === 'canonical' ? t('canonical') : one.toUpperCase()}
          </option>
        ))}
      </Select>
      <Button small busy={busy} aria-label={t('takeOf', { name: freeze.name })} onClick={() => void take()}>
        {t('take')}
      </Button>
    </span>
  )
}
