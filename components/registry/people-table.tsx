'use client'

import { useTranslations } from 'next-intl'
import { Badge } from '@/components/ui/badge'
import { EmptyState } from '@/components/ui/empty-state'
import { DataTable, type Column } from '@/components/ui/table'
import type { GrantStudy } from './people-grant'
import { ManagePerson } from './people-manage'
import { useRoleText, type PersonLine } from './people-roles'

export interface PeopleList {
  readonly rows: readonly PersonLine[]
  readonly total: number
  readonly page: number
  readonly pageSize: number
}

interface PeopleTableProps {
  list: PeopleList
  studies: readonly GrantStudy[]
  wholeInstance: boolean
  self: string | null
}

export function PeopleTable({ list, studies, wholeInstance, self }: PeopleTableProps) {
  const t = useTranslations('people')
  const roleText = useRoleText(studies)
  const columns: Column<PersonLine>[] = [
    { id: 'username', header: t('table.username'), rowHeader: true, cell: ({ username }) => username },
    { id: 'name', header: t('table.name'), cell: ({ displayName }) => displayName },
    {
      id: 'roles',
      header: t('table.roles'),
      wrap: true,
      cell: ({ memberships }) =>
        memberships.length === 0 ? (
          <span className="text-dim">{t('table.noRoles')}</span>
        ) : (
          <ul className="grid min-w-64 gap-0.5">
            {memberships.map((held) => (
              <li key={held.id}>{roleText(held)}</li>
            ))}
          </ul>
        ),
    },
    {
      id: 'state',
      header: t('table.state'),
      cell: ({ disabled, temporary }) => (
        <Badge tone={disabled ? 'never' : temporary ? 'late' : 'done'}>
          {t(disabled ? 'table.disabled' : temporary ? 'table.temporary' : 'table.active')}
        </Badge>
      ),
    },
    {
      id: 'manage',
      header: <span className="sr-only">{t('manage.do')}</span>,
      align: 'right',
      cell: (person) => (
        <ManagePerson
          person={person}
          studies={studies}
          wholeInstance={wholeInstance}
          isSelf={person.id === self}
        />
      ),
    },
  ]
  return (
    <DataTable
      columns={columns}
      rows={list.rows}
      rowId={(person) => person.id}
      caption={t('title')}
      total={list.total}
      page={list.page}
      pageSize={list.pageSize}
      empty={<EmptyState title={t('empty')}>{t('emptyNext')}</EmptyState>}
    />
  )
}
