/**
 * What went in comes out: both cohorts are imported, extracted again as CSV, wide and long, and compared with the
 * files they came from, column by column, by value and by what is missing.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { daysBetween } from '@/lib/codebook/dates'
import { readCsv } from '@/lib/exchange/csv-read'
import { OVCF_PROTOCOL } from '@/lib/protocol/shipped/ovcf'
import { SNRB_PROTOCOL } from '@/lib/protocol/shipped/snrb'
import { runExtract } from '@/lib/tasks/extract'
import { importDemoCohort, readCohortFile, type CohortStudy } from '../support/cohort'
import { openRegistry, type Registry } from '../support/registry'

type Row = ReadonlyMap<string, string>
type Shape = 'wide' | 'long'

/** A row of an extract, its choices by key and by code. */
interface Extracted {
  readonly key: Row
  readonly code: Row
}

/** What stands in a column of the source, told from the extract. */
type Told = (row: Extracted, long: readonly Extracted[]) => string

const get = (row: Row, name: string): string => {
  const cell = row.get(name)
  if (cell === undefined) throw new Error(`the extract has no column ${name}`)
  return cell
}
/** The variable of that name; choices by their key. */
const key =
  (name: string): Told =>
  (row) =>
    get(row.key, name)
/** Choices by their code: the source counts yes as 1 and no as 0. */
const code =
  (name: string): Told =>
  (row) =>
    get(row.code, name)

const PROTOCOLS = { ovcf: OVCF_PROTOCOL, snrb: SNRB_PROTOCOL }

const visitNumber =
  (study: CohortStudy): Told =>
  (row) =>
    String(PROTOCOLS[study].visits.findIndex((visit) => visit.code === get(row.key, 'visit')))

/** Days from the operation on which the leak was found; without one, of the last visit. */
const eventDay: Told = (row, visits) => {
  const found = get(row.key, 'complication_cement_leakage_on')
  return found === ''
    ? String(Math.max(...visits.map((visit) => Number(get(visit.key, 'day')))))
    : String(daysBetween(get(row.key, 'index_operation_on'), found))
}

/** The last visit after the operation that had not found it yet; the operation itself when the first one did. */
const eventLowerDay: Told = (row, visits) => {
  if (get(row.key, 'complication_cement_leakage_on') === '') return eventDay(row, visits)
  const event = Number(eventDay(row, visits))
  const days = visits.map((visit) => Number(get(visit.key, 'day')))
  return String(Math.max(0, ...days.filter((day) => day < event)))
}

const fluoroPerLevel: Told = (row) => {
  const shots = Number(get(row.key, 'fluoro_total'))
  return String(Number((shots / Number(get(row.key, 'n_levels'))).toFixed(6)))
}

/** Asked with each index, the same at all visits in the source; the extract has it of each. */
const odiItems: Told = (_row, visits) => {
  const told = new Set(visits.map((visit) => get(visit.key, 'odi_items_answered')))
  return [...told].join(' ')
}

const same = (...names: readonly string[]) => Object.fromEntries(names.map((name) => [name, key(name)]))

/** Variables asked at several visits, `column_visit` in both. */
const atVisits = (column: string, variable: string, visits: readonly string[]) =>
  Object.fromEntries(visits.map((visit) => [`${column}_${visit}`, key(`${variable}_${visit}`)]))

const SIX = ['pre', 'd1', 'm1', 'm3', 'm6', 'm12']
const THREE = ['pre', 'd1', 'm12']

/** Column of the source file to what tells it. */
const MAP: Readonly<Record<CohortStudy, Readonly<Record<Shape, Readonly<Record<string, Told>>>>>> = {
  ovcf: {
    wide: {
      code: key('patient'),
      group: key('arm'),
      ...same('sex', 'age', 'course_y', 'bmd_g_cm2', 'site', 'type', 'levels', 'n_levels'),
      ...same('compression', 'endplate_intact', 'cement_ml', 'puncture_min', 'fluoro_total'),
      fluoro_per_level: fluoroPerLevel,
      surgery_date: key('index_operation_on'),
      leak: code('leak'),
      leak_visit: key('complication_cement_leakage_visit'),
      event_day: eventDay,
      event_lower_day: eventLowerDay,
      nerve_injury: code('nerve_injury'),
      bed_complication: code('bed_complication'),
      odi_items_answered: odiItems,
      ...atVisits('height_mm', 'height_mm', THREE),
      ...atVisits('ratio_pct', 'ratio_pct', THREE),
      ...atVisits('cobb_deg', 'cobb_deg', THREE),
      ...atVisits('vas', 'vas', SIX),
      ...atVisits('odi', 'odi', SIX),
    },
    long: {
      code: key('patient'),
      group: key('arm'),
      visit_no: visitNumber('ovcf'),
      visit_date: key('visit_on'),
      // A visit that did not take place has no row.
      attended: () => '1',
      ...same('visit', 'day', 'height_mm', 'ratio_pct', 'cobb_deg', 'vas', 'odi'),
    },
  },
  snrb: {
    wide: {
      code: key('patient'),
      group: key('arm'),
      ...same('sex', 'age', 'leg_pain_days', 'pfirrmann', 'segment', 'op_minutes', 'blood_loss_ml'),
      ...same('los_days', 'admission_date', 'discharge_date'),
      bmi: key('bmi_reported'),
      numbness: code('numbness'),
      weakness: code('weakness'),
      back_pain: code('back_pain'),
      hypertension: code('hypertension'),
      diabetes: code('diabetes'),
      snrb_date: key('block_date'),
      surgery_date: key('index_operation_on'),
      ...atVisits('vas', 'vas', ['adm', 'preop', 'd3', 'm3']),
      ...atVisits('joa', 'joa', ['adm', 'm3']),
      ...atVisits('odi', 'odi', ['adm', 'm3']),
      ...atVisits('sf36', 'sf36_total', ['adm', 'm3']),
      residual_lbp: code('complication_residual_back_pain'),
      recurrent_pain: code('complication_recurrent_pain'),
      relapse: code('complication_early_reherniation'),
      macnab: key('macnab_cn'),
    },
    long: {
      code: key('patient'),
      group: key('arm'),
      visit_no: visitNumber('snrb'),
      visit_date: key('visit_on'),
      sf36: key('sf36_total'),
      ...same('visit', 'vas', 'joa', 'odi'),
    },
  },
}

function toRows(bytes: Uint8Array): { header: readonly string[]; rows: Row[] } {
  const { header, rows } = readCsv(bytes)
  return { header, rows: rows.map((cells) => new Map(header.map((name, at) => [name, cells[at] ?? '']))) }
}

/** Numbers by value, the rest as written; an empty cell is missing and nothing else. */
function normalise(text: string): string {
  return /^-?\d+(\.\d+)?$/.test(text) ? String(Number(text)) : text
}

let registry: Registry

beforeAll(async () => {
  registry = await openRegistry()
  for (const study of ['ovcf', 'snrb'] as const) await importDemoCohort(registry.cli, study)
}, 240_000)
afterAll(() => registry.close())

/** The file as the desk of extracts and the command line hand it out, with codes and real dates. */
async function takeExtract(study: CohortStudy, shape: Shape): Promise<Extracted[]> {
  const read = async (choices: 'key' | 'code') => {
    const request = { shape, format: 'csv', choices, purpose: 'round trip' } as const
    const { stream } = await runExtract(registry.cli, study, request, { level: 'full', dates: 'real' })
    return toRows(new Uint8Array(await new Response(stream).arrayBuffer())).rows
  }
  const byCode = await read('code')
  return (await read('key')).map((row, at) => ({ key: row, code: byCode[at] ?? new Map() }))
}

interface Compared {
  /** Rows of either that the other has not. */
  readonly unmatched: readonly string[]
  readonly differences: readonly string[]
}

/** Lays the extract beside the source, row by row and column by column. */
async function compare(study: CohortStudy, shape: Shape, source: readonly Row[]): Promise<Compared> {
  const extracted = await takeExtract(study, shape)
  const long = shape === 'long' ? extracted : await takeExtract(study, 'long')
  const visitsOf = (patient = '') => long.filter((row) => row.key.get('patient') === patient)
  const place = (row: Row, patient: string) => `${row.get(patient)} ${row.get('visit') ?? ''}`.trim()
  const byPlace = new Map(extracted.map((row) => [place(row.key, 'patient'), row]))
  const unmatched = new Set(byPlace.keys())
  const differences: string[] = []
  for (const row of source) {
    const at = place(row, 'code')
    const found = byPlace.get(at)
    if (!found || !unmatched.delete(at)) unmatched.add(`${at} (source)`)
    if (!found) continue
    for (const [column, tell] of Object.entries(MAP[study][shape])) {
      const before = normalise(row.get(column) ?? '')
      const after = normalise(tell(found, visitsOf(row.get('code'))))
      if (before !== after) differences.push(`${at} ${column}: ${before} → ${after}`)
    }
  }
  return { unmatched: [...unmatched], differences }
}

const readSource = (study: CohortStudy, shape: Shape) => toRows(readCohortFile(`study-${study}-${shape}.csv`))

const tookPlace = (row: Row) => row.get('attended') !== '0'

describe.each<CohortStudy>(['ovcf', 'snrb'])('study %s', (study) => {
  it.each<Shape>(['wide', 'long'])('comes out as it went in, %s', async (shape) => {
    const { header, rows } = readSource(study, shape)
    expect(Object.keys(MAP[study][shape]).toSorted(), 'a column without a home, or one too many').toEqual(
      header.toSorted(),
    )
    const same = { unmatched: [], differences: [] }
    expect(await compare(study, shape, rows.filter(tookPlace))).toEqual(same)
  })

  it('loses nothing with the visits that did not take place', () => {
    for (const row of readSource(study, 'long').rows.filter((one) => !tookPlace(one))) {
      const kept = ['code', 'group', 'visit', 'visit_no', 'attended']
      expect([...row].filter(([column, cell]) => !kept.includes(column) && cell !== '')).toEqual([])
    }
  })
})

it('one value changed, one lost, one invented and one row too few are told', async () => {
  const { rows } = readSource('snrb', 'long')
  const change = (row: Row, column: string, cell: string) => new Map(row).set(column, cell)
  const changed = rows.slice(1).map((row, at) => {
    if (at === 0) return change(row, 'vas', '9.9')
    if (at === 1) return change(row, 'vas', '')
    return at === 3 ? change(row, 'visit_date', '2023-05-12') : row
  })
  const { unmatched, differences } = await compare('snrb', 'long', changed)
  expect(unmatched).toEqual(['SN-001 adm'])
  expect(differences).toEqual([
    'SN-001 preop vas: 9.9 → 3.5',
    'SN-001 d3 vas:  → 1.3',
    'SN-002 adm visit_date: 2023-05-12 → 2023-05-13',
  ])
})

it('events as the source reports them and as complications are the same patients', async () => {
  for (const row of await takeExtract('ovcf', 'wide')) {
    expect(get(row.code, 'complication_cement_leakage')).toBe(get(row.code, 'leak'))
  }
})
