import { getTranslations } from 'next-intl/server'
import { redirect } from 'next/navigation'
import { readBack } from '@/components/entry/places'
import { EndForm } from '@/components/registry/end-form'
import { PatientFrame } from '@/components/registry/patient-frame'
import { DEATH_SOURCES, END_KINDS } from '@/lib/contracts/patients'
import { getCourse } from '@/lib/records/enrolments/course'
import { askRecords } from '../../../../page-call'
import { readChoice, readOne, type SearchParams } from '../../../../page-params'

interface PageProps {
  params: Promise<{ study: string; code: string }>
  searchParams: SearchParams
}

export async function generateMetadata() {
  const t = await getTranslations('enrolment.end')
  return { title: t('title') }
}

/** The address may say what is known already: "?reason=died&source=telephone" from a call. */
export default async function EndPage({ params, searchParams }: PageProps) {
  const { study, code } = await params
  const asked = await searchParams
  const t = await getTranslations('enrolment.end')
  const { patient, protocol, end } = await askRecords((call) =>
    getCourse(call, study, decodeURIComponent(code)),
  )
  const place = `/${study}/patients/${encodeURIComponent(patient.code)}`
  // Of somebody who was lost a death may still be learnt.
  const kinds = END_KINDS.filter((kind) =>
    patient.endedOn === null
      ? !(kind === 'withdrawn_treatment' && end.treatmentEndedOn)
      : kind === 'died' && patient.endReason === 'lost',
  )
  if (kinds.length === 0) redirect(place)
  return (
    <PatientFrame patient={patient} protocol={protocol} subtitle={t('title')}>
      <EndForm
        study={study}
        back={readBack(readOne(asked.from), study, place)}
        enrolmentId={patient.enrolmentId}
        version={patient.version}
        today={patient.today}
        kinds={kinds}
        reason={readChoice(asked, 'reason', kinds)}
        source={readChoice(asked, 'source', DEATH_SOURCES)}
      />
    </PatientFrame>
  )
}
