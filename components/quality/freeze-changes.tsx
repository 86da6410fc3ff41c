'use client'

import { useTranslations } from 'next-intl'
import { DataTable, type Column } from '@/components/ui/table'
import { EmptyState } from '@/components/ui/empty-state'

export interface ChangeLine {
  readonly table: string
  readonly verb: string
  readonly rows: number
  readonly added: number
}

/** What has happened to the record since the data were frozen, by table and what was done; counts alone. */
export function FreezeChanges({ changes }: { changes: readonly ChangeLine[] }) {
  const t = useTranslations('freezes')
  const trail = useTranslations('trail')
  const columns: Column<ChangeLine>[] = [
    { id: 'table', header: t('table'), rowHeader: true, cell: (row) => trail(`tables.${row.table}`) },
    { id: 'verb', header: t('act'), cell: (row) => row.verb },
    { id: 'rows', header: t('changedRows'), align: 'right', cell: (row) => row.rows },
    { id: 'added', header: t('addedRows'), align: 'right', cell: (row) => row.added },
  ]
  return (
    <DataTable
      columns={columns}
      rows={changes}
      rowId={(row) => `${row.table} ${row.verb}`}
      caption={t('changes')}
      total={changes.length}
      page={1}
      pageSize={100}
      empty={<EmptyState title={t('unchanged')} />}
    />
  )
}
