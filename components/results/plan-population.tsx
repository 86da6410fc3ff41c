'use client'

import { useTranslations } from 'next-intl'
import { usePageLocale } from '@/components/registry/use-page-locale'
import { Checkbox } from '@/components/ui/choice'
import type { ApiFieldIssue } from '@/components/ui/client-api'
import { Field } from '@/components/ui/field'
import { Select } from '@/components/ui/input'
import type { CompareDesk } from '@/lib/analysis/list-variables'
import { findVariable, nameColumn } from '@/lib/analysis/name-variables'
import { textOf } from '@/lib/i18n/locale'
import { PlanCondition } from './plan-condition'
import { startFilter, type Draft, type FilterDraft } from './plan-draft'
import { PlanLine } from './plan-line'
import { VariableOptions } from './variable-options'

interface PlanPopulationProps {
  draft: Draft
  desk: CompareDesk
  issues: ReadonlyMap<number, readonly ApiFieldIssue[]>
  onChange: (part: Partial<Draft>) => void
}

/** Who is compared: everybody, or those who meet every condition. */
export function PlanPopulation({ draft, desk, issues, onChange }: PlanPopulationProps) {
  const t = useTranslations('compare')
  const locale = usePageLocale()
  const { filters } = draft
  const free = desk.variables.filter(({ name }) => !filters.some((filter) => filter.name === name))

  function describe({ name, is, keys, min, max }: FilterDraft): string {
    const variable = nameColumn(desk, name, locale)
    if (is === 'present' || is === 'absent') return t(`conditionHas.${is}`, { variable })
    if (is !== 'range') {
      const codes = findVariable(desk, name)?.codes ?? []
      const named = codes.filter(({ key }) => keys.includes(key)).map(({ label }) => textOf(label, locale))
      return t(is === 'in' ? 'conditionIn' : 'conditionNot', { variable, values: named.join(t('or')) || '…' })
    }
    return t('conditionRange', { variable, min: min.trim() || '…', max: max.trim() || '…' })
  }

  const inWindow = draft.timing === 'in_window'
  const said = [
    ...(filters.length === 0 ? [t('everybody')] : filters.map(describe)),
    ...(inWindow ? [t('inWindowOnly')] : []),
  ].join(t('and'))

  return (
    <PlanLine term={t('population')} value={said} issues={[...issues.values()].flat()}>
      {filters.map((filter, at) => (
        <PlanCondition
          key={filter.name}
          filter={filter}
          desk={desk}
          invalid={issues.has(at)}
          onChange={(next) =>
            onChange({ filters: filters.map((each, index) => (index === at ? next : each)) })
          }
          onRemove={() => onChange({ filters: filters.filter((each) => each !== filter) })}
        />
      ))}
      <Field label={t('addCondition')}>
        {(control) => (
          <Select
            {...control}
            className="w-full"
            value=""
            onChange={({ target }) => onChange({ filters: [...filters, startFilter(target.value, desk)] })}
          >
            <option value="">{t('choose')}</option>
            <VariableOptions variables={free} desk={desk} />
          </Select>
        )}
      </Field>
      {(desk.windows.length > 0 || inWindow) && (
        <Checkbox
          label={t('inWindow')}
          checked={inWindow}
          onChange={({ target }) => onChange({ timing: target.checked ? 'in_window' : 'any' })}
        />
      )}
    </PlanLine>
  )
}
