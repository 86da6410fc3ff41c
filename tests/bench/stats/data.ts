import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/** Columns of one file of the performance data: numbers (NaN missing) or text. */
export type Frame = { n: number; numbers: Record<string, Float64Array>; text: Record<string, string[]> }

export function readFrame(dir: string, file: string): Frame {
  const [head, ...lines] = readFileSync(join(dir, file), 'utf8').trimEnd().split('\n')
  const names = head!.split(',')
  const cells = lines.map((line) => line.split(','))
  const frame: Frame = { n: lines.length, numbers: {}, text: {} }
  names.forEach((name, j) => {
    if (/^(group$|k\d)/.test(name)) frame.text[name] = cells.map((row) => row[j]!)
    else frame.numbers[name] = Float64Array.from(cells, (row) => (row[j] ? Number(row[j]) : Number.NaN))
  })
  return frame
}

export function readTables(dir: string): Record<string, number[][]> {
  return JSON.parse(readFileSync(join(dir, 'rxc.json'), 'utf8')) as Record<string, number[][]>
}
