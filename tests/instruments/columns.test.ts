/**
 * Every column of the two studies' files has its item, or is derived from rows that are not entries. The list of
 * columns is the studies' own (data/columns.csv); a column without a home fails.
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { findCode } from '@/lib/codebook/cell'
import { checkValues } from '@/lib/codebook/checks'
import { assessCompleteness } from '@/lib/codebook/completeness'
import { readCsv } from '@/lib/exchange/csv-read'
import { getInstrument } from '@/lib/instruments/shelf'
import type { Protocol } from '@/lib/protocol/protocol'
import { OVCF_PROTOCOL } from '@/lib/protocol/shipped/ovcf'
import { SNRB_PROTOCOL } from '@/lib/protocol/shipped/snrb'
import { parseMapping } from '@/lib/tasks/import/mapping'
import { readCohort } from '@/lib/tasks/import/read-cohort'

type Study = 'ovcf' | 'snrb'

/** Column (as listed, `{visit}` for the visits) to instrument.item. */
const HOMES: Readonly<Record<Study, Readonly<Record<string, string>>>> = {
  ovcf: {
    sex: 'demographics.sex',
    age: 'demographics.age',
    course_y: 'ovcf_baseline.course_y',
    bmd_g_cm2: 'ovcf_baseline.bmd_g_cm2',
    site: 'ovcf_baseline.site',
    type: 'ovcf_baseline.type',
    compression: 'ovcf_baseline.compression',
    endplate_intact: 'ovcf_baseline.endplate_intact',
    cement_ml: 'operation.cement_ml',
    puncture_min: 'operation.puncture_min',
    fluoro_total: 'operation.fluoro_total',
    odi_items_answered: 'odi_total.odi_items_answered',
    leak: 'events_reported.leak',
    nerve_injury: 'events_reported.nerve_injury',
    bed_complication: 'events_reported.bed_complication',
    'height_mm_{visit}': 'radiograph_totals.height_mm',
    'ratio_pct_{visit}': 'radiograph_totals.ratio_pct',
    'cobb_deg_{visit}': 'radiograph_totals.cobb_deg',
    'vas_{visit}': 'vas.vas',
    'odi_{visit}': 'odi_total.odi',
  },
  snrb: {
    sex: 'demographics.sex',
    age: 'demographics.age',
    hypertension: 'demographics.hypertension',
    diabetes: 'demographics.diabetes',
    bmi: 'ldh_baseline.bmi_reported',
    leg_pain_days: 'ldh_baseline.leg_pain_days',
    segment: 'ldh_baseline.segment',
    pfirrmann: 'pfirrmann.pfirrmann',
    numbness: 'symptoms.numbness',
    weakness: 'symptoms.weakness',
    back_pain: 'symptoms.back_pain',
    op_minutes: 'hospital_stay.op_minutes',
    blood_loss_ml: 'hospital_stay.blood_loss_ml',
    los_days: 'hospital_stay.los_days',
    admission_date: 'hospital_stay.admission_date',
    snrb_date: 'block.block_date',
    discharge_date: 'discharge.discharge_date',
    macnab: 'macnab_cn.macnab_cn',
    'vas_{visit}': 'vas.vas',
    'joa_{visit}': 'joa_total.joa',
    'odi_{visit}': 'odi_total.odi',
    'sf36_{visit}': 'sf36_total.sf36_total',
  },
}

/** Columns of rows that are no entries, and what they follow from. */
const DERIVED: Readonly<Record<Study, Readonly<Record<string, string>>>> = {
  ovcf: {
    code: 'enrolment',
    group: 'enrolment: arm',
    surgery_date: 'operation: date',
    levels: 'operation: levels',
    n_levels: 'operation: number of levels',
    fluoro_per_level: 'fluoro_total ÷ number of levels',

    leak_visit: 'complication: visit',
    event_day: 'complication: detected − operation; without one the last visit',
    event_lower_day: 'last visit done before it',
  },
  snrb: {
    code: 'enrolment',
    group: 'enrolment: arm',
    surgery_date: 'operation: date',
    residual_lbp: 'complication residual_back_pain',
    recurrent_pain: 'complication recurrent_pain',
    relapse: 'complication early_reherniation',
  },
}

/** Columns of the long files, a row a visit. */
const LONG = 'visit visit_no day visit_date attended'

const PROTOCOLS: Readonly<Record<Study, Protocol>> = { ovcf: OVCF_PROTOCOL, snrb: SNRB_PROTOCOL }
const demo = join(import.meta.dirname, '../../prisma/demo')
const listed = readCsv(readFileSync(join(import.meta.dirname, 'data/columns.csv'))).rows

function readTable(name: string) {
  return readCsv(readFileSync(join(demo, name)))
}

/** The columns of a study as listed: several in one line, and `vas_{pre|d1}` as `vas_{visit}` with its visits. */
function listColumns(study: Study): { column: string; visits: readonly string[] }[] {
  return listed
    .filter(([name]) => name === study)
    .flatMap(([, columns = '']) => columns.split(' '))
    .map((text) => {
      const visits = /\{(.+)\}/.exec(text)?.[1]?.split('|') ?? []
      return { column: text.replace(/\{.+\}/, '{visit}'), visits }
    })
}

function readMapping(study: Study) {
  return parseMapping(JSON.parse(readFileSync(join(demo, `${study}.mapping.json`), 'utf8')))
}

function readStudy(study: Study) {
  const sheet = (shape: string) => {
    const name = `study-${study}-${shape}.csv`
    return { name, table: readTable(name) }
  }
  return readCohort(sheet('wide'), sheet('long'), readMapping(study), PROTOCOLS[study])
}

describe.each<Study>(['ovcf', 'snrb'])('columns of study %s', (study) => {
  it('all have an item or a derivation, and nothing else is listed here', () => {
    const columns = listColumns(study).map(({ column }) => column)
    expect(columns.toSorted()).toEqual(
      [...Object.keys(HOMES[study]), ...Object.keys(DERIVED[study])].toSorted(),
    )
    const long = listed.filter(([name]) => name === `${study}-long`).map(([, names]) => names)
    expect(long).toEqual(study === 'ovcf' ? [LONG] : [])
  })

  it('are the columns of the file', () => {
    const { header } = readTable(`study-${study}-wide.csv`)
    const expanded = listColumns(study).flatMap(({ column, visits }) =>
      visits.length === 0 ? [column] : visits.map((visit) => column.replace('{visit}', visit)),
    )
    expect(header.toSorted()).toEqual(expanded.toSorted())
  })

  it('have homes that exist, are asked by the protocol at those visits, and are filled by the mapping', () => {
    const { visits, operationInstruments } = PROTOCOLS[study]
    const { entries } = readMapping(study)
    for (const { column, visits: measured } of listColumns(study)) {
      const home = HOMES[study][column]
      if (home === undefined) continue
      const [id = '', name] = home.split('.')
      const item = getInstrument(id).items.find((one) => one.name === name)
      expect(item && item.kind !== 'calculated', home).toBe(true)
      const asking = visits.filter(({ instruments }) => instruments.some((one) => one.id === id))
      const atOperation = operationInstruments.some((one) => one.id === id)
      expect(atOperation || asking.length > 0, home).toBe(true)
      expect(asking.map(({ code }) => code)).toEqual(expect.arrayContaining([...measured]))
      const mapped = entries.filter((entry) => entry.items[name ?? ''] === column && entry.instrument === id)
      expect(
        mapped.map((entry) => (measured.length > 0 ? entry.visits : [])),
        home,
      ).toEqual([measured])
    }
  })

  it('are read by the mapping without a refusal, a value in each filled cell', () => {
    const table = readTable(`study-${study}-wide.csv`)
    const patients = readStudy(study)
    expect(patients).toHaveLength(study === 'ovcf' ? 114 : 77)
    for (const { column, visits } of listColumns(study)) {
      const [id, name] = (HOMES[study][column] ?? '').split('.')
      if (id === undefined || name === undefined) continue
      const item = getInstrument(id).items.find((one) => one.name === name)
      for (const visit of visits.length > 0 ? visits : [null]) {
        const place = table.header.indexOf(column.replace('{visit}', visit ?? ''))
        for (const [row, patient] of patients.entries()) {
          const cell = table.rows[row]?.[place] ?? ''
          const entry = patient.entries.find(
            (one) => one.instrument === id && (visit ?? one.visit) === one.visit,
          )
          const value = entry?.values[name]
          const expected = cell === '' ? undefined : ((item && findCode(item, cell)) ?? cell)
          expect(value === undefined ? value : String(value), `${column} ${patient.code}`).toBe(
            expected === undefined ? undefined : String(expected),
          )
        }
      }
    }
  })
})

describe('study snrb as imported', () => {
  const patients = readStudy('snrb')

  it('has 308 visits, 38 blocks in arm S alone, and one disc each', () => {
    expect(patients.reduce((sum, { visits }) => sum + visits.size, 0)).toBe(308)
    const blocked = patients.filter(({ entries }) => entries.some(({ instrument }) => instrument === 'block'))
    expect(blocked.map(({ arm }) => arm)).toEqual(Array.from({ length: 38 }, () => 'S'))
    expect(patients.filter(({ arm }) => arm === 'P')).toHaveLength(39)
    for (const { levels } of patients) expect(levels).toHaveLength(1)
  })

  it('refuses no value and asks about few', () => {
    let asked = 0
    for (const { entries } of patients) {
      for (const { instrument, values } of entries) {
        const { hard, soft } = checkValues(getInstrument(instrument), values)
        expect(hard).toEqual([])
        asked += soft.length
      }
    }
    expect(asked).toBe(0)
  })

  it('is complete but for what the source does not tell of block and operation', () => {
    const lacking = patients.flatMap(({ entries }) =>
      entries.flatMap(({ instrument, values }) =>
        assessCompleteness(getInstrument(instrument), values).lacking.map((name) => `${instrument}.${name}`),
      ),
    )
    expect([...new Set(lacking)].toSorted()).toEqual([
      'block.block_adverse',
      'block.block_level',
      'block.block_side',
      'peld_record.conservative_weeks',
      'peld_record.discharge_mri_finding',
      'peld_record.modic',
    ])
  })

  it('keeps the complications that the paper counts: 1 and 7, 3 and 11, 4 and 3', () => {
    const count = (arm: string, type: string) =>
      patients.filter((one) => one.arm === arm && one.complications.some((found) => found.type === type))
        .length
    const types = ['residual_back_pain', 'recurrent_pain', 'early_reherniation']
    expect(types.map((type) => [count('S', type), count('P', type)])).toEqual([
      [1, 7],
      [3, 11],
      [4, 3],
    ])
  })
})
