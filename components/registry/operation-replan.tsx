'use client'

import { useEffect, useState } from 'react'
import { useTranslations } from 'next-intl'
import { VisitChanges } from '@/components/protocol/visit-changes'
import { readApi } from '@/components/ui/client-api'
import { useFormValue, type EntryForm } from '@/components/ui/form'
import type { Bilingual } from '@/lib/codebook/item'
import type { VisitChange } from '@/lib/protocol/replan'
import { asDate, asTime } from './enrol-values'
import type { OperationInput } from './operation-defaults'

interface OperationReplanProps<Output> {
  study: string
  id: string
  form: EntryForm<OperationInput & { levelsLeft: string }, Output>
  today: string
  labels: Readonly<Record<string, Bilingual>>
}

const ASK_AFTER_MS = 500

/** What a corrected date or time of the index operation would do to the visits, before it is saved. */
export function OperationReplan<Output>({ study, id, form, today, labels }: OperationReplanProps<Output>) {
  const t = useTranslations('operation.replan')
  const on = asDate(today, undefined)(useFormValue(form, 'performedOn'))
  const time = asTime(useFormValue(form, 'endedTime'))
  const query =
    on !== undefined && /^\d{4}-\d\d-\d\d$/.test(on) && (time === null || /^\d\d:\d\d$/.test(time))
      ? `performedOn=${on}${time === null ? '' : `&endedTime=${time}`}`
      : null
  const [answer, setAnswer] = useState<{ query: string; changes: readonly VisitChange[] } | null>(null)

  useEffect(() => {
    if (query === null) return
    const timer = window.setTimeout(() => {
      void readApi<{ changes: readonly VisitChange[] }>(
        `/studies/${study}/operations/${id}/preview?${query}`,
      ).then((result) => {
        if (result.ok) setAnswer({ query, changes: result.data.changes })
      })
    }, ASK_AFTER_MS)
    return () => window.clearTimeout(timer)
  }, [query, study, id])

  // What stands saved already moves nothing and needs no words.
  if (answer === null || answer.query !== query || answer.changes.length === 0) return null
  return (
    <div className="field-whole grid gap-1 rounded bg-well p-2" role="status">
      <p className="font-medium">{t('title')}</p>
      <VisitChanges changes={answer.changes} labels={labels} />
    </div>
  )
}
