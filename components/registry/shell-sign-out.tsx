'use client'

import { LogOut } from 'lucide-react'
import { signOut } from 'next-auth/react'
import { useTranslations } from 'next-intl'

export function SignOut() {
  const t = useTranslations('nav')
  return (
    <button
      type="button"
      onClick={() => void signOut({ callbackUrl: '/login' })}
      className="-ml-2 inline-flex h-7 items-center gap-2 justify-self-start rounded px-2 text-xs text-accent hover:bg-accent-soft pointer-coarse:h-control"
    >
      <LogOut aria-hidden="true" className="size-3.5" />
      {t('signOut')}
    </button>
  )
}
