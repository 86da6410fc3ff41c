import { compareGroups } from '@/lib/analysis/compare'
import type { Plan } from '@/lib/analysis/plan'
import { columnsOfPlan, writeRScript } from '@/lib/analysis/r-script'
import { writeSpssScript } from '@/lib/analysis/spss-script'
import { hashDataset } from '@/lib/codebook/canonical'
import { writeCsv } from '@/lib/exchange/csv-write'
import { writeSav } from '@/lib/exchange/sav-write'
import { writeZip } from '@/lib/exchange/zip-write'
import { extractAll } from '@/lib/records/data/extract'
import { recordExtract } from '@/lib/records/data/receipts'
import { getProtocol } from '@/lib/records/studies/studies'
import type { Call } from '@/lib/records/call'
import { createHash } from 'node:crypto'
import { openComparison } from './compare-desk'
import { addWindows } from './visit-windows'

const SCOPE = { level: 'deidentified', dates: 'none' } as const
const NO_TIME = new Date(Date.UTC(1980, 0, 1))

export interface Reproduction {
  readonly name: string
  readonly bytes: Uint8Array<ArrayBuffer>
  /** Patients in the data. */
  readonly rows: number
  readonly sha256: string
}

/**
 * What somebody else needs to make the numbers of a comparison again: the columns it reads, de-identified, as CSV and
 * .sav; a program for R and one for SPSS; plan and result as JSON. It is an extract of today's data and stands among
 * them. What leaves is coarser than what was compared (great ages, small sites), so the result beside it is made of
 * what leaves.
 */
export async function makeReproduction(call: Call, study: string, id: string): Promise<Reproduction> {
  const { plan, planHash } = await openComparison(call, study, id)
  const dataset = await readColumns(call, study, plan)
  const result = compareGroups(plan, dataset)
  const data = { ...dataset, columns: columnsOfPlan(plan, dataset) }
  const about = {
    study,
    plan: planHash,
    dataset: hashDataset(data),
    note: 'Ages of 90 and over are 90 here and small sites are joined, as in every extract: where the comparison has such patients its numbers differ a little from these.',
    files: {
      'data.csv': 'codes as numbers, reasons of missing values in <name>__missing',
      'data.sav': 'the same for SPSS, labels inside',
      'comparison.R': 'Rscript comparison.R, in this folder; base R alone',
      'comparison.sps': 'SPSS or PSPP, in this folder',
      'plan.json': 'what was asked',
      'result.json': 'what Suivi answers of these data',
    },
  }
  const sav = writeSav(data, {
    language: 'en',
    missing: 'declared',
    title: `${study} comparison`,
    now: NO_TIME,
  })
  const chunks = writeZip([
    ['about.json', [toText(about)]],
    ['data.csv', writeCsv(data)],
    ['data.sav', sav],
    ['comparison.R', [writeRScript(result, dataset, 'data.csv')]],
    ['comparison.sps', [writeSpssScript(result, dataset, 'data.sav')]],
    ['plan.json', [toText(plan)]],
    ['result.json', [toText(result)]],
  ])
  const bytes = new Uint8Array(Buffer.concat([...chunks]))
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  await recordExtract(call, 'extract.run', study, {
    ...{ level: 'deidentified', format: 'programs', shape: 'wide', rows: data.rows, sha256 },
    purpose: `comparison ${planHash.slice(0, 12)}`,
    filter: { part: 'data', per: 'visit', dates: 'none', choices: 'code', missing: 'column', comparison: id },
  })
  return { name: `${study}-${planHash.slice(0, 8)}-programs.zip`, bytes, rows: data.rows, sha256 }
}

async function readColumns(call: Call, study: string, plan: Plan) {
  const tables = await extractAll(call, 'extract.run', study, ['patient', 'visit'], SCOPE)
  if (plan.timing !== 'in_window') return tables.patient
  return addWindows(tables.patient, tables.visit, await getProtocol(call, study))
}

function toText(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`
}
