import { getTranslations } from 'next-intl/server'
import { DefinitionsPage } from '@/components/registry/definitions'
import { labelStudy } from '@/components/registry/study-labels'
import { can, reachInStudy } from '@/lib/access/actor'
import { RULES } from '@/lib/protocol/rules/evaluate'
import { getDefinitions } from '@/lib/records/complications/definitions'
import { getStudy } from '@/lib/records/studies/studies'
import { resolveLocale } from '../../../i18n'
import { askRecords } from '../../../page-call'

interface PageProps {
  params: Promise<{ study: string }>
}

export async function generateMetadata() {
  const t = await getTranslations('definitions')
  return { title: t('title') }
}

export default async function Page({ params }: PageProps) {
  const { study: slug } = await params
  const locale = await resolveLocale()
  const { study, found, mayPreview, mayApply } = await askRecords(async (call) => {
    const study = await getStudy(call, slug)
    return {
      study,
      found: await getDefinitions(call, slug),
      mayPreview: can(call.actor, 'definition.preview', slug),
      mayApply: reachInStudy(call.actor, 'definition.apply', study)?.sites === '*',
    }
  })
  return (
    <DefinitionsPage
      slug={slug}
      labels={labelStudy(study.protocol, locale, study.own)}
      rules={RULES.map(({ id, version, defaults }) => ({ id, version, params: defaults }))}
      inForce={found.inForce}
      choices={found.choices}
      mayPreview={mayPreview}
      mayApply={mayApply}
    />
  )
}
