'use client'

import { memo } from 'react'
import { useLocale, useTranslations } from 'next-intl'
import type { Bilingual } from '@/lib/codebook/item'
import { daysBetween } from '@/lib/codebook/dates'
import { formatNumber } from '@/lib/i18n/format-number'
import { formatPostOpDay } from '@/lib/i18n/format-date'
import { textOf, type Locale } from '@/lib/i18n/locale'
import { PhoneNumber } from './phone-number'
import type { PatientView, VisitView } from './view'

interface PatientTitleProps {
  patient: PatientView
  arm: Bilingual | null
}

/** Who this is, in one line: code, name, sex, age, levels and technique. */
export const PatientTitle = memo(function PatientTitle({ patient, arm }: PatientTitleProps) {
  const locale = useLocale() as Locale
  const t = useTranslations('entry')
  const operation = [patient.levels.join(' '), arm && textOf(arm, locale)].filter(Boolean).join(' ')
  const parts = [
    patient.name,
    patient.sex && t(`sex.${patient.sex}`),
    patient.age === null ? null : t('age', { age: patient.age }),
    operation,
  ].filter(Boolean)
  return (
    <>
      {patient.code}
      {parts.length > 0 && <span className="text-base font-normal"> · {parts.join(' · ')}</span>}
    </>
  )
})

interface VisitLineProps {
  study: string
  patient: PatientView
  visit: VisitView | null
  label: string
}

/** Which visit this is, where in its course the patient is today, and the window in days after the operation. */
export const VisitLine = memo(function VisitLine({ study, patient, visit, label }: VisitLineProps) {
  const locale = useLocale() as Locale
  const t = useTranslations('entry')
  const { operatedOn } = patient
  const done =
    visit?.doneOn && operatedOn ? formatPostOpDay(daysBetween(operatedOn, visit.doneOn), locale) : null
  const window =
    visit?.firstDay && visit.lastDay && operatedOn
      ? sayWindow(daysBetween(operatedOn, visit.firstDay), daysBetween(operatedOn, visit.lastDay))
      : null

  function sayWindow(first: number, last: number): string {
    const from = formatNumber(first)
    if (first === last) return t('windowDay', { day: from })
    return t(first < 0 ? 'windowBefore' : 'window', { from, to: formatNumber(last) })
  }

  const parts = [
    done && t('visitDone', { day: done }),
    patient.day !== null && t('today', { day: formatPostOpDay(patient.day, locale) }),
    window,
  ].filter(Boolean)
  return (
    <span className="flex flex-wrap items-center gap-x-2">
      <span className="font-medium text-ink">{visit ? t('visit', { visit: label }) : label}</span>
      {parts.length > 0 && <span>· {parts.join(' · ')}</span>}
      {patient.phone && <PhoneNumber study={study} patientId={patient.patientId} masked={patient.phone} />}
      {patient.endedOn && <span className="text-never">{t('ended', { date: patient.endedOn })}</span>}
    </span>
  )
})
