'use client'

import Link from 'next/link'
import { usePathname, useSearchParams } from 'next/navigation'
import { X } from 'lucide-react'
import { useTranslations } from 'next-intl'

interface Acted {
  readonly actor: string
  readonly actorName: string | null
}

/** One person or one row, chosen by a link in the list: says so and lets go of it. */
export function TrailNarrowed({ rows }: { rows: readonly Acted[] }) {
  const t = useTranslations('trail')
  const pathname = usePathname()
  const params = useSearchParams()
  const actor = params.get('actor')
  const row = params.get('row')
  const name = rows.find((one) => one.actor === actor)?.actorName ?? actor
  const chips = [
    ...(actor ? [{ param: 'actor', text: t('onlyActor', { name: name ?? '' }) }] : []),
    ...(row ? [{ param: 'row', text: t('onlyRow', { row }) }] : []),
  ]
  if (chips.length === 0) return null
  return (
    <ul className="flex flex-wrap gap-2">
      {chips.map(({ param, text }) => (
        <li key={param} className="inline-flex items-center gap-1 rounded bg-accent-soft px-2 py-0.5 text-xs">
          {text}
          <Link
            href={without(pathname, params, param)}
            prefetch={false}
            aria-label={t('letGo', { what: text })}
            className="text-accent"
          >
            <X aria-hidden="true" className="size-3.5" />
          </Link>
        </li>
      ))}
    </ul>
  )
}

function without(pathname: string, params: URLSearchParams, name: string): string {
  const next = new URLSearchParams(params)
  next.delete(name)
  next.delete('after')
  return next.size > 0 ? `${pathname}?${next}` : pathname
}
