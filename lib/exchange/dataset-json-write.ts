import type { Dataset } from '@/lib/codebook/dataset'
import { layTable, type TableColumn, type TableOptions } from './table'

export const DATASET_JSON_TYPE = 'application/json'

const CHUNK = 65_536

export interface DatasetJsonOptions extends TableOptions {
  readonly study: string
  /** Of the table: "wide", "long", "level", "operation". */
  readonly name: string
  readonly title: string
  readonly language: 'zh' | 'en'
  /** Stands in the file as the time it was made, in UTC. */
  readonly now: Date
}

/**
 * A data set as CDISC Dataset-JSON 1.1: what its columns are, then its rows as arrays. Codes are integers, measured
 * numbers doubles, full dates dates and text strings; nothing is null, and missing values are as `options.missing`
 * says. Chunks as they come; the same data set and `now` are the same text.
 *
 * Source: CDISC, "Dataset-JSON v1.1" (2024), user guide and schema.
 */
export function* writeDatasetJson(dataset: Dataset, options: DatasetJsonOptions): Generator<string> {
  const { study, name, title, language, now } = options
  const columns = layTable(dataset, options)
  const variables = new Map(
    [...dataset.keys, ...dataset.columns].map(({ variable }) => [variable.name, variable]),
  )
  const codes = new Set(
    dataset.columns.filter(({ kind }) => kind === 'code').map(({ variable }) => variable.name),
  )
  const keys = dataset.keys.map(({ variable }) => variable.name)
  const described = columns.map((column) => {
    const { name: own } = column
    const key = keys.indexOf(own)
    return {
      itemOID: `IT.${name}.${own}`,
      name: own,
      label: variables.get(own)?.label[language] ?? own,
      ...describeType(column, codes.has(own), dataset.rows),
      ...(key < 0 ? {} : { keySequence: key + 1 }),
    }
  })
  const head = {
    datasetJSONCreationDateTime: now.toISOString().replace(/\.\d+Z$/, 'Z'),
    datasetJSONVersion: '1.1.0',
    originator: 'Suivi',
    sourceSystem: { name: 'Suivi', version: '1' },
    studyOID: `S.${study}`,
    itemGroupOID: `IG.${name}`,
    records: dataset.rows,
    name,
    label: title,
    columns: described,
  }
  let text = `${JSON.stringify(head).slice(0, -1)},"rows":[`
  for (let row = 0; row < dataset.rows; row += 1) {
    text += `${row === 0 ? '' : ',\n'}${JSON.stringify(columns.map(({ read }) => read(row)))}`
    if (text.length < CHUNK) continue
    yield text
    text = ''
  }
  yield `${text}]}\n`
}

function describeType({ kind, read }: TableColumn, isCode: boolean, rows: number) {
  if (kind === 'number') return { dataType: isCode ? 'integer' : 'double' }
  let length = 1
  let days = kind === 'date'
  for (let row = 0; row < rows; row += 1) {
    const cell = read(row)
    if (cell === null) continue
    const text = String(cell)
    length = Math.max(length, text.length)
    if (text.length !== 10) days = false
  }
  return days ? { dataType: 'date' } : { dataType: 'string', length }
}
