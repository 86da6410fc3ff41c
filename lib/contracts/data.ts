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

export const runExtract = contract({
  verb: 'extract.run',
  method: 'POST',
  path: '/studies/[study]/extracts',
  summary:
    'Take a de-identified data set as CSV, XLSX, SPSS or Stata, or its codebook; stands in the trail before it leaves',
  params: studyParams,
  body: z.strictObject({
    /** `wide`: a row a patient. `long`: a row for each of what `per` says. */
    shape: z.enum(['long', 'wide']),
    per: z.enum(['visit', 'level', 'operation']).default('visit'),
    /** `sav` (SPSS) and `dta` (Stata) have their labels inside: Chinese, or English where `choices` is `en`. */
    format: z.enum(['csv', 'xlsx', 'sav', 'dta']),
    /** A workbook of data holds its codebook as well; there is none of `sav` and `dta`. */
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
