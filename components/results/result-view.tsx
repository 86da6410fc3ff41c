'use client'

import type { ComponentProps, RefObject } from 'react'
import { useTranslations } from 'next-intl'
import { usePageLocale } from '@/components/registry/use-page-locale'
import { Badge } from '@/components/ui/badge'
import type { CompareDesk } from '@/lib/analysis/list-variables'
import { layResult } from '@/lib/analysis/lay-result'
import type { TableLayout } from '@/lib/analysis/layout-table'
import { countAll } from '@/lib/analysis/say-population'
import { Methods } from './methods'
import { PaperLinks } from './paper-links'
import { Programs } from './programs'
import { Receipt } from './receipt'
import { RowFigure } from './row-figure'
import type { SavedComparison } from './saved-comparison'
import { writeTables } from './table-text'
import { ThreeLineTable } from './three-line-table'
import { useExplain } from './explain'
import { WhyTest } from './why-test'

interface ResultViewProps {
  saved: SavedComparison
  desk: CompareDesk
  study: string
  /** The plan was changed after this table was made. */
  stale: boolean
  /** May take data out. */
  takes: boolean
  top: RefObject<HTMLDivElement | null>
}

/** Tables, figure, receipt and methods of one comparison: all from the same result. */
export function ResultView({ saved, desk, study, stale, takes, top }: ResultViewProps) {
  const t = useTranslations('compare')
  const said = useTranslations('analysis')
  const locale = usePageLocale()
  const { result, main, within, pairs, tables, methods, conditions, exploratory } = layResult(
    saved.result,
    desk,
    locale,
    { analysis: (key, params) => said(key, params), compare: (key, params) => t(key, params) },
  )
  const explain = useExplain(result)
  return (
    <>
      <div ref={top} className="grid scroll-mt-28 grid-cols-[minmax(0,1fr)] content-start gap-6">
        <section className="grid gap-2">
          <div className="flex flex-wrap items-baseline gap-x-3">
            <h2 id="table" className="text-base font-semibold">
              {main.title}
            </h2>
            <span className="text-xs text-dim">{t('ofN', { n: result.n, all: countAll(result) })}</span>
            {exploratory && <span className="text-xs text-dim">{t('exploratory')}</span>}
            {stale && <Badge tone="late">{t('stale')}</Badge>}
          </div>
          <ThreeLineTable
            layout={main}
            labelledBy="table"
            mark={(at) => {
              const of = explain.row(at)
              return of && <WhyTest of={of} result={result} />
            }}
          />
          <Notes notes={main.notes} />
        </section>
        {within && (
          <FurtherTable id="within" layout={within}>
            {(at, group) => {
              const of = group === undefined ? null : explain.within(at, group)
              return of && <WhyTest of={of} result={result} />
            }}
          </FurtherTable>
        )}
        {pairs && <FurtherTable id="pairs" layout={pairs} />}
        <RowFigure result={result} desk={desk} fileName={`${study}-${saved.planHash.slice(0, 8)}`} />
      </div>
      <div className="grid content-start gap-6 lg:col-start-2 min-[106rem]:col-start-3">
        <Receipt saved={saved} study={study} conditions={conditions} tableCsv={() => writeTables(tables)} />
        <PaperLinks study={study} id={saved.id} />
        {takes && <Programs study={study} id={saved.id} />}
        <Methods text={methods} />
      </div>
    </>
  )
}

interface FurtherTableProps {
  id: string
  layout: TableLayout
  children?: ComponentProps<typeof ThreeLineTable>['mark']
}

function FurtherTable({ id, layout, children }: FurtherTableProps) {
  return (
    <section className="grid gap-2">
      <h2 id={id} className="text-base font-semibold">
        {layout.title}
      </h2>
      <ThreeLineTable layout={layout} labelledBy={id} {...(children ? { mark: children } : {})} />
      <Notes notes={layout.notes} />
    </section>
  )
}

function Notes({ notes }: { notes: readonly string[] }) {
  return (
    <ul className="grid gap-0.5 text-xs text-dim">
      {notes.map((note, at) => (
        <li key={at}>{note}</li>
      ))}
    </ul>
  )
}
