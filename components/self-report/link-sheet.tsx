'use client'

import { useState } from 'react'
import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import type { QrDrawing } from '@/components/contacts/qr-path'
import { ActProblem } from '@/components/entry/act-problem'
import { Button } from '@/components/ui/button'
import { createSender, type ApiProblem } from '@/components/ui/client-api'
import { LinkButton } from '@/components/ui/link-button'
import { useToast } from '@/components/ui/toast'
import { PrintButton } from '@/components/registry/print-button'
import { QrCode } from './qr-code'

interface LinkSheetProps {
  study: string
  id: string
  version: number
  address: string
  qr: QrDrawing
  /** In the patient's language, by the clock of the site. */
  words: {
    readonly lang: string
    readonly title: string
    readonly how: string
    readonly until: string
    readonly site: string
  }
  cardHref: string
  opened: boolean
}

/** A link that is out: on the screen to be scanned, or on a slip of paper. */
export function LinkSheet({ study, id, version, address, qr, words, cardHref, opened }: LinkSheetProps) {
  const t = useTranslations('selfReports.link')
  const router = useRouter()
  const toast = useToast()
  const [send] = useState(() => createSender())
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<ApiProblem | null>(null)

  async function revoke() {
    setBusy(true)
    const path = `/studies/${study}/self-reports/${id}/revoke`
    const result = await send<null>({ method: 'POST', path, body: { version } })
    setBusy(false)
    if (!result.ok) return setProblem(result.problem)
    toast({ tone: 'done', text: t('revoked') })
    router.refresh()
  }

  return (
    <div className="grid justify-items-start gap-4">
      <article
        lang={words.lang}
        className="report-slip grid max-w-md gap-3 border border-edge bg-white p-6 text-black"
      >
        <h2 className="text-xl font-semibold">{words.title}</h2>
        <p className="text-base">{words.site}</p>
        <QrCode qr={qr} label={t('qr')} className="size-64" />
        <p className="text-base">{words.how}</p>
        <p className="text-sm break-all">{address}</p>
        <p className="text-base">{words.until}</p>
      </article>
      <p className="no-print text-dim">{t(opened ? 'begun' : 'notBegun')}</p>
      <ActProblem problem={problem} />
      <div className="no-print flex flex-wrap gap-2">
        <PrintButton>{t('print')}</PrintButton>
        <LinkButton href={cardHref}>{t('card')}</LinkButton>
        <Button onClick={() => void copy(address, () => toast({ tone: 'done', text: t('copied') }))}>
          {t('copy')}
        </Button>
        <Button look="danger" busy={busy} onClick={() => void revoke()}>
          {t('revoke')}
        </Button>
      </div>
    </div>
  )
}

/** Where the browser lets nobody copy, the address stands on the page. */
async function copy(text: string, onDone: () => void): Promise<void> {
  try {
    await navigator.clipboard.writeText(text)
    onDone()
  } catch {
    // Plain http has no clipboard.
  }
}
