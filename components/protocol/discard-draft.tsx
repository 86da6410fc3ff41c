'use client'

import { useState } from 'react'
import { useTranslations } from 'next-intl'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'

interface DiscardDraftProps {
  disabled: boolean
  onDiscard: () => Promise<void>
}

export function DiscardDraft({ disabled, onDiscard }: DiscardDraftProps) {
  const t = useTranslations('protocolEdit')
  const common = useTranslations('common')
  const [open, setOpen] = useState(false)
  return (
    <>
      <Button small look="quiet" disabled={disabled} onClick={() => setOpen(true)}>
        {t('discard')}
      </Button>
      <Dialog
        open={open}
        onClose={() => setOpen(false)}
        title={t('discardTitle')}
        actions={
          <>
            <Button onClick={() => setOpen(false)}>{common('cancel')}</Button>
            <Button
              look="danger"
              onClick={() => {
                setOpen(false)
                void onDiscard()
              }}
            >
              {t('discard')}
            </Button>
          </>
        }
      >
        <p>{t('discardAbout')}</p>
      </Dialog>
    </>
  )
}
