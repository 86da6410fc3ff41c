import { redirect } from 'next/navigation'
import { getStudy } from '@/lib/records/studies/studies'
import { askRecords } from '../page-call'
import { findFirstPlace } from '../places'

interface PageProps {
  params: Promise<{ study: string }>
}

/** The study's bare address leads to where the person's work begins. */
export default async function StudyPage({ params }: PageProps) {
  const { study } = await params
  redirect(
    await askRecords(async (call) => {
      await getStudy(call, study)
      return findFirstPlace(call.actor, study)
    }),
  )
}
