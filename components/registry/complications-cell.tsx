import type { ReactNode } from 'react'
import Link from 'next/link'
import { EvidenceList, type EvidenceLine } from './evidence'

interface PatientCellProps {
  slug: string
  code: string
  evidence: readonly EvidenceLine[]
  /** What the other columns say, where a narrow screen has none. */
  children: ReactNode
}

/** First cell of the lists of complications and alerts: the patient, and on a narrow screen everything of the row. */
export function PatientCell({ slug, code, evidence, children }: PatientCellProps) {
  return (
    <>
      <Link href={`/${slug}/patients/${code}`} prefetch={false} className="whitespace-nowrap text-accent">
        {code}
      </Link>
      <div className="grid justify-items-start gap-1 font-normal md:hidden print:hidden">
        {children}
        <div className="text-xs">
          <EvidenceList evidence={evidence} />
        </div>
      </div>
    </>
  )
}

export function EvidenceCell({ evidence }: { evidence: readonly EvidenceLine[] }) {
  return (
    <div className="min-w-64 text-xs">
      <EvidenceList evidence={evidence} />
    </div>
  )
}

interface ByWhomProps {
  name: string
  at: string
  note: string | null
}

/** Who said so, when, and in their words. */
export function ByWhom({ name, at, note }: ByWhomProps) {
  return (
    <div className="text-xs md:min-w-30">
      {name} <span className="whitespace-nowrap text-dim">{at}</span>
      {note && <p>{note}</p>}
    </div>
  )
}

/** The rule and the version that found it. */
export function RuleName({ name, version }: { name: string; version: number | null }) {
  return (
    <span className="inline-block min-w-32 text-xs">
      {name} v{version}
    </span>
  )
}
