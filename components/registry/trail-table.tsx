'use client'

import Link from 'next/link'
import { useLocale, useTranslations } from 'next-intl'
import { EmptyState } from '@/components/ui/empty-state'
import { DataTable, type Column } from '@/components/ui/table'
import { useInstantText } from './use-instant-text'
import { useNarrow } from './use-narrow'

interface ChangeLine {
  readonly name: string
  readonly label?: { readonly zh: string; readonly en: string }
  readonly before: string | null
  readonly after: string | null
  readonly sealed: boolean
}

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
  readonly patient: string | null
  readonly changes: readonly ChangeLine[] | null
}

const SHOWN = 4

export function TrailTable({ rows }: { rows: readonly TrailLine[] }) {
  const t = useTranslations('trail')
  const verbs = useTranslations('verbs')
  const ends = useTranslations('enrolment.end.reasons')
  const instant = useInstantText()
  const narrow = useNarrow()
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
      cell: ({ table, rowId, action, patient }) => (
        <>
          <Link href={narrow('row', rowId)} prefetch={false} className="text-accent hover:underline">
            {t.has(`tables.${table}`) ? t(`tables.${table}`) : table}
          </Link>{' '}
          <span className="text-xs text-dim">{t(action)}</span>
          {patient && (
            <Link
              href={narrow('patient', patient)}
              prefetch={false}
              className="block text-xs text-accent hover:underline"
            >
              {patient}
            </Link>
          )}
        </>
      ),
    },
    { id: 'changed', header: t('changed'), wrap: true, cell: (line) => <Changes line={line} /> },
    {
      id: 'reason',
      header: t('reason'),
      wrap: true,
      wide: true,
      // An end without a note has its kind for a reason.
      cell: ({ reason }) =>
        reason && /^\w+$/.test(reason) && ends.has(reason) ? ends(reason) : reason || '–',
    },
    {
      id: 'place',
      header: t('place'),
      wide: true,
      cell: ({ study, site }) => [study, site].filter(Boolean).join(' · ') || '–',
    },
    {
      id: 'seq',
      header: t('seq'),
      wide: true,
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
      rows={rows}
      rowId={({ chain, seq }) => `${chain}/${seq}`}
      caption={t('title')}
      total={rows.length}
      page={1}
      pageSize={rows.length || 1}
      empty={<EmptyState title={t('empty')}>{t('emptyNext')}</EmptyState>}
    />
  )
}

/** A few fields at once; the rest unfolds. */
function Changes({ line: { changes, action } }: { line: TrailLine }) {
  const t = useTranslations('trail')
  if (changes === null) return <span className="text-xs text-dim">{t('tooMuch')}</span>
  const first = action === 'insert' ? [] : changes.slice(0, SHOWN)
  const rest = changes.slice(first.length)
  return (
    <div className="grid max-w-xl min-w-56 gap-0.5 py-1 text-xs">
      {first.map((change) => (
        <Change key={change.name} change={change} />
      ))}
      {rest.length > 0 && (
        <details>
          <summary className="cursor-pointer text-accent">
            {t(first.length === 0 ? 'allColumns' : 'moreColumns', { count: rest.length })}
          </summary>
          <div className="grid gap-0.5 pt-1">
            {rest.map((change) => (
              <Change key={change.name} change={change} />
            ))}
          </div>
        </details>
      )}
    </div>
  )
}

function Change({ change: { name, label, before, after, sealed } }: { change: ChangeLine }) {
  const t = useTranslations('trail')
  const english = useLocale() === 'en'
  return (
    <p className="break-words">
      <span className="text-dim">{label ? (english ? label.en : label.zh) : name}</span>{' '}
      {sealed ? (
        <em className="text-dim not-italic">{t('sealed')}</em>
      ) : (
        <>
          {before !== null && (
            <>
              <del>{before}</del> →{' '}
            </>
          )}
          <ins className="no-underline">{after ?? t('nothing')}</ins>
        </>
      )}
    </p>
  )
}
