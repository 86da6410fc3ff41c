import type { ReactNode } from 'react'
import { useTranslations } from 'next-intl'
import { Banner } from '@/components/ui/banner'
import { Button } from '@/components/ui/button'

interface TheirsBannerProps {
  title: string
  /** What somebody else saved meanwhile; what is empty is left out. */
  values: readonly (string | null | undefined | false)[]
  onTake: () => void
  onKeep: () => void
}

/** Somebody else saved first: both stand on the page, and the reader chooses. */
export function TheirsBanner({ title, values, onTake, onKeep }: TheirsBannerProps): ReactNode {
  const t = useTranslations('common')
  return (
    <Banner
      tone="late"
      alert
      title={title}
      actions={
        <>
          <Button onClick={onTake}>{t('takeTheirs')}</Button>
          <Button onClick={onKeep}>{t('keepMine')}</Button>
        </>
      }
    >
      {values.filter(Boolean).join(' · ')}
    </Banner>
  )
}
