'use client'

import { useState } from 'react'
import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { Badge } from '@/components/ui/badge'
import { createSender } from '@/components/ui/client-api'
import { DataTable, type Column } from '@/components/ui/table'
import { useToast } from '@/components/ui/toast'
import { readAgent } from './account-agent'
import { Action } from './people-action'
import { useInstantText } from './use-instant-text'

export interface SessionLine {
  readonly id: string
  readonly openedAt: Date
  readonly seenAt: Date
  readonly address: string | null
  readonly agent: string | null
  readonly current: boolean
}

export function AccountSessions({ sessions }: { sessions: readonly SessionLine[] }) {
  const t = useTranslations('account.sessions')
  const instant = useInstantText()
  const router = useRouter()
  const toast = useToast()
  const [send] = useState(() => createSender())

  function placeOf({ agent }: SessionLine): string {
    const known = readAgent(agent)
    return known ? t('on', known) : t('unknown')
  }

  async function end(which: string) {
    const result = await send<unknown>({ method: 'POST', path: '/me/sessions/end', body: { which } })
    if (!result.ok) return result
    if (which === 'all') router.replace('/login')
    else toast({ tone: 'done', text: t('ended') })
    router.refresh()
    return result
  }

  const columns: Column<SessionLine>[] = [
    {
      id: 'place',
      header: t('place'),
      rowHeader: true,
      cell: (line) => (
        <span className="inline-flex flex-wrap items-center gap-2">
          {placeOf(line)}
          {line.current && <Badge tone="done">{t('current')}</Badge>}
        </span>
      ),
    },
    { id: 'address', header: t('address'), wide: true, cell: ({ address }) => address ?? '–' },
    { id: 'opened', header: t('opened'), cell: ({ openedAt }) => instant(openedAt) },
    { id: 'seen', header: t('seen'), wide: true, cell: ({ seenAt }) => instant(seenAt) },
    {
      id: 'end',
      header: <span className="sr-only">{t('end')}</span>,
      align: 'right',
      cell: (line) =>
        !line.current && (
          <Action
            small
            label={t('end')}
            name={t('endOf', { place: placeOf(line), at: instant(line.openedAt) })}
            run={() => end(line.id)}
          />
        ),
    },
  ]
  return (
    <section className="grid max-w-3xl gap-3">
      <div>
        <h2 className="text-base font-semibold">{t('title')}</h2>
        <p className="text-xs text-dim">{t('about')}</p>
      </div>
      <DataTable
        columns={columns}
        rows={sessions}
        rowId={({ id }) => id}
        caption={t('title')}
        total={sessions.length}
        page={1}
        pageSize={sessions.length || 1}
      />
      <div className="flex flex-wrap gap-2">
        {sessions.length > 1 && <Action label={t('others')} run={() => end('others')} />}
        <Action label={t('all')} run={() => end('all')} />
      </div>
    </section>
  )
}
