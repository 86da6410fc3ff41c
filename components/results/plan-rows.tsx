'use client'

import { useTranslations } from 'next-intl'
import { ArrowDown, ArrowUp, X } from 'lucide-react'
import { usePageLocale } from '@/components/registry/use-page-locale'
import { Button } from '@/components/ui/button'
import type { ApiFieldIssue } from '@/components/ui/client-api'
import { Field } from '@/components/ui/field'
import { Select } from '@/components/ui/input'
import type { CompareDesk } from '@/lib/analysis/list-variables'
import type { TestId } from '@/lib/analysis/result'
import { IconButton } from './icon-button'
import { nameColumn } from './name-variables'
import { addRows, findPrimary, findVariable, moveRow, type Draft, type RowDraft } from './plan-draft'
import { Issues } from './plan-line'
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
          const names = listPreset(preset, desk)
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

interface PlanRowProps {
  row: RowDraft
  at: number
  draft: Draft
  desk: CompareDesk
  issues: readonly ApiFieldIssue[] | undefined
  onChange: (rows: readonly RowDraft[]) => void
}

function PlanRow({ row, at, draft, desk, issues, onChange }: PlanRowProps) {
  const t = useTranslations('compare')
  const tests = useTranslations('analysis.tests')
  const locale = usePageLocale()
  const name = nameColumn(desk, row.name, locale)
  const { rows, order } = draft
  const fitting = findVariable(desk, row.name)?.tests[order.length === 2 ? 'two' : 'more'] ?? []
  // A test that no longer fits stays visible until somebody takes it away.
  const options = row.test && !fitting.includes(row.test) ? [...fitting, row.test] : fitting
  const choose = (value: string) =>
    onChange(rows.map((each) => (each === row ? withTest(row, value as TestId | '') : each)))
  return (
    <li className="border-b border-line">
      <div className="flex items-start gap-1 py-1">
        <details className="min-w-0 flex-1">
          <summary className="list-none rounded px-1 py-0.5 hover:bg-well [&::-webkit-details-marker]:hidden">
            {name}
            {row.name === findPrimary(desk) && (
              <span className="text-xs text-accent"> {t('primaryMark')}</span>
            )}
            {row.test && (
              <span className="block text-xs text-dim">{t('asked', { test: tests(row.test) })}</span>
            )}
          </summary>
          <div className="grid gap-2 p-1">
            <Field label={t('test')}>
              {(control) => (
                <Select
                  {...control}
                  className="w-full"
                  value={row.test ?? ''}
                  aria-invalid={issues ? true : undefined}
                  onChange={({ target }) => choose(target.value)}
                >
                  <option value="">{t('byRule')}</option>
                  {options.map((test) => (
                    <option key={test} value={test}>
                      {tests(test)}
                    </option>
                  ))}
                </Select>
              )}
            </Field>
            <div className="flex gap-2">
              <IconButton
                icon={ArrowUp}
                label={t('moveUp', { name })}
                disabled={at === 0}
                onClick={() => onChange(moveRow(rows, at, -1, desk))}
              />
              <IconButton
                icon={ArrowDown}
                label={t('moveDown', { name })}
                disabled={at === rows.length - 1}
                onClick={() => onChange(moveRow(rows, at, 1, desk))}
              />
            </div>
          </div>
        </details>
        <IconButton
          icon={X}
          label={t('removeRow', { name })}
          onClick={() => onChange(rows.filter((each) => each !== row))}
        />
      </div>
      <Issues issues={issues} />
    </li>
  )
}

function withTest({ name, kept }: RowDraft, test: TestId | ''): RowDraft {
  return { name, kept, ...(test === '' ? {} : { test }) }
}
