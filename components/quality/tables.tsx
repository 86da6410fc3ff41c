'use client'

import type { ReactNode } from 'react'
import { formatNumber, formatPercent } from '@/lib/i18n/format-number'

/** A count of what it is counted of. A share is printed from 20 on: below, the numbers say it better. */
export function Share({ of, n }: { of: number; n: number }) {
  const share = of >= 20 ? ` (${formatPercent((100 * n) / of, 1)})` : ''
  return (
    <span className="whitespace-nowrap tabular-nums">
      {n}/{of}
      <span className="text-dim">{share}</span>
    </span>
  )
}

export function Days({ value }: { value: number | null }) {
  return <>{value === null ? '–' : formatNumber(value, Number.isInteger(value) ? 0 : 1)}</>
}

export interface Figure<Row> {
  readonly id: string
  readonly header: string
  readonly cell: (row: Row) => ReactNode
}

interface FiguresProps<Row> {
  caption: string
  about?: string
  columns: readonly Figure<Row>[]
  rows: readonly Row[]
  rowId: (row: Row) => string
  empty: string
}

/** A short table of figures, whole on the page. */
export function Figures<Row>({ caption, about, columns, rows, rowId, empty }: FiguresProps<Row>) {
  return (
    <section className="grid gap-2">
      <h2 className="text-base font-semibold">{caption}</h2>
      {about && <p className="max-w-prose text-xs text-dim">{about}</p>}
      {rows.length === 0 ? (
        <p className="text-dim">{empty}</p>
      ) : (
        <div className="overflow-x-auto" tabIndex={0} role="region" aria-label={caption}>
          <table className="min-w-full">
            <caption className="sr-only">{caption}</caption>
            <thead>
              <tr className="border-b border-line text-xs text-dim">
                {columns.map(({ id, header }, index) => (
                  <th
                    key={id}
                    scope="col"
                    className={`py-1 pr-4 font-normal ${index === 0 ? 'text-left' : 'text-right'}`}
                  >
                    {header}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => (
                <tr key={rowId(row)} className="border-b border-line">
                  {columns.map(({ id, cell }, index) =>
                    index === 0 ? (
                      <th key={id} scope="row" className="min-w-32 py-1 pr-4 text-left font-normal">
                        {cell(row)}
                      </th>
                    ) : (
                      <td key={id} className="py-1 pr-4 text-right">
                        {cell(row)}
                      </td>
                    ),
                  )}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  )
}
