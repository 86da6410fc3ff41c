import { getTranslations } from 'next-intl/server'
import { QualityPage } from '@/components/quality/quality-page'
import { labelStudy } from '@/components/registry/study-labels'
import { can } from '@/lib/access/actor'
import { readPeopleQuality, readQuality } from '@/lib/records/quality/quality'
import { getStudy } from '@/lib/records/studies/studies'
import { resolveLocale } from '../../i18n'
import { askRecords } from '../../page-call'

interface PageProps {
  params: Promise<{ study: string }>
}

export async function generateMetadata() {
  const t = await getTranslations('quality')
  return { title: t('title') }
}

export default async function Page({ params }: PageProps) {
  const { study: slug } = await params
  const locale = await resolveLocale()
  const { study, quality, people, may } = await askRecords(async (call) => ({
    study: await getStudy(call, slug),
    quality: await readQuality(call, slug),
    people: can(call.actor, 'quality.read_people', slug) ? await readPeopleQuality(call, slug) : null,
    may: {
      typeTwice: can(call.actor, 'second_entry.list', slug),
      freeze: can(call.actor, 'freeze.list', slug),
    },
  }))
  return (
    <QualityPage
      slug={slug}
      labels={labelStudy(study.protocol, locale, study.own)}
      sites={Object.fromEntries(
        study.sites.map(({ code, nameZh, nameEn }) => [code, locale === 'en' ? nameEn : nameZh]),
      )}
      own={study.own}
      quality={quality}
      people={people}
      may={may}
    />
  )
}
