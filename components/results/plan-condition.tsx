'use client'

import { useTranslations } from 'next-intl'
import { X } from 'lucide-react'
import { usePageLocale } from '@/components/registry/use-page-locale'
import { Checkbox } from '@/components/ui/choice'
import { Select, TextInput } from '@/components/ui/input'
import type { CompareDesk } from '@/lib/analysis/list-variables'
import { findVariable, nameColumn } from '@/lib/analysis/name-variables'
import { textOf } from '@/lib/i18n/locale'
import { IconButton } from './icon-button'
import type { Comparison, FilterDraft } from './plan-draft'

interface PlanConditionProps {
  filter: FilterDraft
  desk: CompareDesk
  invalid: boolean
  onChange: (filter: FilterDraft) => void
  onRemove: () => void
}

/** One condition: the answers that stay, or the ends of a range. */
export function PlanCondition({ filter, desk, invalid, onChange, onRemove }: PlanConditionProps) {
  const t = useTranslations('compare')
  const locale = usePageLocale()
  const { name, is, keys } = filter
  const label = nameColumn(desk, name, locale)
  const variable = findVariable(desk, name)
  const codes = variable?.codes ?? []
  return (
    <fieldset className="grid gap-1 border-l-2 border-line pl-2" aria-invalid={invalid || undefined}>
      <legend className="sr-only">{label}</legend>
      <div className="flex items-center justify-between gap-2">
        <span aria-hidden="true">{label}</span>
        <IconButton icon={X} label={t('removeCondition', { name: label })} onClick={onRemove} />
      </div>
      <Select
        aria-label={t('conditionKind', { name: label })}
        value={is}
        onChange={({ target }) => onChange({ ...filter, is: target.value as Comparison })}
      >
        {(
          [
            ...(codes.length > 0 ? (['in', 'not'] as const) : (['range'] as const)),
            'present',
            'absent',
          ] as const
        ).map((each) => (
          <option key={each} value={each}>
            {t(`comparisons.${each}`)}
          </option>
        ))}
      </Select>
      {(is === 'in' || is === 'not') &&
        codes.map(({ key, label: answer }) => (
          <Checkbox
            key={key}
            label={textOf(answer, locale)}
            checked={keys.includes(key)}
            onChange={({ target }) =>
              onChange({
                ...filter,
                keys: target.checked ? [...keys, key] : keys.filter((each) => each !== key),
              })
            }
          />
        ))}
      {is === 'range' && (
        <div className="flex items-center gap-2">
          {(['min', 'max'] as const).map((end) => (
            <TextInput
              key={end}
              className="w-24"
              inputMode="decimal"
              aria-label={t(`conditionEnds.${end}`, { name: label })}
              aria-invalid={invalid || undefined}
              placeholder={t(`ends.${end}`)}
              value={filter[end]}
              onChange={({ target }) => onChange({ ...filter, [end]: target.value })}
            />
          ))}
          <span className="text-xs text-dim">{variable?.unit}</span>
        </div>
      )}
    </fieldset>
  )
}
