'use client'

import { memo } from 'react'
import { useTranslations } from 'next-intl'
import { Button } from '@/components/ui/button'
import { LinkButton } from '@/components/ui/link-button'
import { MISSING_KEYS } from './keys'
import { GOES_ON } from './use-form-keys'

const BackLink = memo(function BackLink({ href }: { href: string }) {
  const common = useTranslations('common')
  return (
    <LinkButton look="quiet" href={href}>
      {common('back')}
    </LinkButton>
  )
})

interface SaveBarProps {
  busy: boolean
  /** Nothing can be saved; one may only go on. */
  locked: boolean
  lacking: number
  back: string
  onSave: (andNext: boolean) => void
}

/** Always in sight at the foot: the two ways to save, what is still lacking, the letters for "no value". */
export function SaveBar({ busy, locked, lacking, back, onSave }: SaveBarProps) {
  const t = useTranslations('entry')
  const common = useTranslations('common')
  const missing = useTranslations('missing')
  return (
    <div className="no-print sticky bottom-0 z-10 flex flex-wrap items-center gap-x-4 gap-y-2 border-t border-line bg-paper py-2">
      {!locked && (
        <>
          <Button {...GOES_ON} look="primary" busy={busy} hint="Ctrl+Enter" onClick={() => onSave(true)}>
            {common('saveNext')}
          </Button>
          <Button busy={busy} hint="Ctrl+S" onClick={() => onSave(false)}>
            {common('save')}
          </Button>
        </>
      )}
      <BackLink href={back} />
      <span className="text-xs text-dim">{t('lacking', { count: lacking })}</span>
      <span className="text-xs text-dim max-sm:hidden pointer-coarse:hidden">
        {[
          ...MISSING_KEYS.map(([reason, key]) => `${key} ${missing(reason)}`),
          `= ${t('nextLacking')}`,
          `[ ] ${t('formBeside')}`,
        ].join(' · ')}
      </span>
    </div>
  )
}
