'use client'

import { ArrowUp } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { usePageLocale } from '@/components/registry/use-page-locale'
import { Checkbox } from '@/components/ui/choice'
import type { ApiFieldIssue } from '@/components/ui/client-api'
import { Field } from '@/components/ui/field'
import { Select } from '@/components/ui/input'
import type { CompareDesk } from '@/lib/analysis/list-variables'
import { findVariable, nameColumn } from '@/lib/analysis/name-variables'
import { textOf } from '@/lib/i18n/locale'
import { IconButton } from './icon-button'
import { keysOf, listGroupings, swap, type Draft } from './plan-draft'
import { PlanLine } from './plan-line'
import { VariableOptions } from './variable-options'

interface PlanGroupProps {
  draft: Draft
  desk: CompareDesk
  issues: readonly ApiFieldIssue[]
  onChange: (part: Partial<Draft>) => void
}

export function PlanGroup({ draft, desk, issues, onChange }: PlanGroupProps) {
  const t = useTranslations('compare')
  const locale = usePageLocale()
  const codes = findVariable(desk, draft.group)?.codes ?? []
  const labelOf = (key: string) => {
    const label = codes.find((code) => code.key === key)?.label
    return label ? textOf(label, locale) : key
  }
  const left = codes.filter(({ key }) => !draft.order.includes(key)).map(({ key }) => key)
  const names = draft.order.map(labelOf).join(t('vs'))
  return (
    <PlanLine
      term={t('group')}
      value={t('groupLine', { variable: nameColumn(desk, draft.group, locale), groups: names })}
      issues={issues}
    >
      <Field label={t('groupBy')}>
        {(control) => (
          <Select
            {...control}
            className="w-full"
            value={draft.group}
            onChange={({ target }) => onChange({ group: target.value, order: keysOf(desk, target.value) })}
          >
            <VariableOptions variables={listGroupings(desk)} desk={desk} />
          </Select>
        )}
      </Field>
      <fieldset>
        <legend className="text-xs text-dim">{t('groupOrder')}</legend>
        {[...draft.order, ...left].map((key, at) => (
          <div key={key} className="flex items-center justify-between gap-2">
            <Checkbox
              label={labelOf(key)}
              checked={draft.order.includes(key)}
              onChange={({ target }) =>
                onChange({
                  order: target.checked ? [...draft.order, key] : draft.order.filter((one) => one !== key),
                })
              }
            />
            {at > 0 && at < draft.order.length && (
              <IconButton
                icon={ArrowUp}
                label={t('moveUp', { name: labelOf(key) })}
                onClick={() => onChange({ order: swap(draft.order, at, at - 1) })}
              />
            )}
          </div>
        ))}
      </fieldset>
    </PlanLine>
  )
}
