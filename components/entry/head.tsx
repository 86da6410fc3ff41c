'use client'

import { memo } from 'react'
import { useLocale, useTranslations } from 'next-intl'
import type { Bilingual } from '@/lib/codebook/item'
import { daysBetween } from '@/lib/codebook/dates'
import { formatNumber } from '@/lib/i18n/format-number'
import { formatPostOpDay } from '@/lib/i18n/format-date'
import { textOf, type Locale } from '@/lib/i18n/locale'
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
  patient: PatientView
  visit: VisitView | null
  label: string
}

/** Which visit, the day after the operation and the window in such days. */
export const VisitLine = memo(function VisitLine({ patient, visit, label }: VisitLineProps) {
  const locale = useLocale() as Locale
  const t = useTranslations('entry')
  const { operatedOn } = patient
  const day = visit?.doneOn && operatedOn ? daysBetween(operatedOn, visit.doneOn) : patient.day
  const window =
    visit?.firstDay && visit.lastDay && operatedOn
      ? t('window', {
          from: formatNumber(daysBetween(operatedOn, visit.firstDay)),
          to: formatNumber(daysBetween(operatedOn, visit.lastDay)),
        })
      : null
  return (
    <span className="flex flex-wrap gap-x-2">
      <span className="font-medium text-ink">{label}</span>
      {day !== null && <span>{formatPostOpDay(day, locale)}</span>}
      {window && <span>{window}</span>}
      {patient.phone && <span>{patient.phone}</span>}
      {patient.endedOn && <span className="text-never">{t('ended', { date: patient.endedOn })}</span>}
    </span>
  )
})
