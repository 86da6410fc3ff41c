import { getTranslations } from 'next-intl/server'
import { ReadingForm } from '@/components/trial/reading-form'
import { getReading } from '@/lib/records/readings/readings'
import { askRecords } from '../../../page-call'

interface PageProps {
  params: Promise<{ study: string; key: string }>
}

export async function generateMetadata() {
  const t = await getTranslations('reading')
  return { title: t('title') }
}

export default async function OneReadingPage({ params }: PageProps) {
  const { study, key } = await params
  const {
    key: readingKey,
    picture,
    instrument,
    level,
    ...found
  } = await askRecords((call) => getReading(call, study, key))
  return (
    <ReadingForm
      key={readingKey}
      study={study}
      readingKey={readingKey}
      picture={picture}
      instrument={{ id: instrument.id, version: instrument.version }}
      level={level}
      {...found}
    />
  )
}
