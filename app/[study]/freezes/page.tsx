import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { FreezeForm } from '@/components/quality/freeze-form'
import { FreezeList } from '@/components/quality/freeze-list'
import { PageBody, PageHeader } from '@/components/registry/shell-header'
import { readListState } from '@/components/ui/list-state'
import { can } from '@/lib/access/actor'
import { FREEZES_PAGE, listFreezes } from '@/lib/records/freezes/freezes'
import { askRecords } from '../../page-call'
import type { SearchParams } from '../../page-params'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('freezes')
  return { title: t('title') }
}

interface PageProps {
  params: Promise<{ study: string }>
  searchParams: SearchParams
}

export default async function FreezesPage({ params, searchParams }: PageProps) {
  const { study } = await params
  const { page, pageSize } = readListState(await searchParams, { sortable: [], pageSize: FREEZES_PAGE })
  const { list, may } = await askRecords(async (call) => ({
    list: await listFreezes(call, study, page),
    may: {
      freeze: can(call.actor, 'freeze.create', study),
      take: can(call.actor, 'freeze.read', study),
    },
  }))
  const t = await getTranslations('freezes')
  return (
    <>
      <PageHeader title={t('title')} subtitle={t('about')} />
      <PageBody>
        {may.freeze && (
          <section aria-labelledby="freeze" className="grid max-w-160 gap-3">
            <h2 id="freeze" className="text-base font-semibold">
              {t('new')}
            </h2>
            <FreezeForm study={study} />
          </section>
        )}
        <FreezeList
          study={study}
          rows={list.rows.map((row) => ({ ...row, createdAt: row.createdAt.toISOString() }))}
          total={list.total}
          page={page}
          pageSize={pageSize}
          mayTake={may.take}
        />
      </PageBody>
    </>
  )
}
