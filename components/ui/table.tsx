'use client'

/** Lists paged and sorted by the server: their state is the address, this draws it and makes the links. */
import { useMemo, type ReactNode } from 'react'
import Link from 'next/link'
import { usePathname, useSearchParams } from 'next/navigation'
import { ChevronDown, ChevronsUpDown, ChevronUp } from 'lucide-react'
import {
  createColumnHelper,
  rowPaginationFeature,
  rowSortingFeature,
  tableFeatures,
  useTable,
} from '@tanstack/react-table'
import { joinClasses } from './class-names'
import { listHref, type Sort } from './list-state'
import { moveByArrow } from './table-keys'
import { TablePager } from './table-pager'

export interface Column<Row> {
  readonly id: string
  readonly header: ReactNode
  readonly cell: (row: Row) => ReactNode
  readonly align?: 'left' | 'right' | 'center'
  /** Its id may stand in the address as `sort`. */
  readonly sortable?: boolean
  /** Names the row: a header cell that stays in sight when the table scrolls sideways. */
  readonly rowHeader?: boolean
  /** Long text may take several lines; everything else stays on one. */
  readonly wrap?: boolean
  /** Left out on a narrow screen, where the row must show what to do without scrolling sideways. Paper has it. */
  readonly wide?: boolean
}

interface DataTableProps<Row> {
  columns: readonly Column<Row>[]
  rows: readonly Row[]
  rowId: (row: Row) => string
  /** Says what the table holds; heard, not seen. */
  caption: string
  total: number
  page: number
  pageSize: number
  sort?: Sort | null
  empty?: ReactNode
  /** Arrow keys move between the links of the cells. */
  arrowKeys?: boolean
  rowClass?: (row: Row) => string | undefined
}

const features = tableFeatures({ rowPaginationFeature, rowSortingFeature })

const ALIGN = { left: 'text-left', right: 'text-right', center: 'text-center' } as const
const WIDE = 'not-print:max-md:hidden'
const STICKY = 'sticky left-0 z-10'

export function DataTable<Row extends object>(props: DataTableProps<Row>) {
  const {
    columns,
    rows,
    rowId,
    caption,
    total,
    page,
    pageSize,
    sort = null,
    empty,
    arrowKeys = false,
    rowClass,
  } = props
  const pathname = usePathname()
  const params = new URLSearchParams(useSearchParams())
  const plan = useMemo(() => new Map(columns.map((column) => [column.id, column])), [columns])
  const defs = useMemo(() => {
    const helper = createColumnHelper<typeof features, Row>()
    return helper.columns(columns.map((column) => helper.display({ id: column.id })))
  }, [columns])
  const table = useTable({
    features,
    columns: defs,
    data: rows,
    rowCount: total,
    getRowId: rowId,
    manualPagination: true,
    manualSorting: true,
    state: { sorting: sort ? [sort] : [], pagination: { pageIndex: page - 1, pageSize } },
  })

  if (total === 0 && empty) return <>{empty}</>
  return (
    <div className="grid gap-2">
      <div
        className="scroll-hint relative max-h-[80dvh] overflow-auto border-y border-line print:max-h-none print:overflow-visible"
        tabIndex={0}
        role="region"
        aria-label={caption}
      >
        <table
          className="w-full border-separate border-spacing-0"
          onKeyDown={arrowKeys ? moveByArrow : undefined}
        >
          <caption className="sr-only">{caption}</caption>
          <thead>
            {table.getHeaderGroups().map((group) => (
              <tr key={group.id}>
                {group.headers.map((header) => {
                  const column = plan.get(header.column.id)
                  const content = column?.header
                  const sorted = sort?.id === header.column.id ? sort : null
                  return (
                    <th
                      key={header.id}
                      scope="col"
                      aria-sort={sorted ? (sorted.desc ? 'descending' : 'ascending') : undefined}
                      className={joinClasses(
                        'sticky top-0 h-row border-b border-line bg-well px-2 text-xs font-medium whitespace-nowrap text-dim',
                        ALIGN[column?.align ?? 'left'],
                        column?.rowHeader ? 'left-0 z-20' : 'z-10',
                        column?.wide && WIDE,
                      )}
                    >
                      {column?.sortable ? (
                        <SortLink
                          href={listHref(pathname, params, {
                            sort: { id: column.id, desc: sorted ? !sorted.desc : false },
                          })}
                          sorted={sorted}
                        >
                          {content}
                        </SortLink>
                      ) : (
                        content
                      )}
                    </th>
                  )
                })}
              </tr>
            ))}
          </thead>
          <tbody>
            {table.getRowModel().rows.map((row) => (
              <tr key={row.id} className={joinClasses('group', rowClass?.(row.original))}>
                {row.getAllCells().map((cell) => {
                  const column = plan.get(cell.column.id)
                  // Called, not rendered as a component: columns are made anew by each render of the page, and a
                  // cell that is taken down would close the dialog somebody is writing in.
                  const content = column?.cell(row.original)
                  const classes = joinClasses(
                    'h-row border-b border-line px-2 py-1 group-hover:bg-well',
                    ALIGN[column?.align ?? 'left'],
                    !column?.wrap && 'whitespace-nowrap',
                    column?.wide && WIDE,
                  )
                  return column?.rowHeader ? (
                    <th
                      key={cell.id}
                      scope="row"
                      className={joinClasses(classes, STICKY, 'bg-paper font-medium')}
                    >
                      {content}
                    </th>
                  ) : (
                    <td key={cell.id} className={classes}>
                      {content}
                    </td>
                  )
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <TablePager
        page={page}
        pageSize={pageSize}
        total={total}
        hrefOf={(to) => listHref(pathname, params, { page: to })}
      />
    </div>
  )
}

function SortLink({ href, sorted, children }: { href: string; sorted: Sort | null; children: ReactNode }) {
  const Icon = sorted ? (sorted.desc ? ChevronDown : ChevronUp) : ChevronsUpDown
  return (
    <Link
      href={href}
      scroll={false}
      prefetch={false}
      className="inline-flex items-center gap-1 text-ink hover:underline"
    >
      {children}
      <Icon aria-hidden="true" className={joinClasses('size-3', !sorted && 'text-dim')} />
    </Link>
  )
}
