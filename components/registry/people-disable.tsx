'use client'

import { useState } from 'react'
import { useTranslations } from 'next-intl'
import { Button } from '@/components/ui/button'
import type { Result } from '@/components/ui/client-api'
import { Dialog } from '@/components/ui/dialog'
import { Action } from './people-action'

interface DisableAccountProps {
  name: string
  run: () => Promise<Result<unknown>>
}

/** A person who is at work loses the session at once, so it is asked first. */
export function DisableAccount({ name, run }: DisableAccountProps) {
  const t = useTranslations('people.manage')
  const common = useTranslations('common')
  const [open, setOpen] = useState(false)

  async function disable() {
    const result = await run()
    if (result.ok) setOpen(false)
    return result
  }

  return (
    <div>
      <Button look="danger" onClick={() => setOpen(true)}>
        {t('disable')}
      </Button>
      <Dialog
        open={open}
        onClose={() => setOpen(false)}
        title={t('disableAsk', { name })}
        actions={
          <>
            <Button onClick={() => setOpen(false)}>{common('cancel')}</Button>
            <Action label={t('disable')} look="danger" run={disable} />
          </>
        }
      >
        {t('disableAbout')}
      </Dialog>
    </div>
  )
}
