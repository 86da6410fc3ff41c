'use client'

import { useTranslations } from 'next-intl'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'

interface LeaveDialogProps {
  open: boolean
  onStay: () => void
  onGo: () => void
}

/** The draft could not be kept: going on would lose what is typed. */
export function LeaveDialog({ open, onStay, onGo }: LeaveDialogProps) {
  const t = useTranslations('entry.leave')
  return (
    <Dialog
      open={open}
      onClose={onStay}
      title={t('title')}
      actions={
        <>
          <Button look="primary" onClick={onStay}>
            {t('stay')}
          </Button>
          <Button look="danger" onClick={onGo}>
            {t('go')}
          </Button>
        </>
      }
    >
      <p>{t('about')}</p>
    </Dialog>
  )
}
