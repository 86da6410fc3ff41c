'use client'

import { useTranslations } from 'next-intl'
import { usePageLocale } from '@/components/registry/use-page-locale'
import { Checkbox } from '@/components/ui/choice'
import { Field } from '@/components/ui/field'
import { Select } from '@/components/ui/input'
import type { CompareDesk } from '@/lib/analysis/list-variables'
import { nameVisit } from '@/lib/analysis/name-variables'
import { textOf } from '@/lib/i18n/locale'
import type { Draft } from './plan-draft'
import { PlanLine } from './plan-line'

interface PlanBaselineProps {
  draft: Draft
  desk: CompareDesk
  onChange: (part: Partial<Draft>) => void
}

/** What later visits are compared with, and whether each group is compared with its own baseline. */
export function PlanBaseline({ draft, desk, onChange }: PlanBaselineProps) {
  const t = useTranslations('compare')
  const locale = usePageLocale()
  const { baseline, within } = draft
  const known = desk.visits.some(({ code }) => code === baseline) || baseline === ''
  const said = [
    baseline === '' ? t('noBaseline') : nameVisit(desk, baseline, locale),
    ...(within && baseline !== '' ? [t('withinLine')] : []),
  ]
  return (
    <PlanLine term={t('baseline')} value={said.join(t('and'))}>
      <Field label={t('baselineVisit')} description={t('baselineAbout')}>
        {(control) => (
          <Select
            {...control}
            className="w-full"
            value={baseline}
            onChange={({ target }) => onChange({ baseline: target.value })}
          >
            <option value="">{t('noBaseline')}</option>
            {desk.visits.map(({ code, label }) => (
              <option key={code} value={code}>
                {textOf(label, locale)}
              </option>
            ))}
            {!known && <option value={baseline}>{baseline}</option>}
          </Select>
        )}
      </Field>
      <Checkbox
        label={t('within')}
        disabled={baseline === ''}
        checked={within}
        onChange={({ target }) => onChange({ within: target.checked })}
      />
    </PlanLine>
  )
}
