/** Every value of the imported cohort passes as it stands in the file. Where each column goes: columns.test.ts. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { parseCell } from '@/lib/codebook/cell'
import { checkValues } from '@/lib/codebook/checks'
import { assessCompleteness } from '@/lib/codebook/completeness'
import type { ItemValue } from '@/lib/codebook/item'
import { readCsv } from '@/lib/exchange/csv-read'
import { getInstrument } from '@/lib/instruments/shelf'

const { header, rows } = readCsv(
  readFileSync(join(import.meta.dirname, '../../prisma/demo/study-ovcf-wide.csv')),
)

const VISITS = ['pre', 'd1', 'm1', 'm3', 'm6', 'm12']

function cellOf(row: readonly string[], column: string): string {
  return row[header.indexOf(column)] ?? ''
}

/** Values of an instrument in one row; `visit` picks the columns of that visit. */
function readValues(id: string, row: readonly string[], visit?: string): Record<string, ItemValue> {
  const values: Record<string, ItemValue> = {}
  for (const item of getInstrument(id).items) {
    const column = item.name === 'odi_items_answered' || !visit ? item.name : `${item.name}_${visit}`
    if (!header.includes(column)) continue
    const read = parseCell(item, cellOf(row, column))
    if (!read.ok) throw new Error(`${column}: ${cellOf(row, column)}: ${read.issue}`)
    if (read.value !== null) values[item.name] = read.value
  }
  return values
}

describe('the imported cohort', () => {
  it.each(['demographics', 'ovcf_baseline', 'operation', 'events_reported'])(
    '%s: 114 complete entries, no value refused or asked about',
    (id) => {
      const instrument = getInstrument(id)
      for (const row of rows) {
        const values = readValues(id, row)
        expect(checkValues(instrument, values)).toEqual({ hard: [], soft: [] })
        expect(assessCompleteness(instrument, values).lacking).toEqual([])
      }
      expect(rows).toHaveLength(114)
    },
  )

  it.each(['vas', 'odi_total', 'radiograph_totals'])('%s: every visit passes, jumps are few', (id) => {
    const instrument = getInstrument(id)
    let jumps = 0
    for (const row of rows) {
      let previous: Record<string, ItemValue> | undefined
      for (const visit of VISITS) {
        const values = readValues(id, row, visit)
        const { hard, soft } = checkValues(instrument, values, previous ? { previous } : {})
        expect(hard).toEqual([])
        expect(soft.filter(({ code }) => code !== 'jump')).toEqual([])
        jumps += soft.length
        previous = values
      }
    }
    expect(jumps).toBeLessThan(6)
  })

  it('keeps the codes that the paper counts', () => {
    const site = rows.map((row) => readValues('ovcf_baseline', row).site)
    expect([1, 2, 3].map((code) => site.filter((one) => one === code).length)).toEqual([64, 31, 19])
    const leak = rows.map((row) => readValues('events_reported', row).leak)
    expect(leak.filter((one) => one === 1)).toHaveLength(27)
  })
})
