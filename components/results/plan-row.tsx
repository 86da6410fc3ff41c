'use client'

import { useTranslations } from 'next-intl'
import { ArrowDown, ArrowUp, X } from 'lucide-react'
import { usePageLocale } from '@/components/registry/use-page-locale'
import type { ApiFieldIssue } from '@/components/ui/client-api'
import { Field } from '@/components/ui/field'
import { Select } from '@/components/ui/input'
import type { CompareDesk } from '@/lib/analysis/list-variables'
import { findPrimary, findVariable, nameColumn } from '@/lib/analysis/name-variables'
import { pairedTestsFor } from '@/lib/analysis/paired-test'
import type { PairedTestId, TestId } from '@/lib/analysis/result'
import { IconButton } from './icon-button'
import { canChange, hasBaseline, moveRow, type Draft, type RowDraft } from './plan-draft'
import { Issues } from './plan-line'

interface PlanRowProps {
  row: RowDraft
  at: number
  draft: Draft
  desk: CompareDesk
  issues: readonly ApiFieldIssue[] | undefined
  onChange: (rows: readonly RowDraft[]) => void
}

const FORMS = ['change', 'percent'] as const

/** One row of the table: value or change, and the tests the plan asks for instead of the rule's. */
export function PlanRow({ row, at, draft, desk, issues, onChange }: PlanRowProps) {
  const t = useTranslations('compare')
  const tests = useTranslations('analysis.tests')
  const locale = usePageLocale()
  const name = nameColumn(desk, row.name, locale)
  const { rows, order, baseline } = draft
  const variable = findVariable(desk, row.name)
  const groups = order.length === 2 ? 'two' : 'more'
  const fitting = row.as === undefined ? variable?.tests[groups] : MEASURED[groups]
  const paired = (draft.within || row.as !== undefined) && variable && hasBaseline(row.name, baseline, desk)
  const replace = (next: RowDraft) => onChange(rows.map((each) => (each === row ? next : each)))
  const said = [
    ...(row.as === undefined ? [] : [t(`forms.${row.as}`)]),
    ...[row.test, row.pairedTest].flatMap((test) => (test ? [t('asked', { test: tests(test) })] : [])),
  ]
  return (
    <li className="border-b border-line">
      <div className="flex items-start gap-1 py-1">
        <details className="min-w-0 flex-1">
          <summary className="list-none rounded px-1 py-0.5 hover:bg-well [&::-webkit-details-marker]:hidden">
            {name}
            {row.name === findPrimary(desk) && (
              <span className="text-xs text-accent"> {t('primaryMark')}</span>
            )}
            {said.map((line) => (
              <span key={line} className="block text-xs text-dim">
                {line}
              </span>
            ))}
          </summary>
          <div className="grid gap-2 p-1">
            {(canChange(row.name, baseline, desk) || row.as) && (
              <Field label={t('form')}>
                {(control) => (
                  <Select
                    {...control}
                    className="w-full"
                    value={row.as ?? ''}
                    onChange={({ target }) => replace(withForm(row, target.value))}
                  >
                    <option value="">{t('forms.value')}</option>
                    {FORMS.map((form) => (
                      <option key={form} value={form}>
                        {t(`forms.${form}`)}
                      </option>
                    ))}
                  </Select>
                )}
              </Field>
            )}
            <TestField
              label={t('test')}
              chosen={row.test}
              fitting={fitting ?? []}
              invalid={issues !== undefined}
              nameOf={(test) => tests(test)}
              onChoose={(test) => replace(withTest(row, test))}
            />
            {paired && (
              <TestField
                label={t('pairedTest')}
                chosen={row.pairedTest}
                fitting={pairedTestsFor({ kind: variable.kind, levels: variable.codes })}
                invalid={issues !== undefined}
                nameOf={(test) => tests(test)}
                onChoose={(test) => replace(withPairedTest(row, test))}
              />
            )}
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

/** Changes are measures, whatever they are changes of. */
const MEASURED: Readonly<Record<'two' | 'more', readonly TestId[]>> = {
  two: ['student_t', 'welch_t', 'mann_whitney'],
  more: ['anova', 'welch_anova', 'kruskal'],
}

interface TestFieldProps<Test> {
  label: string
  chosen: Test | undefined
  fitting: readonly Test[]
  invalid: boolean
  nameOf: (test: Test) => string
  onChoose: (test: Test | undefined) => void
}

function TestField<Test extends string>({
  label,
  chosen,
  fitting,
  invalid,
  nameOf,
  onChoose,
}: TestFieldProps<Test>) {
  const t = useTranslations('compare')
  // A test that no longer fits stays visible until somebody takes it away.
  const options = chosen && !fitting.includes(chosen) ? [...fitting, chosen] : fitting
  return (
    <Field label={label}>
      {(control) => (
        <Select
          {...control}
          className="w-full"
          value={chosen ?? ''}
          aria-invalid={invalid || undefined}
          onChange={({ target }) => onChoose(options.find((test) => test === target.value))}
        >
          <option value="">{t('byRule')}</option>
          {options.map((test) => (
            <option key={test} value={test}>
              {nameOf(test)}
            </option>
          ))}
        </Select>
      )}
    </Field>
  )
}

function withTest({ test: _before, ...row }: RowDraft, test: TestId | undefined): RowDraft {
  return test === undefined ? row : { ...row, test }
}

function withPairedTest({ pairedTest: _before, ...row }: RowDraft, test: PairedTestId | undefined): RowDraft {
  return test === undefined ? row : { ...row, pairedTest: test }
}

function withForm({ as: _before, ...row }: RowDraft, typed: string): RowDraft {
  const as = FORMS.find((form) => form === typed)
  return as === undefined ? row : { ...row, as }
}
