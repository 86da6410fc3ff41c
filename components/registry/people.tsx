import { useTranslations } from 'next-intl'
import { AddPerson } from './people-add'
import type { GrantStudy } from './people-grant'
import { PeopleTable, type PeopleList } from './people-table'
import { PageBody, PageHeader } from './shell-header'

interface PeoplePageProps {
  list: PeopleList
  studies: readonly GrantStudy[]
  wholeInstance: boolean
  self: string | null
}

/** Who may do what, and where. */
export function PeoplePage({ list, studies, wholeInstance, self }: PeoplePageProps) {
  const t = useTranslations('people')
  return (
    <>
      <PageHeader
        title={t('title')}
        subtitle={t('subtitle', { total: list.total })}
        actions={<AddPerson studies={studies} wholeInstance={wholeInstance} />}
      />
      <PageBody>
        <PeopleTable list={list} studies={studies} wholeInstance={wholeInstance} self={self} />
      </PageBody>
    </>
  )
}
