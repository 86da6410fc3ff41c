import * as z from 'zod'
import { contract } from './contract'
import { done, listOf, page, shortText, studyIdParams, studyParams } from './fields'

export const runComparison = contract({
  verb: 'comparison.run',
  method: 'POST',
  path: '/studies/[study]/comparisons',
  summary: 'Compare groups by a plan; answers with the table, every number and a receipt',
  params: studyParams,
  // The plan's own schema (lib/analysis/plan.ts) reads it; its faults come back field by field.
  body: z.strictObject({ plan: z.looseObject({}) }),
  answer: done.loose(),
  status: 201,
})

export const getComparison = contract({
  verb: 'comparison.read',
  method: 'GET',
  path: '/studies/[study]/comparisons/[id]',
  summary: 'A comparison made before, as it was',
  params: studyIdParams,
  answer: z.looseObject({}),
})

/** What a data set leaves as. Those of `LABELLED_FORMATS` have labels and reasons of missing values inside. */
const TABLE_FORMATS = ['csv', 'xlsx', 'sav', 'dta', 'xpt', 'rds', 'parquet', 'json'] as const
/** What was filled in, a form at a time, with the forms themselves: there are no rows and columns to choose. */
const RECORD_FORMATS = ['odm', 'fhir', 'redcap'] as const
export const EXTRACT_FORMATS = [...TABLE_FORMATS, ...RECORD_FORMATS] as const
export type TableFormat = (typeof TABLE_FORMATS)[number]
export type RecordFormat = (typeof RECORD_FORMATS)[number]
export type ExtractFormat = (typeof EXTRACT_FORMATS)[number]
const LABELLED_FORMATS = ['sav', 'dta', 'xpt', 'rds'] as const satisfies readonly ExtractFormat[]

export function hasLabelsInside(format: string): format is (typeof LABELLED_FORMATS)[number] {
  return (LABELLED_FORMATS as readonly string[]).includes(format)
}

export function isOfRecords(format: string): format is RecordFormat {
  return (RECORD_FORMATS as readonly string[]).includes(format)
}

/** The others tell in themselves what their columns mean. */
export function hasCodebook(format: string): boolean {
  return format === 'csv' || format === 'xlsx'
}

export const runExtract = contract({
  verb: 'extract.run',
  method: 'POST',
  path: '/studies/[study]/extracts',
  summary:
    'Take de-identified data as a table (CSV, XLSX, SPSS, Stata, SAS, R, Parquet, Dataset-JSON) or as forms (ODM, FHIR, REDCap); stands in the trail before it leaves',
  params: studyParams,
  body: z.strictObject({
    /** Of a table. `wide`: a row a patient. `long`: a row for each of what `per` says. */
    shape: z.enum(['long', 'wide']),
    per: z.enum(['visit', 'level', 'operation']).default('visit'),
    /** SPSS (`sav`), Stata (`dta`), SAS (`xpt`) and R (`rds`) have labels inside: Chinese, or English where `choices` is `en`. */
    format: z.enum(EXTRACT_FORMATS),
    /** A codebook is there for `csv` and `xlsx`; a workbook of data holds it as well. */
    part: z.enum(['data', 'codebook']).default('data'),
    dates: z.enum(['days', 'shifted', 'months', 'none']).default('days'),
    choices: z.enum(['code', 'key', 'zh', 'en']).default('code'),
    missing: z.enum(['column', 'code', 'empty']).default('column'),
    purpose: shortText,
  }),
  answer: {
    file: [
      'text/csv',
      'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
      'application/x-spss-sav',
      'application/x-stata-dta',
      'application/x-sas-xport',
      'application/x-r-data',
      'application/vnd.apache.parquet',
      'application/json',
      'application/xml',
      'application/zip',
    ],
  },
})

export const listExtracts = contract({
  verb: 'extract.read',
  method: 'GET',
  path: '/studies/[study]/extracts',
  summary: 'What has left, with rows, purpose and SHA-256',
  params: studyParams,
  query: z.strictObject({ page }),
  answer: listOf(z.looseObject({})),
})
