import * as z from 'zod'
import { contract } from './contract'
import { listOf, page, studyParams } from './fields'

export const listComparisons = contract({
  verb: 'comparison.read',
  method: 'GET',
  path: '/studies/[study]/comparisons',
  summary: 'Comparisons made before, newest first, without their numbers',
  params: studyParams,
  query: z.strictObject({ page }),
  answer: listOf(z.looseObject({})),
})
