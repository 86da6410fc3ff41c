/** How the numbers of a course were made, for whoever points at them: formula, what went into it, change, source. */
import type { Formula } from '@/lib/codebook/item'
import { formatNumber } from '@/lib/i18n/format-number'
import { textOf } from '@/lib/i18n/locale'
import {
  gradeRecovery,
  JOA_FULL,
  joaRecoveryRate,
  RECOVERY,
  RECOVERY_SCHEMES,
} from '@/lib/instruments/joa-recovery'
import { findBand } from '@/lib/instruments/bands'
import { sayFormulaSource, saySource } from '@/lib/instruments/say-source'
import { percentChangeFrom } from '@/lib/instruments/score'
import { listInputs } from '@/lib/instruments/score-inputs'
import { getInstrument } from '@/lib/instruments/shelf'
import type { CourseEntry } from '@/lib/records/enrolments/course'
import { sayValue, type Language } from './language'

/** The value itself: formula, answers and source; of a value that was entered, the source of its form. */
export function explainValue(entry: CourseEntry, item: string, value: number, language: Language): string[] {
  const { locale, say } = language
  const band = findBand(item, value)
  const place = band ? [say('entry.band', { band: textOf(band, locale) })] : []
  const instrument = getInstrument(entry.instrument, entry.instrumentVersion)
  const found = instrument.items.find(({ name }) => name === item)
  if (found?.kind !== 'calculated') return [...place, sayOrigin(instrument.source, language)]
  const inputs = listInputs(instrument, found).flatMap(({ name, label }) => {
    const answer = entry.values[name]
    return answer === undefined
      ? []
      : [`${textOf(label, locale)} ${sayValue(instrument, name, answer, language)}`]
  })
  return [
    ...place,
    say('entry.formulaIs', { formula: textOf(found.formula.text, locale) }),
    say('entry.inputs', { inputs: inputs.join(say('timeline.summary.semicolon')) }),
    sayRead(found.formula, language),
  ]
}

/** Change in points and in percent; percent has no meaning at 0. Lower is better. */
export function explainChange(before: number, now: number, decimals: number, { say }: Language): string {
  const percent = percentChangeFrom(before, now)
  const params = {
    before: formatNumber(before, decimals),
    now: formatNumber(now, decimals),
    change: formatNumber(before - now, decimals),
  }
  return percent === null
    ? say('course.aboutChangeOnly', params)
    : say('course.aboutChange', { ...params, percent: formatNumber(percent, 1) })
}

/** The recovery rate of the lumbar JOA with its grade by each scheme, since papers differ; at full marks none. */
export function explainRecovery(before: number, now: number, language: Language): string[] {
  const { locale, say } = language
  const rate = joaRecoveryRate(before, now)
  const source = sayRead(RECOVERY, language)
  if (rate === null) return [say('course.aboutNoRecovery', { full: JOA_FULL.lumbar }), source]
  const grades = RECOVERY_SCHEMES.map((scheme) =>
    say('course.aboutGrade', {
      scheme: textOf(scheme.label, locale),
      grade: textOf(gradeRecovery(scheme.id, rate).label, locale),
      verified: String(scheme.verified),
    }),
  )
  return [
    say('course.aboutRecovery', {
      before: formatNumber(before),
      now: formatNumber(now),
      full: JOA_FULL.lumbar,
      rate: formatNumber(rate, 1),
    }),
    ...grades,
    source,
  ]
}

function sayRead(formula: Formula, { locale, say }: Language): string {
  const { id, version } = formula
  return say('entry.sourceIs', { id, version, source: textOf(sayFormulaSource(formula), locale) })
}

function sayOrigin(source: string, { locale, say }: Language): string {
  return say('course.aboutSource', { source: textOf(saySource(source), locale) })
}
