import { getTranslations } from 'next-intl/server'
import { PatientFrame } from '@/components/registry/patient-frame'
import { AllocationFacts } from '@/components/trial/allocation-card'
import { RandomiseForm } from '@/components/trial/randomise-form'
import { UnblindForm } from '@/components/trial/unblind-form'
import { UnblindingList } from '@/components/trial/unblinding-list'
import { LinkButton } from '@/components/ui/link-button'
import { findArm } from '@/lib/protocol/protocol-read'
import { getAllocationCard } from '@/lib/records/allocations/allocation-card'
import { askRecords } from '../../../../page-call'

interface PageProps {
  params: Promise<{ study: string; code: string }>
}

export async function generateMetadata() {
  const t = await getTranslations('trial')
  return { title: t('allocation') }
}

export default async function AllocationPage({ params }: PageProps) {
  const { study, code } = await params
  const t = await getTranslations('trial')
  const { patient, protocol, allocation, unblindings, may } = await askRecords((call) =>
    getAllocationCard(call, study, decodeURIComponent(code)),
  )
  return (
    <PatientFrame
      patient={patient}
      protocol={protocol}
      subtitle={t('allocation')}
      actions={
        <LinkButton small href={`/${study}/patients/${encodeURIComponent(patient.code)}`}>
          {t('toPatient')}
        </LinkButton>
      }
    >
      <div className="grid gap-6">
        {may.randomise ? (
          <RandomiseForm
            study={study}
            enrolmentId={patient.enrolmentId}
            version={patient.version}
            strata={protocol.randomisation?.strata ?? []}
          />
        ) : (
          <AllocationFacts {...allocation} arm={findArm(protocol, allocation.arm)?.label ?? null} />
        )}
        {unblindings.length > 0 && (
          <section aria-labelledby="unblinded" className="grid gap-2">
            <h2 id="unblinded" className="text-base font-semibold">
              {t('unblinded')}
            </h2>
            <UnblindingList rows={unblindings.map(({ at, ...row }) => ({ ...row, at: at.toISOString() }))} />
          </section>
        )}
        {may.unblind && (
          <section aria-labelledby="unblind" className="grid gap-2">
            <h2 id="unblind" className="text-base font-semibold">
              {t('unblindTitle')}
            </h2>
            <UnblindForm study={study} enrolmentId={patient.enrolmentId} />
          </section>
        )}
      </div>
    </PatientFrame>
  )
}
