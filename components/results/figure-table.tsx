import type { ExactTable } from '@/lib/figures/node'

interface FigureTableProps {
  id: string
  table: ExactTable
  caption: string
  /** Otherwise only screen readers find it. */
  shown: boolean
}

/** The numbers behind a figure, as printed. */
export function FigureTable({ id, table, caption, shown }: FigureTableProps) {
  return (
    <div
      id={id}
      className={shown ? 'mt-2 overflow-x-auto' : 'sr-only'}
      {...(shown ? { role: 'region', 'aria-label': caption, tabIndex: 0 } : {})}
    >
      <table className="w-full border-y border-edge text-xs">
        <caption className="sr-only">{caption}</caption>
        <thead className="border-b border-edge">
          <tr>
            {table.columns.map((column, index) => (
              <th
                key={index}
                scope="col"
                className={`px-2 py-1 font-medium ${column.numeric ? 'text-right' : 'text-left'}`}
              >
                {column.label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {table.rows.map((row, at) => (
            <tr key={at} className="border-t border-line">
              {row.map((cell, index) =>
                index === 0 ? (
                  <th key={index} scope="row" className="px-2 py-1 text-left font-normal whitespace-nowrap">
                    {cell}
                  </th>
                ) : (
                  <td
                    key={index}
                    className={`px-2 py-1 whitespace-nowrap ${table.columns[index]?.numeric ? 'text-right' : ''}`}
                  >
                    {cell}
                  </td>
                ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
