import * as z from 'zod'
import { contract } from './contract'
import { listOf, page, studyIdParams, studyParams } from './fields'

export const listComparisons = contract({
  verb: 'comparison.read',
  method: 'GET',
  path: '/studies/[study]/comparisons',
  summary: 'Comparisons made before, newest first, without their numbers',
  params: studyParams,
  query: z.strictObject({ page }),
  answer: listOf(z.looseObject({})),
})

export const takePrograms = contract({
  verb: 'extract.run',
  method: 'POST',
  path: '/studies/[study]/comparisons/[id]/programs',
  summary:
    'What it takes to make a comparison again elsewhere: its columns de-identified, programs for R and SPSS, plan and result; an extract',
  params: studyIdParams,
  body: z.strictObject({}),
  answer: { file: ['application/zip'] },
})

export const getPaperPack = contract({
  verb: 'comparison.read',
  method: 'GET',
  path: '/studies/[study]/comparisons/[id]/pack',
  summary:
    'The tables of a comparison made before, with statistical methods and receipt, as Word document or workbook',
  params: studyIdParams,
  query: z.strictObject({
    format: z.enum(['docx', 'xlsx']),
    lang: z.enum(['zh', 'en']).default('zh'),
    /** Another one than the plan's; no number changes. */
    layout: z.enum(['variables', 'groups']).optional(),
  }),
  answer: {
    file: [
      'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
      'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    ],
  },
})
