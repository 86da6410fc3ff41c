import { getTranslations } from 'next-intl/server'
import { SecondPage } from '@/components/quality/second-page'
import { labelStudy } from '@/components/registry/study-labels'
import { getSecond } from '@/lib/records/quality/list-second'
import { getStudy } from '@/lib/records/studies/studies'
import { resolveLocale } from '../../../i18n'
import { askRecords } from '../../../page-call'
import { readId } from '../../../page-params'

interface PageProps {
  params: Promise<{ study: string; id: string }>
}

export async function generateMetadata() {
  const t = await getTranslations('second')
  return { title: t('title') }
}

/** One form that is typed again: blind to type, or with its differences to resolve. */
export default async function Page({ params }: PageProps) {
  const { study: slug, id } = await params
  const locale = await resolveLocale()
  const { study, second } = await askRecords(async (call) => ({
    study: await getStudy(call, slug),
    second: await getSecond(call, slug, readId(id)),
  }))
  const labels = labelStudy(study.protocol, locale, study.own)
  return <SecondPage key={`${second.id} ${second.version}`} slug={slug} labels={labels} second={second} />
}
