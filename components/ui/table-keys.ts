import type { KeyboardEvent } from 'react'

const STEPS: Readonly<Record<string, readonly [row: number, column: number]>> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
}

/** Arrow keys go to the link or button of the neighbouring cell, over cells that have none; Enter then opens it. */
export function moveByArrow(event: KeyboardEvent<HTMLTableElement>): void {
  const step = STEPS[event.key]
  const cell = event.target instanceof Element ? event.target.closest<HTMLTableCellElement>('td, th') : null
  const row = cell?.closest('tr')
  if (!step || !cell || !row || event.ctrlKey || event.metaKey || event.altKey || isTextBox(event.target))
    return
  const rows = [...event.currentTarget.rows]
  let [rowIndex, column] = [rows.indexOf(row), cell.cellIndex]
  for (;;) {
    rowIndex += step[0]
    column += step[1]
    const next = rows[rowIndex]?.cells[column]
    if (!next) return
    const target = next.querySelector<HTMLElement>('a[href], button:not(:disabled)')
    if (target) {
      event.preventDefault()
      target.focus()
      return
    }
  }
}

function isTextBox(target: EventTarget): boolean {
  return (
    target instanceof HTMLInputElement ||
    target instanceof HTMLTextAreaElement ||
    target instanceof HTMLSelectElement
  )
}
