import { getLocale, getTranslations } from 'next-intl/server'
import { redirect } from 'next/navigation'
import { StudyList } from '@/components/registry/sign-in-studies'
import { listStudies } from '@/lib/records/studies/studies'
import { Frame } from './frame'
import { askRecords } from './page-call'
import { findFirstPlace, onlyAdministers, rolesIn } from './places'

export async function generateMetadata() {
  const t = await getTranslations('home')
  return { title: t('title') }
}

/** The studies one has a part in; who has one goes straight to work. */
export default async function HomePage() {
  const english = (await getLocale()) === 'en'
  const { studies, administers } = await askRecords(async (call) => ({
    administers: onlyAdministers(call.actor),
    studies: (await listStudies(call)).map((study) => ({
      slug: study.slug,
      title: english ? study.titleEn : study.titleZh,
      closed: study.followUpClosed,
      roles: rolesIn(call.actor, study.slug),
      href: findFirstPlace(call.actor, study.slug),
    })),
  }))
  if (administers && studies.length === 0) redirect('/system')
  if (administers && studies.length < 2) redirect('/people')
  if (studies[0] && studies.length === 1) redirect(studies[0].href)
  return (
    <Frame slug={null}>
      <StudyList studies={studies} />
    </Frame>
  )
}
