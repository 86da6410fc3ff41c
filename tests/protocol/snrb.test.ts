/** The dates of the finished trial against its own schedule. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readCsv } from '@/lib/exchange/csv-read'
import { planVisits } from '@/lib/protocol/schedule'
import { SNRB_PROTOCOL } from '@/lib/protocol/shipped/snrb'

const ZONE = 'Asia/Shanghai'
const folder = join(import.meta.dirname, '../../prisma/demo')

function readRows(name: string): Record<string, string>[] {
  const { header, rows } = readCsv(readFileSync(join(folder, name)))
  return rows.map((cells) => Object.fromEntries(header.map((column, index) => [column, cells[index] ?? ''])))
}

const patients = readRows('study-snrb-wide.csv')
const visits = readRows('study-snrb-long.csv')

describe('the schedule of study snrb', () => {
  it('finds every visit of every patient in its own window and in no other', () => {
    for (const patient of patients) {
      const planned = planVisits(
        SNRB_PROTOCOL,
        {
          enrolment: { date: patient['admission_date'] ?? '' },
          index_operation: { date: patient['surgery_date'] ?? '' },
          discharge: patient['discharge_date'] ?? '',
        },
        ZONE,
      )
      for (const visit of visits.filter((row) => row['code'] === patient['code'])) {
        const day = visit['visit_date'] ?? ''
        const holding = planned.filter(
          ({ firstDay, lastDay }) =>
            firstDay !== null && lastDay !== null && firstDay <= day && day <= lastDay,
        )
        expect(holding.map(({ code }) => code)).toEqual([visit['visit']])
      }
    }
    expect(patients).toHaveLength(77)
    expect(visits).toHaveLength(4 * 77)
  })

  it('knows no visit but the admission before the operation has its date', () => {
    const planned = planVisits(SNRB_PROTOCOL, { enrolment: { date: '2023-05-12' } }, ZONE)
    expect(planned.filter(({ opens }) => opens !== null).map(({ code }) => code)).toEqual(['adm'])
  })
})
