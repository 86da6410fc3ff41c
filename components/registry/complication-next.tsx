'use client'

import { useEffect } from 'react'
import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { LinkButton } from '@/components/ui/link-button'

/** On to the next without a word: N. */
export function NextComplication({ href, waiting }: { href: string; waiting: number }) {
  const t = useTranslations('complications.vote')
  const router = useRouter()
  useEffect(() => {
    function handleKey(event: KeyboardEvent) {
      const target = event.target as HTMLElement
      if (event.ctrlKey || event.metaKey || event.altKey) return
      if (event.key.toUpperCase() !== 'N' || /^(TEXTAREA|INPUT|SELECT)$/.test(target.tagName)) return
      event.preventDefault()
      router.push(href)
    }
    document.addEventListener('keydown', handleKey)
    return () => document.removeEventListener('keydown', handleKey)
  }, [href, router])
  return (
    <LinkButton href={href} hint="N">
      {t('next', { waiting })}
    </LinkButton>
  )
}
