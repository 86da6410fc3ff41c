/** Names as a table prints them: what was asked, at which level, at which visit. */
import { columnName } from '@/lib/codebook/dataset-build'
import { textOf, type Locale } from '@/lib/i18n/locale'
import type { CompareDesk, StudyVariable } from './list-variables'
import type { ComparisonResult } from './result'
import type { Translate } from './table-parts'

export function findVariable(desk: CompareDesk, name: string): StudyVariable | undefined {
  return desk.variables.find((variable) => variable.name === name)
}

/** Column of the protocol's primary outcome; null when it names none or nobody has it. */
export function findPrimary({ primary, variables }: CompareDesk): string | null {
  if (!primary) return null
  const names = [columnName(primary.variable, { visit: primary.visit }), primary.variable]
  return names.find((name) => variables.some((variable) => variable.name === name)) ?? null
}

export function nameVisit(desk: CompareDesk, code: string, locale: Locale): string {
  const visit = desk.visits.find((each) => each.code === code)
  return visit ? textOf(visit.label, locale) : code
}

/** "疼痛 VAS，术后 3 个月" / "Pain VAS, 3 months" */
export function nameVariable(variable: StudyVariable, desk: CompareDesk, locale: Locale): string {
  const { label, level, visit } = variable
  const parts = [
    textOf(label, locale),
    ...(level === undefined ? [] : [level]),
    ...(visit === undefined ? [] : [nameVisit(desk, visit, locale)]),
  ]
  return parts.join(locale === 'en' ? ', ' : '，')
}

export function nameColumn(desk: CompareDesk, name: string, locale: Locale): string {
  const variable = findVariable(desk, name)
  return variable ? nameVariable(variable, desk, locale) : name
}

/**
 * The result with the names of its rows and conditions written out; `mark` is put behind the primary outcome's. No
 * number changes. `say` is the translator of the namespace `compare`.
 */
export function nameRows(
  result: ComparisonResult,
  desk: CompareDesk,
  locale: Locale,
  mark: string,
  say: Translate,
): ComparisonResult {
  const primary = findPrimary(desk)
  const both = (text: string) => ({ zh: text, en: text })
  const rows = result.rows.map((row) => {
    const variable = findVariable(desk, row.variable)
    const plain = variable ? nameVariable(variable, desk, locale) : textOf(row.label, locale)
    const visit = nameVisit(desk, result.plan.baseline ?? '', locale)
    const name = row.as ? say(row.as === 'change' ? 'changeOf' : 'percentOf', { name: plain, visit }) : plain
    const within = row.within ? { within: { ...row.within, label: both(plain) } } : {}
    return { ...row, ...within, label: both(row.variable === primary ? name + mark : name) }
  })
  const conditions = result.conditions?.map((condition) => ({
    ...condition,
    label: both(nameColumn(desk, condition.variable, locale)),
  }))
  return { ...result, rows, ...(conditions ? { conditions } : {}) }
}
