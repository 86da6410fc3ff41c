'use client'

import type { RefObject } from 'react'
import { useTranslations } from 'next-intl'
import { usePageLocale } from '@/components/registry/use-page-locale'
import { Badge } from '@/components/ui/badge'
import type { CompareDesk } from '@/lib/analysis/list-variables'
import { layoutTable, type Translate } from '@/lib/analysis/layout-table'
import { draftMethods } from '@/lib/analysis/methods-text'
import { Methods } from './methods'
import { nameColumn, nameRows } from './name-variables'
import { findPrimary } from './plan-draft'
import { Receipt } from './receipt'
import { RowFigure } from './row-figure'
import type { SavedComparison } from './saved-comparison'
import { writeTable } from './table-text'
import { ThreeLineTable } from './three-line-table'
import { WhyTest } from './why-test'

interface ResultViewProps {
  saved: SavedComparison
  desk: CompareDesk
  study: string
  /** The plan was changed after this table was made. */
  stale: boolean
  top: RefObject<HTMLDivElement | null>
}

/** Table, figure, receipt and methods of one comparison: all from the same result. */
export function ResultView({ saved, desk, study, stale, top }: ResultViewProps) {
  const t = useTranslations('compare')
  const said = useTranslations('analysis')
  const locale = usePageLocale()
  const say: Translate = (key, params) => said(key, params)
  const result = nameRows(saved.result, desk, locale, t('primarySuffix'))
  const layout = layoutTable(result, locale, say)
  const primary = findPrimary(desk)
  const standing =
    primary === null ? t('noPrimary') : t('primaryIs', { name: nameColumn(desk, primary, locale) })
  const exploratory = !result.rows.some(({ variable }) => variable === primary)
  const notes = [standing, ...layout.notes]
  return (
    <>
      <div ref={top} className="grid scroll-mt-28 grid-cols-[minmax(0,1fr)] content-start gap-6">
        <section className="grid gap-2">
          <div className="flex flex-wrap items-baseline gap-x-3">
            <h2 id="table" className="text-base font-semibold">
              {layout.title}
            </h2>
            {exploratory && <span className="text-xs text-dim">{t('exploratory')}</span>}
            {stale && <Badge tone="late">{t('stale')}</Badge>}
          </div>
          <ThreeLineTable
            layout={layout}
            labelledBy="table"
            mark={(at) => {
              const row = result.rows[at]
              return row ? <WhyTest row={row} result={result} /> : null
            }}
          />
          <ul className="grid gap-0.5 text-xs text-dim">
            {notes.map((note) => (
              <li key={note}>{note}</li>
            ))}
          </ul>
        </section>
        <RowFigure result={result} desk={desk} fileName={`${study}-${saved.planHash.slice(0, 8)}`} />
      </div>
      <div className="grid content-start gap-6 lg:col-start-2 min-[106rem]:col-start-3">
        <Receipt saved={saved} study={study} tableCsv={() => writeTable(layout, notes)} />
        <Methods text={draftMethods(result, locale, say)} />
      </div>
    </>
  )
}
