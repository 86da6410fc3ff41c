'use client'

import { useState } from 'react'
import { useTranslations } from 'next-intl'
import { usePageLocale } from '@/components/registry/use-page-locale'
import { Field } from '@/components/ui/field'
import { Select } from '@/components/ui/input'
import type { CompareDesk } from '@/lib/analysis/list-variables'
import type { ComparisonResult } from '@/lib/analysis/result'
import { textOf } from '@/lib/i18n/locale'
import { FigureView } from './figure'
import { drawRow, findFirstRow, listFigureKinds, titleOfRow, type FigureKind } from './row-figures'

interface RowFigureProps {
  result: ComparisonResult
  desk: CompareDesk
  fileName: string
}

/** One row of the table as a picture. */
export function RowFigure({ result, desk, fileName }: RowFigureProps) {
  const t = useTranslations('compare')
  const locale = usePageLocale()
  const [chosen, setChosen] = useState('')
  const [wanted, setWanted] = useState<FigureKind | ''>('')
  const rows = result.rows.filter(({ n }) => n > 0)
  const row = rows.find(({ variable }) => variable === chosen) ?? findFirstRow(rows, { result, desk })
  if (!row) return null
  const kinds = listFigureKinds(row, { result, desk })
  const kind = kinds.find((each) => each === wanted) ?? kinds[0] ?? 'box'
  const scene = {
    result,
    desk,
    locale,
    say: (key: string, params?: Record<string, string | number>) => t(key, params),
  }
  const title = titleOfRow(kind, row, scene)
  return (
    <section aria-labelledby="figure" className="grid gap-3">
      <h2 id="figure" className="font-semibold">
        {t('figure')}
      </h2>
      <div className="no-print flex flex-wrap gap-4">
        <Field label={t('figureRow')}>
          {(control) => (
            <Select {...control} value={row.variable} onChange={({ target }) => setChosen(target.value)}>
              {rows.map(({ variable, label }) => (
                <option key={variable} value={variable}>
                  {textOf(label, locale)}
                </option>
              ))}
            </Select>
          )}
        </Field>
        {kinds.length > 1 && (
          <Field label={t('figureKind')}>
            {(control) => (
              <Select
                {...control}
                value={kind}
                onChange={({ target }) => setWanted(target.value as FigureKind)}
              >
                {kinds.map((each) => (
                  <option key={each} value={each}>
                    {t(`figureKinds.${each}`)}
                  </option>
                ))}
              </Select>
            )}
          </Field>
        )}
      </div>
      <FigureView
        spec={drawRow(kind, row, scene)}
        title={title}
        description={t('figureAbout', {
          name: title,
          kind: t(`figureKinds.${kind}`),
          groups: result.groups.map(({ label, n }) => `${textOf(label, locale)} (n = ${n})`).join(t('vs')),
        })}
        fileName={`${fileName}-${row.variable}-${kind}`}
      />
    </section>
  )
}
