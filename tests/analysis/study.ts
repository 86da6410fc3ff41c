import { readFileSync } from 'node:fs'
import type { Code, Measure } from '@/lib/codebook/item'
import { codeColumn, numberColumn, textColumn } from '@/lib/codebook/dataset-build'
import type { Column, Dataset } from '@/lib/codebook/dataset'
import { YES_NO } from '@/lib/codebook/yes-no'

export interface Choice {
  readonly keys: readonly string[]
  readonly measure?: Measure
  readonly instrument?: string
}

const EVENT: Choice = { keys: ['0', '1'], instrument: 'complication' }
const YES: Choice = { keys: ['0', '1'] }

/** Columns of the invented studies that are categories: keys as the files have them. */
const CHOICES: Record<string, Choice> = {
  group: { keys: ['obs', 'ctl', 'S', 'P'] },
  sex: { keys: ['M', 'F'] },
  site: { keys: ['lumbar', 'thoracolumbar', 'multi'] },
  type: { keys: ['wedge', 'flat', 'biconcave'] },
  compression: { keys: ['mild', 'moderate', 'severe'], measure: 'ordinal' },
  endplate_intact: { keys: ['yes', 'no'] },
  leak: EVENT,
  nerve_injury: EVENT,
  pfirrmann: { keys: ['I', 'II', 'III', 'IV', 'V'], measure: 'ordinal' },
  segment: { keys: ['L2-3', 'L3-4', 'L4-5', 'L5-S1'] },
  numbness: YES,
  weakness: YES,
  back_pain: YES,
  hypertension: YES,
  diabetes: YES,
  residual_lbp: EVENT,
  recurrent_pain: EVENT,
  relapse: EVENT,
  macnab: { keys: ['excellent', 'good', 'fair', 'poor'], measure: 'ordinal' },
}

/** The invented patients of `ovcf` (114) or `snrb` (77), one row a patient, columns named as in the demo's file. */
export function readStudy(study: 'ovcf' | 'snrb' = 'ovcf'): Dataset {
  const file = new URL(`../../prisma/demo/study-${study}-wide.csv`, import.meta.url)
  const text = readFileSync(file, 'utf8')
  const [header = [], ...rows] = text
    .trim()
    .split(/\r?\n/)
    .map((line) => line.split(','))
  const columnsByName = Object.fromEntries(header.map((name, i) => [name, rows.map((row) => row[i] ?? '')]))
  const { code = [], ...rest } = columnsByName
  const columns = Object.entries(rest).flatMap(([name, cells]) => {
    const choice = CHOICES[name]
    if (choice) return [choiceColumn(name, cells, choice)]
    return cells.some((cell) => cell !== '' && Number.isNaN(Number(cell))) ? [] : [numbers(name, cells)]
  })
  return datasetOf(code, columns)
}

export function datasetOf(patients: readonly string[], columns: readonly Column[]): Dataset {
  const label = { zh: '编号', en: 'Code' }
  const key = textColumn({ name: 'patient', label, measure: 'nominal' }, patients)
  return { grain: 'patient', rows: patients.length, keys: [key], columns }
}

export function numbers(
  name: string,
  cells: readonly (string | number | null)[],
  measure: Measure = 'scale',
): Column {
  const decimals = Math.max(0, ...cells.map((cell) => String(cell ?? '').split('.')[1]?.length ?? 0))
  const values = cells.map((cell) => (cell === '' || cell === null ? null : Number(cell)))
  return numberColumn({ name, label: { zh: `${name}（中）`, en: name }, measure, decimals }, values)
}

/** Files write 1 and 0 where the registry has yes and no. */
export function choiceColumn(name: string, cells: readonly (string | null)[], choice: Choice): Column {
  const { keys, measure = 'nominal', instrument } = choice
  const yesNo = keys.join() === '0,1'
  const codes: readonly Code[] = yesNo
    ? YES_NO
    : keys.map((key, i) => ({ code: i + 1, key, label: { zh: `${key}（中）`, en: key } }))
  const values = cells.map((cell) => {
    const at = keys.indexOf(cell ?? '')
    return at < 0 ? null : yesNo ? at : at + 1
  })
  const origin = instrument === undefined ? {} : { origin: { instrument, version: 1, item: name } }
  return codeColumn({ name, label: { zh: `${name}（中）`, en: name }, measure, codes, ...origin }, values)
}
