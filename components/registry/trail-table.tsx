'use client'

import Link from 'next/link'
import { usePathname, useSearchParams } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { EmptyState } from '@/components/ui/empty-state'
import { DataTable, type Column } from '@/components/ui/table'
import { useInstantText } from './use-instant-text'

export interface TrailLine {
  readonly chain: string
  readonly seq: number
  readonly at: Date
  readonly actor: string
  readonly actorName: string | null
  readonly verb: string
  readonly reason: string | null
  readonly table: string
  readonly rowId: string
  readonly action: 'insert' | 'update'
  readonly study: string | null
  readonly site: string | null
  readonly changed: readonly string[]
}

export interface TrailList {
  readonly rows: readonly TrailLine[]
  readonly total: number
  readonly page: number
  readonly pageSize: number
}

const SHOWN = 8

export function TrailTable({ list }: { list: TrailList }) {
  const t = useTranslations('trail')
  const verbs = useTranslations('verbs')
  const instant = useInstantText()
  const pathname = usePathname()
  const params = useSearchParams()

  function narrow(name: string, value: string): string {
    const next = new URLSearchParams(params)
    next.set(name, value)
    next.delete('page')
    return `${pathname}?${next}`
  }

  const columns: Column<TrailLine>[] = [
    { id: 'at', header: t('at'), rowHeader: true, cell: ({ at }) => instant(at) },
    {
      id: 'actor',
      header: t('actor'),
      cell: ({ actor, actorName }) => (
        <Link href={narrow('actor', actor)} prefetch={false} className="text-accent hover:underline">
          {actorName ?? actor}
        </Link>
      ),
    },
    { id: 'verb', header: t('verb'), cell: ({ verb }) => (verbs.has(verb) ? verbs(verb) : verb) },
    {
      id: 'table',
      header: t('table'),
      cell: ({ table, rowId, action }) => (
        <>
          <Link href={narrow('row', rowId)} prefetch={false} className="text-accent hover:underline">
            {t.has(`tables.${table}`) ? t(`tables.${table}`) : table}
          </Link>{' '}
          <span className="text-xs text-dim">{t(action)}</span>
        </>
      ),
    },
    {
      id: 'changed',
      header: t('changed'),
      wrap: true,
      cell: (line) => <Changed line={line} />,
    },
    { id: 'reason', header: t('reason'), wrap: true, cell: ({ reason }) => reason || '–' },
    {
      id: 'place',
      header: t('place'),
      cell: ({ study, site }) => [study, site].filter(Boolean).join(' · ') || '–',
    },
    {
      id: 'seq',
      header: t('seq'),
      align: 'right',
      cell: ({ chain, seq }) => (
        <span className="text-xs text-dim" title={chain}>
          {seq}
        </span>
      ),
    },
  ]
  return (
    <DataTable
      columns={columns}
      rows={list.rows}
      rowId={({ chain, seq }) => `${chain}/${seq}`}
      caption={t('title')}
      total={list.total}
      page={list.page}
      pageSize={list.pageSize}
      empty={<EmptyState title={t('empty')}>{t('emptyNext')}</EmptyState>}
    />
  )
}

/** Names of the columns; the values are read where they belong, not here. */
function Changed({ line }: { line: TrailLine }) {
  const t = useTranslations('trail')
  if (line.action === 'insert') {
    return <span className="text-xs text-dim">{t('allColumns', { count: line.changed.length })}</span>
  }
  const rest = line.changed.length - SHOWN
  return (
    <span className="inline-block max-w-md min-w-48 text-xs">
      <code>{line.changed.slice(0, SHOWN).join(', ')}</code>
      {rest > 0 && <span className="text-dim"> {t('moreColumns', { count: rest })}</span>}
    </span>
  )
}
