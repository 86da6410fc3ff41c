import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Dataset, Grain } from '@/lib/codebook/dataset'
import { findColumn } from '@/lib/codebook/dataset-build'
import { daysBetween } from '@/lib/codebook/dates'
import type { Call } from '@/lib/records/call'
import { coarsen } from '@/lib/records/data/coarsen'
import { getCodebook } from '@/lib/records/data/codebook'
import { extractDataset } from '@/lib/records/data/extract'
import type { DateProfile, Level } from '@/lib/records/data/study-data'
import { endEnrolment } from '@/lib/records/enrolments/end-enrolment'
import { makePatient, saveForm, type MadePatient } from '../support/patient'
import { daysAgo, openRegistry, TODAY, type Registry } from '../support/registry'

let registry: Registry
let researcher: Call
let nurse: Call
const patients: MadePatient[] = []
/** Study code to research number; only the test looks at both. */
const numbers = new Map<string, string>()

beforeAll(async () => {
  registry = await openRegistry()
  researcher = await registry.callAs('researcher')
  nurse = await registry.callAs('nurse')
  for (const operatedDaysAgo of [40, 35, 30, 25, 20]) {
    const patient = await makePatient(nurse, { operatedDaysAgo })
    const discharge = { discharge_date: daysAgo(operatedDaysAgo - 4) }
    await saveForm(
      nurse,
      patient,
      'pre',
      'demographics',
      { sex: 1, age: 60 + operatedDaysAgo },
      {
        doneDaysAgo: operatedDaysAgo,
      },
    )
    await saveForm(nurse, patient, 'd1', 'pain', { vas_back_rest: 3 }, { doneDaysAgo: operatedDaysAgo - 1 })
    await saveForm(nurse, patient, 'd3', 'discharge', discharge, { doneDaysAgo: operatedDaysAgo - 3 })
    patients.push(patient)
  }
  const rows = await registry.asSuper<{ code: string; number: string }>(
    'select code, research_id as number from enrolment',
  )
  for (const { code, number } of rows) numbers.set(code, number)
})
afterAll(() => registry.close())

const take = (dates: DateProfile, grain: Grain = 'patient') =>
  extractDataset(researcher, 'extract.run', 'live', grain, { level: 'deidentified', dates })
const takeCoded = (level: Level, grain: Grain = 'patient') =>
  extractDataset(registry.cli, 'extract.run_coded', 'live', grain, { level, dates: 'real' })

const DATES = ['enrolled_on', 'index_operation_on', 'discharge_date', 'visit_on_d1', 'visit_on_d3']

/** The dates of each patient, by the key of the data set. */
function readDates(data: Dataset): Map<string, (string | null)[]> {
  const columns = DATES.map((name) => findColumn(data, name).values as readonly (string | null)[])
  const keys = findColumn(data, 'patient').values as readonly (string | null)[]
  return new Map(keys.map((key, row) => [key ?? '', columns.map((values) => values[row] ?? null)]))
}

function namesOf(data: Dataset): string[] {
  return data.columns.map(({ variable }) => variable.name)
}

describe('dates as they are', () => {
  it('leave with the study code for the command line', async () => {
    const dates = readDates(await takeCoded('no-identifiers'))
    const [first] = patients
    expect(dates.get(first?.code ?? '')).toEqual([41, 40, 36, 39, 37].map(daysAgo))
    expect(dates.size).toBe(5)
  })

  it('leave for nobody who signs in, nor under another verb', async () => {
    const scope = { level: 'no-identifiers', dates: 'real' } as const
    for (const username of ['researcher', 'clinician', 'nurse', 'admin']) {
      const call = await registry.callAs(username)
      await expect(
        extractDataset(call, 'extract.run_coded', 'live', 'patient', scope),
        username,
      ).rejects.toMatchObject({
        code: 'forbidden',
      })
    }
    await expect(extractDataset(researcher, 'extract.run', 'live', 'patient', scope)).rejects.toMatchObject({
      code: 'forbidden',
    })
    await expect(take('real')).rejects.toMatchObject({ code: 'forbidden' })
  })
})

describe('moved dates', () => {
  it('keep every interval of a patient, are never the real ones, and move each patient by days of its own', async () => {
    const real = readDates(await takeCoded('no-identifiers'))
    const moved = readDates(await take('shifted'))
    const shifts = [...real].map(([code, dates]) => {
      const shifted = moved.get(numbers.get(code) ?? '') ?? []
      const by = dates.map((date, index) => daysBetween(shifted[index] ?? '', date ?? ''))
      expect(new Set(by).size, code).toBe(1)
      return by[0] ?? 0
    })
    expect(shifts).toHaveLength(5)
    for (const shift of shifts) {
      expect(shift).toBeGreaterThanOrEqual(1)
      expect(shift).toBeLessThanOrEqual(365)
    }
    expect(new Set(shifts).size).toBeGreaterThan(1)
  })

  it('are moved alike in every extract and grain', async () => {
    const [once, again] = [await take('shifted'), await take('shifted')]
    expect(readDates(again)).toEqual(readDates(once))
    const long = await take('shifted', 'visit')
    const keys = findColumn(long, 'patient').values
    const visits = findColumn(long, 'visit').values
    const dates = findColumn(long, 'visit_on').values
    const wide = readDates(once)
    for (let row = 0; row < long.rows; row += 1) {
      if (visits[row] === 'd3') expect(dates[row]).toBe(wide.get(String(keys[row]))?.[4])
    }
  })

  it('rest on a number that neither the application nor a researcher can read', async () => {
    const refused = { code: '42501' }
    await expect(registry.asApp('select * from date_shift')).rejects.toMatchObject(refused)
    await expect(registry.asApp('insert into date_shift select gen_random_uuid(), 1')).rejects.toMatchObject(
      refused,
    )
    const trail = await registry.asSuper(`select 1 from trail where table_name = 'date_shift'`)
    expect(trail).toEqual([])
    const [row] = await registry.asSuper<{ n: number }>('select count(*)::int as n from date_shift')
    expect(row?.n).toBe(5)
  })

  it.each([
    ['2026-03-05', 10, '2026-02-23'],
    ['2024-03-01', 1, '2024-02-29'],
    ['2026-03', 31, '2026-02'],
    ['2026', 365, '2025'],
    ['2026-02-31', 1, '2026-03-02'],
    ['no date', 1, null],
  ])('%s, %i days earlier, is %s', async (value, days, expected) => {
    const [row] = await registry.asSuper<{ moved: string }>('select deid.shift($1, $2) as moved', [
      value,
      days,
    ])
    expect(row?.moved).toBe(expected)
  })
})

describe('the other forms of dates', () => {
  it('months have lost their day', async () => {
    const months = readDates(await take('months'))
    const [first] = patients
    const own = [41, 40, 36, 39, 37].map((days) => daysAgo(days).slice(0, 7))
    expect(months.get(numbers.get(first?.code ?? '') ?? '')).toEqual(own)
  })

  it('days count from the index operation, in forms too', async () => {
    const data = await take('days')
    const row = findColumn(data, 'patient').values.indexOf(numbers.get(patients[0]?.code ?? '') as never)
    const at = (name: string) => findColumn(data, name).values[row]
    expect(['enrolled_day', 'discharge_date_day', 'visit_day_d1', 'visit_day_d3'].map(at)).toEqual([
      -1, 4, 1, 3,
    ])
    expect(namesOf(data).filter((name) => name.endsWith('_on') || name.endsWith('_date'))).toEqual([])
  })

  it('a comparison gets none of them', async () => {
    const data = await extractDataset(researcher, 'comparison.run', 'live', 'patient')
    expect(namesOf(data).filter((name) => /_(on|day|date)(_|$)/.test(name))).toEqual([])
  })
})

describe('what only few have', () => {
  it('ages of 90 and more leave as 90; a comparison and the coded levels keep them', async () => {
    const ages = async (data: Promise<Dataset>) =>
      [...findColumn(await data, 'age').values].map(Number).sort()
    expect(await ages(take('days'))).toEqual([80, 85, 90, 90, 90])
    expect(await ages(takeCoded('no-identifiers'))).toEqual([100, 80, 85, 90, 95].sort())
    expect(await ages(extractDataset(researcher, 'comparison.run', 'live', 'patient'))).toContain(100)
  })

  it.each([
    { counts: { A: 9, B: 5 }, told: ['A', 'B'] },
    { counts: { A: 9, B: 6, C: 2, D: 3 }, told: ['A', 'B', 'other'] },
    { counts: { A: 9, B: 6, C: 2 }, told: ['A', 'other'] },
    { counts: { A: 3 }, told: ['A'] },
  ])('small sites are told apart by nobody: $counts', ({ counts, told }) => {
    const sites = Object.entries(counts)
    const codes = sites.map(([key], index) => ({ code: index + 1, key, label: { zh: key, en: key } }))
    const values = sites.flatMap(([, count], index) => Array.from({ length: count }, () => index + 1))
    const label = { zh: '', en: '' }
    const data = coarsen({
      grain: 'patient',
      rows: values.length,
      keys: [
        {
          kind: 'text',
          variable: { name: 'patient', label, measure: 'nominal' },
          values: values.map((_, row) => `P${row}`),
        },
      ],
      columns: [
        {
          kind: 'code',
          variable: { name: 'site_code', label, measure: 'nominal', codes },
          values: Int32Array.from(values),
        },
      ],
    })
    const column = findColumn(data, 'site_code')
    const keys = column.variable.codes?.map(({ key }) => key)
    expect(keys).toEqual(told)
    for (const code of column.variable.codes ?? []) {
      const size = [...column.values].filter((value) => value === code.code).length
      if (told.length > 1) expect(size).toBeGreaterThanOrEqual(5)
    }
  })
})

it('a death known by its month keeps that precision, and its cause in words stays', async () => {
  const dead = patients.at(-1)
  const month = TODAY.slice(0, 7)
  const death = { source: 'family', relation: 'disease', cause: '张医生说是肺炎' } as const
  const [{ version } = { version: 0 }] = await registry.asSuper<{ version: number }>(
    'select version from enrolment where id = $1',
    [dead?.enrolmentId],
  )
  await endEnrolment(nurse, 'live', dead?.enrolmentId ?? '', {
    ...{ version, endedOn: month, reason: 'died', note: null, death },
  })
  const at = (data: Dataset, key: string | undefined, name: string) =>
    findColumn(data, name).values[findColumn(data, 'patient').values.indexOf(key as never)]
  const coded = await takeCoded('full')
  expect(at(coded, dead?.code, 'died_on')).toBe(month)
  const number = numbers.get(dead?.code ?? '')
  const moved = await take('shifted')
  expect(at(moved, number, 'died_on')).toMatch(/^\d{4}-\d{2}$/)
  expect(at(await take('months'), number, 'died_on')).toBe(month)
  expect(at(await take('days'), number, 'died_day')).toBeNaN()
  for (const data of [coded, moved]) {
    const cells = data.columns.flatMap(({ variable, values }) => [variable.name, ...values])
    expect(cells.join()).not.toContain('肺炎')
  }
})

it('the codebook names the columns that an extract has', async () => {
  const { columns } = await getCodebook(researcher, 'live')
  for (const [shape, grain] of [
    ['wide', 'patient'],
    ['long', 'visit'],
  ] as const) {
    // No form by level was filled in, so an extract has no column of one yet.
    const told = Object.values(columns)
      .flatMap((names) => names[shape])
      .filter((name) => !name.endsWith('_t12'))
    const own = (await take('shifted', grain)).columns.flatMap(({ variable: { name, origin } }) =>
      origin ? [name] : [],
    )
    expect(told.sort()).toEqual(own.sort())
    expect(told.length).toBeGreaterThan(40)
  }
  expect(columns['leakage@1 leak']?.wide).toContain('leak_t12')
  expect(columns['leakage@1 leak_symptoms']).toBeUndefined()
})
