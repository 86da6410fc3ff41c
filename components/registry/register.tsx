'use client'

import { useState } from 'react'
import { useTranslations } from 'next-intl'
import { Button } from '@/components/ui/button'
import { RegisterForm } from './register-form'
import { RegisterSearch } from './register-search'
import { PageBody, PageHeader } from './shell-header'

interface RegisterProps {
  study: string
  sites: readonly { readonly code: string; readonly name: string }[]
  today: string
}

/** First look, then register: the form opens when somebody has been looked for. */
export function Register({ study, sites, today }: RegisterProps) {
  const t = useTranslations('register')
  const [query, setQuery] = useState<string | null>(null)
  const [open, setOpen] = useState(false)
  return (
    <>
      <PageHeader title={t('title')} subtitle={t('about')} />
      <PageBody>
        <RegisterSearch study={study} onSearched={setQuery} />
        {query !== null && !open && (
          <div>
            <Button look="primary" onClick={() => setOpen(true)}>
              {t('notFoundRegister')}
            </Button>
          </div>
        )}
        {open && <RegisterForm study={study} sites={sites} today={today} query={query ?? ''} />}
      </PageBody>
    </>
  )
}
