'use client'

import { useState } from 'react'
import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import type * as z from 'zod'
import { createDownloader, type DownloadedFile } from '@/components/ui/client-api'
import { useToast } from '@/components/ui/toast'
import type { runExtract } from '@/lib/contracts/data'
import { saveBlob } from './save-text'

export type ExtractBody = z.output<typeof runExtract.body>

/** Asks for a file, and hands it to the person with what the registry noted of it. */
export function useExtract(study: string) {
  const t = useTranslations('extracts')
  const router = useRouter()
  const toast = useToast()
  const [download] = useState(() => createDownloader())
  return {
    ask: (body: ExtractBody) => download({ method: 'POST', path: `/studies/${study}/extracts`, body }),
    take: (file: DownloadedFile) => {
      saveBlob(file.blob, file.name)
      const rows = Number(file.headers.get('x-extract-rows'))
      const sha = file.headers.get('x-extract-sha256')?.slice(0, 12) ?? ''
      toast({ tone: 'done', text: t('done', { name: file.name }), detail: t('doneDetail', { rows, sha }) })
      router.refresh()
    },
  }
}
