import { Fragment, type ReactNode } from 'react'
import { joinClasses } from '@/components/ui/class-names'
import type { TableCell, TableLayout, TableLine } from '@/lib/analysis/layout-table'

interface ThreeLineTableProps {
  layout: TableLayout
  /** Id of the heading that says what the table holds. */
  labelledBy: string
  /** Stands beside the P of a row of the result, or of one group of it. */
  mark?: (row: number, group: number | undefined) => ReactNode
}

/** The table as it prints: a line above, one under the head, one below. */
export function ThreeLineTable({ layout, labelledBy, mark }: ThreeLineTableProps) {
  const { head, body } = layout
  return (
    <div role="region" aria-labelledby={labelledBy} tabIndex={0} className="relative overflow-x-auto">
      <table aria-labelledby={labelledBy} className="w-full border-y-2 border-ink">
        <thead className="border-b border-ink">
          <tr>
            {head.cells.map((cell, at) => (
              <th
                key={at}
                scope="col"
                className={joinClasses('px-1.5 py-2 align-bottom font-medium', alignOf(cell))}
              >
                <Runs cell={cell} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {body.map((line, at) => (
            <Line key={at} line={line} mark={mark} />
          ))}
        </tbody>
      </table>
    </div>
  )
}

/** Groups as rows: statistics and P stand in the last lines, one column a variable after group and n. */
const COLUMNS_BEFORE_ROWS = 2

function Line({ line, mark }: { line: TableLine; mark: ThreeLineTableProps['mark'] | undefined }) {
  const last = line.cells.length - 1
  const isP = line.kind === 'statistic' && line.cells[0]?.runs[0]?.italic === true
  function markOf(at: number): ReactNode {
    const marked = line.kind === 'row' || line.group !== undefined
    if (marked && line.row !== undefined && at === last) return mark?.(line.row, line.group)
    return isP && at >= COLUMNS_BEFORE_ROWS ? mark?.(at - COLUMNS_BEFORE_ROWS, undefined) : null
  }
  return (
    <tr>
      {line.cells.map((cell, at) =>
        at === 0 ? (
          <th
            key={at}
            scope="row"
            className={joinClasses(
              'min-w-32 px-1.5 py-1 text-left align-baseline font-normal',
              line.kind === 'level' && 'pl-5 text-dim',
            )}
          >
            <Runs cell={cell} />
          </th>
        ) : (
          <td key={at} className={joinClasses('px-1.5 py-1 align-baseline', alignOf(cell))}>
            <Runs cell={cell} />
            {markOf(at)}
          </td>
        ),
      )}
    </tr>
  )
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

/** A line may break before an interval or a second P, never inside a number and its interval or around ±. */
function keepWhole(text: string): string {
  return text
    .replaceAll(/\([^()]*\)/g, (interval) => interval.replaceAll(' ', '\u00a0'))
    .replaceAll(/ (±|=) /g, '\u00a0$1\u00a0')
    .replace(/^ /, '\u00a0')
}

function alignOf({ align }: TableCell): string {
  return align === 'left' ? 'text-left' : 'text-right'
}
