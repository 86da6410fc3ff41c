import * as z from 'zod'
import { contract } from './contract'
import { code, done, page, reasonText, studyIdParams, studyParams, version } from './fields'

export const listAllocations = contract({
  verb: 'allocation.list',
  method: 'GET',
  path: '/studies/[study]/allocations',
  summary: 'Who was randomised, and how far each list is used; never what comes next',
  params: studyParams,
  query: z.strictObject({ page }),
  answer: z.looseObject({}),
})

export const prepareAllocations = contract({
  verb: 'allocation.prepare',
  method: 'POST',
  path: '/studies/[study]/allocations',
  summary:
    'Make the lists of permuted blocks, or import a list made elsewhere (CSV); nobody reads it afterwards',
  params: studyParams,
  body: z.strictObject({ list: z.string().max(240_000).nullable() }),
  answer: done,
  status: 201,
})

export const randomisePatient = contract({
  verb: 'allocation.randomise',
  method: 'POST',
  path: '/studies/[study]/enrolments/[id]/randomise',
  summary: 'The next number of the stratum; the arm is told to who may know it',
  params: studyIdParams,
  body: z.strictObject({ version, strata: z.record(code, code) }),
  answer: done.extend({ number: z.string().nullable(), arm: z.string().nullable(), armHidden: z.boolean() }),
})

export const unblindPatient = contract({
  verb: 'unblinding.add',
  method: 'POST',
  path: '/studies/[study]/enrolments/[id]/unblind',
  summary: 'Open one patient’s arm to the ward, with a reason; recorded for good',
  params: studyIdParams,
  body: z.strictObject({ reason: reasonText, urgent: z.boolean() }),
  answer: done,
  status: 201,
})
