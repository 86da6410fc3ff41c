'use client'

import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { EmptyState } from '@/components/ui/empty-state'
import { LinkButton } from '@/components/ui/link-button'
import { DataTable, type Column } from '@/components/ui/table'
import { PageBody, PageHeader } from '@/components/registry/shell-header'

export interface ReadingLine {
  readonly key: string
  readonly picture: string
  readonly form: string
  readonly level: string | null
}

export interface EnvelopeLine {
  readonly picture: string
  readonly patient: string
  readonly visit: string
  readonly doneOn: string
  readonly forms: number
}

interface ReadingListProps {
  study: string
  /** Null for who does not read. */
  readings: { readonly rows: readonly ReadingLine[]; readonly total: number } | null
  /** Null for who must not know whose a picture is. */
  envelopes: { readonly rows: readonly EnvelopeLine[]; readonly total: number } | null
}

/** What a reader has to read, without a word of whose it is; for the ward, what goes out under which number. */
export function ReadingList({ study, readings, envelopes }: ReadingListProps) {
  const t = useTranslations('reading')
  const first = readings?.rows[0]
  const href = (key: string) => `/${study}/reading/${key}`
  const columns: Column<ReadingLine>[] = [
    {
      id: 'picture',
      header: t('picture'),
      rowHeader: true,
      cell: ({ key, picture }) => (
        <Link href={href(key)} prefetch={false} className="text-accent hover:underline">
          {picture}
        </Link>
      ),
    },
    { id: 'form', header: t('form'), wrap: true, cell: ({ form }) => form },
    { id: 'level', header: t('level'), cell: ({ level }) => level ?? '–' },
  ]
  const envelopeColumns: Column<EnvelopeLine>[] = [
    { id: 'picture', header: t('picture'), rowHeader: true, cell: ({ picture }) => picture },
    { id: 'patient', header: t('patient'), cell: ({ patient }) => patient },
    { id: 'visit', header: t('visit'), cell: ({ visit }) => visit },
    { id: 'doneOn', header: t('doneOn'), cell: ({ doneOn }) => doneOn },
    { id: 'forms', header: t('forms'), align: 'right', cell: ({ forms }) => forms },
  ]
  return (
    <>
      <PageHeader
        title={t(readings ? 'title' : 'handOver')}
        subtitle={readings ? t('subtitle', { n: readings.total }) : t('handOverAbout')}
        actions={
          first && (
            <LinkButton small look="primary" href={href(first.key)}>
              {t('start')}
            </LinkButton>
          )
        }
      />
      <PageBody>
        {readings && (
          <DataTable
            columns={columns}
            rows={readings.rows}
            rowId={({ key }) => key}
            caption={t('title')}
            total={readings.rows.length}
            page={1}
            pageSize={readings.rows.length || 1}
            empty={<EmptyState title={t('empty')}>{t('emptyNext')}</EmptyState>}
          />
        )}
        {envelopes && (
          <DataTable
            columns={envelopeColumns}
            rows={envelopes.rows}
            rowId={({ picture }) => picture}
            caption={t('handOver')}
            total={envelopes.rows.length}
            page={1}
            pageSize={envelopes.rows.length || 1}
            empty={<EmptyState title={t('empty')}>{t('emptyNext')}</EmptyState>}
          />
        )}
      </PageBody>
    </>
  )
}
