'use client'

import { useTranslations } from 'next-intl'
import { Button } from '@/components/ui/button'
import type { ApiFieldIssue } from '@/components/ui/client-api'
import type { CompareDesk } from '@/lib/analysis/list-variables'
import { addRows, type Draft } from './plan-draft'
import { PlanRow } from './plan-row'
import { listPreset, PRESETS } from './presets'

interface PlanRowsProps {
  draft: Draft
  desk: CompareDesk
  issues: ReadonlyMap<string, readonly ApiFieldIssue[]>
  onChange: (part: Partial<Draft>) => void
  onPick: () => void
}

/** The rows of the table, each with the test the plan asks for instead of the rule's. */
export function PlanRows({ draft, desk, issues, onChange, onPick }: PlanRowsProps) {
  const t = useTranslations('compare')
  const { rows } = draft
  return (
    <div className="grid gap-2 py-2">
      <p className="flex items-baseline gap-2 px-1">
        <span className="w-14 shrink-0 text-dim">{t('rows')}</span>
        <span>{t('rowsLine', { n: rows.length })}</span>
      </p>
      <div role="group" aria-label={t('presets')} className="flex flex-wrap gap-1">
        {PRESETS.map((preset) => {
          const names = listPreset(preset, desk, draft.baseline)
          return (
            <Button
              key={preset}
              small
              disabled={names.length === 0}
              onClick={() => onChange({ rows: addRows(rows, names, desk) })}
            >
              {t(`preset.${preset}`)}
            </Button>
          )
        })}
      </div>
      <ol className="grid">
        {rows.map((row, at) => (
          <PlanRow
            key={row.name}
            row={row}
            at={at}
            draft={draft}
            desk={desk}
            issues={issues.get(row.name)}
            onChange={(next) => onChange({ rows: next })}
          />
        ))}
      </ol>
      <div className="flex flex-wrap gap-2">
        <Button small onClick={onPick}>
          {t('pick')}
        </Button>
        {rows.length > 0 && (
          <Button small look="quiet" onClick={() => onChange({ rows: [] })}>
            {t('removeAll')}
          </Button>
        )}
      </div>
    </div>
  )
}
