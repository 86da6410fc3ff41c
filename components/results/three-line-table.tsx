import { Fragment, type ReactNode } from 'react'
import { joinClasses } from '@/components/ui/class-names'
import { keepWhole } from '@/lib/analysis/keep-whole'
import type { TableCell, TableLayout, TableLine } from '@/lib/analysis/layout-table'

interface ThreeLineTableProps {
  layout: TableLayout
  /** Id of the heading that says what the table holds. */
  labelledBy: string
  /** Stands beside the P of a row of the result, or of one group of it. */
  mark?: (row: number, group: number | undefined) => ReactNode
}

/**
 * The table as it prints: a line above, one under the head, one below. On a narrow screen every cell stands on a line of
 * its own behind the name of its column; the roles keep it a table for who hears it.
 */
export function ThreeLineTable({ layout, labelledBy, mark }: ThreeLineTableProps) {
  const { head, body } = layout
  return (
    <div
      role="region"
      aria-labelledby={labelledBy}
      tabIndex={0}
      className="scroll-hint relative overflow-x-auto"
    >
      <table
        role="table"
        aria-labelledby={labelledBy}
        className="w-full border-y-2 border-ink max-sm:block print:table"
      >
        <thead role="rowgroup" className="border-b border-ink max-sm:sr-only">
          <tr role="row">
            {head.cells.map((cell, at) => (
              <th
                key={at}
                role="columnheader"
                scope="col"
                className={joinClasses('px-1.5 py-2 align-bottom font-medium', alignOf(cell), holdOf(cell))}
              >
                <Runs cell={cell} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody role="rowgroup" className="max-sm:block">
          {body.map((line, at) => (
            <Line key={at} line={line} head={head} mark={mark} />
          ))}
        </tbody>
      </table>
    </div>
  )
}

/** Groups as rows: statistics and P stand in the last lines, one column a variable after group and n. */
const COLUMNS_BEFORE_ROWS = 2

interface LineProps {
  line: TableLine
  head: TableLine
  mark: ThreeLineTableProps['mark'] | undefined
}

function Line({ line, head, mark }: LineProps) {
  const last = line.cells.length - 1
  const isP = line.kind === 'statistic' && line.cells[0]?.runs[0]?.italic === true
  function markOf(at: number): ReactNode {
    const marked = line.kind === 'row' || line.group !== undefined
    if (marked && line.row !== undefined && at === last) return mark?.(line.row, line.group)
    return isP && at >= COLUMNS_BEFORE_ROWS ? mark?.(at - COLUMNS_BEFORE_ROWS, undefined) : null
  }
  return (
    <tr
      role="row"
      className={joinClasses(
        'max-sm:block max-sm:py-1',
        line.kind !== 'level' && 'max-sm:border-t max-sm:border-line',
      )}
    >
      {line.cells.map((cell, at) =>
        at === 0 ? (
          <th
            key={at}
            role="rowheader"
            scope="row"
            className={joinClasses(
              'px-1.5 py-1 text-left align-baseline font-normal max-sm:block sm:min-w-32',
              line.kind === 'level' ? 'pl-5 text-dim' : 'max-sm:font-medium',
            )}
          >
            <Runs cell={cell} />
          </th>
        ) : (
          <td
            key={at}
            role="cell"
            className={joinClasses(
              'px-1.5 py-1 align-baseline max-sm:py-0.5',
              isEmpty(cell) ? 'max-sm:hidden' : 'max-sm:flex max-sm:justify-between max-sm:gap-4 max-sm:pl-5',
              alignOf(cell),
              holdOf(cell),
            )}
          >
            <span aria-hidden="true" className="text-left text-xs text-dim sm:hidden">
              {head.cells[at] && <Runs cell={head.cells[at]} />}
            </span>
            <span>
              <Runs cell={cell} />
              {markOf(at)}
            </span>
          </td>
        ),
      )}
    </tr>
  )
}

function isEmpty({ runs }: TableCell): boolean {
  return runs.every(({ text }) => text === '')
}

const SHORT = 8

/** A short number and the mark behind it, or a short heading, stay on one line. */
function holdOf({ runs }: TableCell): string {
  return runs.reduce((sum, { text }) => sum + text.length, 0) <= SHORT ? 'whitespace-nowrap' : ''
}

function Runs({ cell }: { cell: TableCell }) {
  return (
    <>
      {cell.runs.map(({ text, italic }, at) =>
        italic ? <i key={at}>{text}</i> : <Words key={at} text={text} />,
      )}
      {cell.n !== undefined && (
        <span className="block text-xs text-dim">
          <i>n</i> = {cell.n}
        </span>
      )}
    </>
  )
}

const MEAN = 'x\u0304'

/** The font sets the bar of x̄ beside its letter: drawn, it stands above. */
function Words({ text }: { text: string }) {
  const [first = '', ...rest] = text.split(MEAN)
  return (
    <>
      {keepWhole(first)}
      {rest.map((part, at) => (
        <Fragment key={at}>
          <i className="overline">x</i>
          {keepWhole(part)}
        </Fragment>
      ))}
    </>
  )
}

function alignOf({ align }: TableCell): string {
  return align === 'left' ? 'text-left' : 'text-right'
}
