/** Who was compared, in sentences: n of N, and what each condition left out. */
import type { Locale } from '@/lib/i18n/locale'
import { textOf } from '@/lib/i18n/locale'
import { formatNumber } from '@/lib/i18n/format-number'
import type { ComparisonResult, Condition } from './result'
import type { Translate } from './table-parts'

/** Patients of the data set. */
export function countAll({ n, excluded }: ComparisonResult): number {
  return n + excluded.filtered + excluded.noGroup
}

export function sayPopulation(result: ComparisonResult, locale: Locale, t: Translate): string[] {
  const { conditions = [], n, plan } = result
  return [
    t('population.compared', { n, all: countAll(result) }),
    ...conditions.map((condition) =>
      t('population.leftOut', { condition: sayCondition(condition, locale, t), n: condition.leftOut }),
    ),
    ...(plan.timing === 'in_window' ? [t('population.in_window')] : []),
  ]
}

/** "年龄 65 至 80 y" / "Age 65 to 80 y" */
export function sayCondition(condition: Condition, locale: Locale, t: Translate): string {
  const { label, unit, in: wanted, not, min, max, present } = condition
  const name = textOf(label, locale)
  const list = (answers: Condition['in']) =>
    (answers ?? []).map((one) => textOf(one, locale)).join(t('population.or'))
  const ends = { name, unit: unit ?? '', min: formatNumber(min), max: formatNumber(max) }
  const range = min === undefined ? 'max' : max === undefined ? 'min' : 'range'
  const parts = [
    ...(wanted ? [t('population.in', { name, values: list(wanted) })] : []),
    ...(not ? [t('population.not', { name, values: list(not) })] : []),
    ...(min === undefined && max === undefined ? [] : [t(`population.${range}`, ends).trim()]),
    ...(present === undefined ? [] : [t(present ? 'population.present' : 'population.absent', { name })]),
  ]
  return parts.join(t('population.and'))
}
