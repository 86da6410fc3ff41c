import { useTranslations } from 'next-intl'

export interface EvidenceLine {
  readonly key: string
  readonly params: Readonly<Record<string, string | number>>
  readonly source: string
}

/** Why a rule or a person says so, a sentence a line. */
export function EvidenceList({ evidence }: { evidence: readonly EvidenceLine[] }) {
  const t = useTranslations('rules')
  const complications = useTranslations('complications')

  function sayEvidence(key: string, params: EvidenceLine['params']): string {
    if (key === 'reported' || key === 'imported') return complications(key, params)
    return t.has(key) ? t(key, params) : key
  }

  return (
    <ul className="grid gap-0.5">
      {evidence.map(({ key, params }, index) => (
        <li key={index}>{sayEvidence(key, params)}</li>
      ))}
    </ul>
  )
}
