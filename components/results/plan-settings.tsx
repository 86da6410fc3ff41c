'use client'

import { useTranslations } from 'next-intl'
import { Checkbox } from '@/components/ui/choice'
import { Field } from '@/components/ui/field'
import { Select, TextInput } from '@/components/ui/input'
import { RULE_IDS, type RuleId } from '@/lib/analysis/plan'
import type { Draft } from './plan-draft'
import { PlanLine } from './plan-line'

interface PlanSettingsProps {
  draft: Draft
  onChange: (part: Partial<Draft>) => void
}

const LAYOUTS = ['variables', 'groups'] as const

/** The named rule that chooses tests, and how the table is set. */
export function PlanSettings({ draft, onChange }: PlanSettingsProps) {
  const t = useTranslations('compare')
  const said = useTranslations('analysis.rules')
  return (
    <>
      <PlanLine term={t('rule')} value={said(draft.rule)}>
        <Field label={t('ruleChoice')} description={t(`rules.${draft.rule}`)}>
          {(control) => (
            <Select
              {...control}
              className="w-full"
              value={draft.rule}
              onChange={({ target }) => onChange({ rule: target.value as RuleId })}
            >
              {RULE_IDS.map((rule) => (
                <option key={rule} value={rule}>
                  {said(rule)}
                </option>
              ))}
            </Select>
          )}
        </Field>
      </PlanLine>
      <PlanLine
        term={t('table')}
        value={t('tableLine', { layout: t(`layouts.${draft.layout}`), type: draft.quartiles })}
      >
        <Field label={t('tableTitle')}>
          {(control) => (
            <TextInput
              {...control}
              maxLength={200}
              value={draft.title}
              onChange={({ target }) => onChange({ title: target.value })}
            />
          )}
        </Field>
        <Field label={t('layout')}>
          {(control) => (
            <Select
              {...control}
              value={draft.layout}
              onChange={({ target }) => onChange({ layout: target.value as Draft['layout'] })}
            >
              {LAYOUTS.map((layout) => (
                <option key={layout} value={layout}>
                  {t(`layouts.${layout}`)}
                </option>
              ))}
            </Select>
          )}
        </Field>
        <Field label={t('quartiles')}>
          {(control) => (
            <Select
              {...control}
              value={draft.quartiles}
              onChange={({ target }) => onChange({ quartiles: target.value === '7' ? 7 : 6 })}
            >
              <option value={6}>{t('quartileTypes.6')}</option>
              <option value={7}>{t('quartileTypes.7')}</option>
            </Select>
          )}
        </Field>
        <Checkbox
          label={t('smallPercent')}
          checked={draft.smallPercent}
          onChange={({ target }) => onChange({ smallPercent: target.checked })}
        />
      </PlanLine>
    </>
  )
}
