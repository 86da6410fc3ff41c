import { getTranslations } from 'next-intl/server'
import { notFound } from 'next/navigation'
import { ReadingList } from '@/components/trial/reading-list'
import { can } from '@/lib/access/actor'
import { textOf } from '@/lib/i18n/locale'
import { listEnvelopes, listReadings } from '@/lib/records/readings/readings'
import { getProtocol } from '@/lib/records/studies/studies'
import { resolveLocale } from '../../i18n'
import { askRecords } from '../../page-call'

interface PageProps {
  params: Promise<{ study: string }>
}

export async function generateMetadata() {
  const t = await getTranslations('reading')
  return { title: t('title') }
}

export default async function ReadingPage({ params }: PageProps) {
  const { study } = await params
  const locale = await resolveLocale()
  const { readings, envelopes, protocol } = await askRecords(async (call) => {
    const mayRead = can(call.actor, 'reading.list', study)
    // Who reads pictures must not see whose they are, whatever else that person may.
    const mayHandOver = !mayRead && can(call.actor, 'reading.hand_over', study)
    if (!mayRead && !mayHandOver) notFound()
    return {
      readings: mayRead ? await listReadings(call, study) : null,
      envelopes: mayHandOver ? await listEnvelopes(call, study) : null,
      protocol: await getProtocol(call, study),
    }
  })
  const nameVisit = (code: string) => {
    const visit = protocol.visits.find((one) => one.code === code)
    return visit ? textOf(visit.short, locale) : code
  }
  return (
    <ReadingList
      study={study}
      readings={
        readings && {
          total: readings.total,
          rows: readings.rows.map(({ key, picture, instrument, level }) => ({
            key,
            picture,
            form: textOf(instrument.title, locale),
            level,
          })),
        }
      }
      envelopes={
        envelopes && {
          total: envelopes.total,
          rows: envelopes.rows.map((row) => ({ ...row, visit: nameVisit(row.visit) })),
        }
      }
    />
  )
}
