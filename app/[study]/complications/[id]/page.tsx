import { notFound } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { ComplicationPage } from '@/components/registry/complication-page'
import { labelStudy } from '@/components/registry/study-labels'
import { can } from '@/lib/access/actor'
import { getJudging } from '@/lib/records/complications/judging'
import { getStudy } from '@/lib/records/studies/studies'
import { resolveLocale } from '../../../i18n'
import { askRecords } from '../../../page-call'

interface PageProps {
  params: Promise<{ study: string; id: string }>
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

export async function generateMetadata() {
  const t = await getTranslations('complications.judge')
  return { title: t('title') }
}

export default async function Page({ params }: PageProps) {
  const { study: slug, id } = await params
  if (!UUID.test(id)) notFound()
  const locale = await resolveLocale()
  const { study, row, mayJudge } = await askRecords(async (call) => ({
    study: await getStudy(call, slug),
    row: await getJudging(call, slug, id),
    mayJudge: can(call.actor, 'complication.vote', slug),
  }))
  return (
    <ComplicationPage
      slug={slug}
      labels={labelStudy(study.protocol, locale, study.own)}
      mayJudge={mayJudge}
      row={row}
    />
  )
}
