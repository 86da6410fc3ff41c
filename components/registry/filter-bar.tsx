'use client'

import { useTransition } from 'react'
import Link from 'next/link'
import { usePathname, useRouter, useSearchParams } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { Select } from '@/components/ui/input'

export interface Filter {
  /** Its name in the address. */
  readonly name: string
  readonly label: string
  readonly options: readonly { readonly value: string; readonly label: string }[]
}

/** What a list is narrowed by. The choice stands in the address, so a narrowed list can be sent as a link. */
export function FilterBar({ filters }: { filters: readonly Filter[] }) {
  const t = useTranslations('common')
  const router = useRouter()
  const pathname = usePathname()
  const params = useSearchParams()
  const [pending, startTransition] = useTransition()
  const isSet = filters.some(({ name }) => params.has(name))

  function choose(name: string, value: string) {
    const next = new URLSearchParams(params)
    next.delete('page')
    if (value === '') next.delete(name)
    else next.set(name, value)
    startTransition(() => router.push(hrefOf(pathname, next), { scroll: false }))
  }

  return (
    <div
      role="group"
      aria-label={t('filter')}
      aria-busy={pending}
      className="no-print flex flex-wrap items-center gap-x-4 gap-y-2"
    >
      {filters.map(({ name, label, options }) => (
        <label key={name} className="inline-flex items-center gap-2">
          <span className="text-xs text-dim">{label}</span>
          <Select
            name={name}
            value={params.get(name) ?? ''}
            onChange={(event) => choose(name, event.currentTarget.value)}
          >
            <option value="">{t('all')}</option>
            {options.map((option) => (
              <option key={option.value} value={option.value}>
                {option.label}
              </option>
            ))}
          </Select>
        </label>
      ))}
      {isSet && (
        <Link
          href={clearedHref(pathname, params, filters)}
          prefetch={false}
          scroll={false}
          className="text-xs text-accent hover:underline"
        >
          {t('clear')}
        </Link>
      )}
    </div>
  )
}

function clearedHref(pathname: string, params: URLSearchParams, filters: readonly Filter[]): string {
  const next = new URLSearchParams(params)
  for (const name of ['page', ...filters.map((filter) => filter.name)]) next.delete(name)
  return hrefOf(pathname, next)
}

function hrefOf(pathname: string, params: URLSearchParams): string {
  const query = params.toString()
  return query ? `${pathname}?${query}` : pathname
}
