import type { ReactNode } from 'react'
import type { ComponentProps } from 'react'
import { PatientTitle } from '@/components/entry/head'
import type { Protocol } from '@/lib/protocol/protocol'
import { findArm } from '@/lib/protocol/protocol-read'
import { PageBody, PageHeader } from './shell-header'

interface PatientFrameProps {
  patient: ComponentProps<typeof PatientTitle>['patient'] & {
    readonly plannedArm: string | null
    readonly receivedArm: string | null
  }
  protocol: Protocol
  /** What this page does with the patient. */
  subtitle: string
  actions?: ReactNode
  children: ReactNode
}

/** A page about one patient: who it is stands above whatever is done. */
export function PatientFrame({ patient, protocol, subtitle, actions, children }: PatientFrameProps) {
  const arm = findArm(protocol, patient.receivedArm ?? patient.plannedArm)
  return (
    <>
      <PageHeader
        title={<PatientTitle patient={patient} arm={arm?.label ?? null} />}
        subtitle={subtitle}
        actions={actions}
      />
      <PageBody>{children}</PageBody>
    </>
  )
}
