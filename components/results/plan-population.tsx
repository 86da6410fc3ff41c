'use client'

import { useTranslations } from 'next-intl'
import { usePageLocale } from '@/components/registry/use-page-locale'
import type { ApiFieldIssue } from '@/components/ui/client-api'
import { Field } from '@/components/ui/field'
import { Select } from '@/components/ui/input'
import type { CompareDesk } from '@/lib/analysis/list-variables'
import { textOf } from '@/lib/i18n/locale'
import { nameColumn } from './name-variables'
import { PlanCondition } from './plan-condition'
import { findVariable, type Draft, type FilterDraft } from './plan-draft'
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

  function describe({ name, keys, min, max }: FilterDraft): string {
    const variable = nameColumn(desk, name, locale)
    const codes = findVariable(desk, name)?.codes ?? []
    if (codes.length > 0) {
      const kept = codes.filter(({ key }) => keys.includes(key)).map(({ label }) => textOf(label, locale))
      return t('conditionIn', { variable, values: kept.join(t('or')) || '…' })
    }
    return t('conditionRange', { variable, min: min.trim() || '…', max: max.trim() || '…' })
  }

  return (
    <PlanLine
      term={t('population')}
      value={filters.length === 0 ? t('everybody') : filters.map(describe).join(t('and'))}
      issues={[...issues.values()].flat()}
    >
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
            onChange={({ target }) =>
              onChange({ filters: [...filters, { name: target.value, keys: [], min: '', max: '' }] })
            }
          >
            <option value="">{t('choose')}</option>
            <VariableOptions variables={free} desk={desk} />
          </Select>
        )}
      </Field>
    </PlanLine>
  )
}
