'use client'

import { memo, useState } from 'react'
import { useTranslations } from 'next-intl'
import { parseDateText } from '@/lib/codebook/dates'
import { parseTimeText } from '@/lib/codebook/times'
import type { FieldIssue } from '@/lib/problem'
import { DateInput } from '@/components/ui/date-input'
import { Field } from '@/components/ui/field'
import { Select } from '@/components/ui/input'
import { ParsedInput } from '@/components/ui/parsed-input'
import { useIssueText } from '@/components/ui/problem-text'
import { MODES, VISIT } from './visit-texts'

interface VisitFieldsProps {
  /** The texts of the three controls. */
  doneOn: string
  doneTime: string
  mode: string
  today: string
  issues: ReadonlyMap<string, FieldIssue>
  /** First and last day of the window, when there is one. */
  window: { readonly firstDay: string | null; readonly lastDay: string | null }
}

/** When and how the visit took place. */
export const VisitFields = memo(function VisitFields(props: VisitFieldsProps) {
  const { doneOn, doneTime, mode, today, issues, window } = props
  const t = useTranslations('entry')
  const issueText = useIssueText()
  const [start] = useState({ doneOn, doneTime, mode })
  const errorOf = (name: string) => {
    const issue = issues.get(name)
    return issue && issueText(issue)
  }
  const day = parseDateText(doneOn, { today })
  const outside = day.ok && day.value !== null ? sideOfWindow(day.value, window) : null
  return (
    <fieldset className="flex flex-wrap items-start gap-x-6 gap-y-2">
      <legend className="sr-only">{t('visitWhen')}</legend>
      <Field label={t('visitOn')} required error={errorOf(VISIT.doneOn)} description={outside && t(outside)}>
        {(control) => (
          <DateInput
            {...control}
            name={VISIT.doneOn}
            defaultValue={start.doneOn}
            parse={(raw) => parseDateText(raw, { today })}
          />
        )}
      </Field>
      <Field label={t('visitTime')} error={errorOf(VISIT.doneTime)}>
        {(control) => (
          <ParsedInput
            {...control}
            className="w-20"
            placeholder="HH:MM"
            name={VISIT.doneTime}
            defaultValue={start.doneTime}
            parse={parseTimeText}
            print={String}
          />
        )}
      </Field>
      <Field label={t('visitMode')} required error={errorOf(VISIT.mode)}>
        {(control) => (
          <Select {...control} name={VISIT.mode} defaultValue={start.mode}>
            {MODES.map((mode) => (
              <option key={mode} value={mode}>
                {t(`mode.${mode}`)}
              </option>
            ))}
          </Select>
        )}
      </Field>
    </fieldset>
  )
})

/** A date outside the window is no fault, but the nurse should know that it is one. */
function sideOfWindow(
  day: string,
  { firstDay, lastDay }: VisitFieldsProps['window'],
): 'beforeWindow' | 'afterWindow' | null {
  if (firstDay !== null && day < firstDay) return 'beforeWindow'
  return lastDay !== null && day > lastDay ? 'afterWindow' : null
}
