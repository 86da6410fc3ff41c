'use client'

import { useRef } from 'react'
import { useTranslations } from 'next-intl'
import { isNotice } from '@/lib/protocol/rules/notices'
import type { Evidence } from '@/lib/protocol/rules/rule'
import { readApi } from '@/components/ui/client-api'
import { useToast } from '@/components/ui/toast'

interface Raised {
  readonly id: string
  readonly ruleId: string | null
  readonly urgent?: boolean
  readonly evidence: readonly Evidence[]
}

/** After a save: tells of the flags and alerts that were not there before. They stay until they are put away. */
export function useRaised(study: string, enrolmentId: string, before: readonly string[]) {
  const toast = useToast()
  const t = useTranslations('entry')
  const rules = useTranslations('rules')
  const known = useRef(new Set(before))
  return async () => {
    const query = `enrolment=${enrolmentId}`
    const answers = await Promise.all([
      readApi<{ rows: Raised[] }>(`/studies/${study}/complications?status=proposed&${query}`),
      readApi<{ rows: Raised[] }>(`/studies/${study}/alerts?open=true&${query}`),
    ])
    const [flags = [], alerts = []] = answers.map((answer) => (answer.ok ? answer.data.rows : []))
    const tell = (row: Raised, text: string) => {
      if (known.current.has(row.id)) return
      known.current.add(row.id)
      const detail = row.evidence.map((line) => rules(line.key, line.params)).join(' ')
      toast({ tone: row.urgent ? 'missed' : 'late', text, detail })
    }
    const nameOf = (row: Raised) => {
      const key = `names.${row.ruleId}`
      return rules.has(key) ? rules(key) : (row.ruleId ?? '')
    }
    for (const row of alerts.filter(({ ruleId }) => !isNotice(ruleId ?? ''))) {
      // What falls with a correction is said by the save itself.
      tell(row, row.urgent ? t('urgent', { name: nameOf(row) }) : t('alert', { name: nameOf(row) }))
    }
    for (const row of flags) tell(row, t('flag', { name: nameOf(row) }))
  }
}
