import { useTranslations } from 'next-intl'
import { usePageLocale } from '@/components/registry/use-page-locale'
import type { CompareDesk, StudyVariable } from '@/lib/analysis/list-variables'
import { nameVariable } from '@/lib/analysis/name-variables'
import { textOf } from '@/lib/i18n/locale'

interface VariableOptionsProps {
  variables: readonly StudyVariable[]
  desk: CompareDesk
}

/** Options of a select, under the title of the form each variable stands on. */
export function VariableOptions({ variables, desk }: VariableOptionsProps) {
  const t = useTranslations('compare')
  const locale = usePageLocale()
  const titleOf = ({ section, instrument }: StudyVariable) =>
    section ? textOf(section, locale) : t(instrument === 'complication' ? 'complications' : 'study')
  const titles = [...new Set(variables.map(titleOf))]
  return titles.map((title) => (
    <optgroup key={title} label={title}>
      {variables
        .filter((variable) => titleOf(variable) === title)
        .map((variable) => (
          <option key={variable.name} value={variable.name}>
            {nameVariable(variable, desk, locale)}
          </option>
        ))}
    </optgroup>
  ))
}
