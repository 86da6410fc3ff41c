import { IN_WINDOW } from '@/lib/analysis/sample'
import type { Dataset } from '@/lib/codebook/dataset'
import { codeColumn, columnName, findColumn } from '@/lib/codebook/dataset-build'
import { YES_NO } from '@/lib/codebook/yes-no'
import type { Protocol } from '@/lib/protocol/protocol'

interface DayWindow {
  readonly code: string
  readonly from: number
  readonly to: number
}

/** Visits whose window can be judged from days since the operation: de-identified data hold no time of day. */
export function listDayWindows({ visits }: Protocol): DayWindow[] {
  return visits.flatMap(({ code, anchor, window }) => {
    const days = window.unit === 'days' ? window : window.days
    return anchor === 'index_operation' && days ? [{ code, from: days.from, to: days.to }] : []
  })
}

/** The patients' table with one more column a visit: held within its window, outside it, or not held. */
export function addWindows(patients: Dataset, visits: Dataset, protocol: Protocol): Dataset {
  const [patient] = patients.keys
  const [who, code] = visits.keys
  const day = findColumn(visits, 'day')
  const days = new Map<string, number>()
  for (let at = 0; at < visits.rows; at += 1) {
    const value = day.values[at]
    if (typeof value === 'number') days.set(`${who?.values[at] ?? ''}|${code?.values[at] ?? ''}`, value)
  }
  const columns = listDayWindows(protocol).map((window) =>
    codeColumn(
      {
        name: columnName(IN_WINDOW, { visit: window.code }),
        label: { zh: '在时间窗内', en: 'Held within its window' },
        measure: 'nominal',
        codes: YES_NO,
        visit: window.code,
      },
      Array.from({ length: patients.rows }, (_, at) => {
        const held = days.get(`${patient?.values[at] ?? ''}|${window.code}`) ?? NaN
        return Number.isNaN(held) ? null : Number(held >= window.from && held <= window.to)
      }),
    ),
  )
  return { ...patients, columns: [...patients.columns, ...columns] }
}
