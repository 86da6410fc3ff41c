import { getTranslations } from 'next-intl/server'
import { FreezeChanges } from '@/components/quality/freeze-changes'
import { FreezeFacts } from '@/components/quality/freeze-facts'
import { PageBody, PageHeader } from '@/components/registry/shell-header'
import { LinkButton } from '@/components/ui/link-button'
import { can } from '@/lib/access/actor'
import { getFreeze } from '@/lib/records/freezes/freezes'
import { askRecords } from '../../../page-call'
import { readId } from '../../../page-params'

interface PageProps {
  params: Promise<{ study: string; id: string }>
}

export async function generateMetadata() {
  const t = await getTranslations('freezes')
  return { title: t('one') }
}

/** One frozen data set, and what has changed under it since. */
export default async function FreezePage({ params }: PageProps) {
  const { study, id } = await params
  const { freeze, mayTake } = await askRecords(async (call) => ({
    freeze: await getFreeze(call, study, readId(id)),
    mayTake: can(call.actor, 'freeze.read', study),
  }))
  const t = await getTranslations('freezes')
  const { changes, ...row } = freeze
  return (
    <>
      <PageHeader
        title={row.name}
        subtitle={row.purpose}
        actions={
          <LinkButton look="quiet" href={`/${study}/freezes`}>
            {t('all')}
          </LinkButton>
        }
      />
      <PageBody>
        <FreezeFacts
          study={study}
          freeze={{ ...row, createdAt: row.createdAt.toISOString() }}
          mayTake={mayTake}
        />
        <section className="grid gap-2">
          <h2 className="text-base font-semibold">{t('changes')}</h2>
          <p className="text-xs text-dim">{t('changesAbout')}</p>
          <FreezeChanges changes={changes} />
        </section>
      </PageBody>
    </>
  )
}
