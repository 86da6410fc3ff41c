import * as z from 'zod'
import { contract } from './contract'
import { EXTRACT_FORMATS, runExtract } from './data'
import { done, listOf, page, reasonText, shortText, studyIdParams, studyParams } from './fields'

export const FREEZE_GRAINS = ['visit', 'patient', 'level', 'operation'] as const
export const FREEZE_DATES = ['days', 'shifted', 'months', 'none'] as const

export const listFreezes = contract({
  verb: 'freeze.list',
  method: 'GET',
  path: '/studies/[study]/freezes',
  summary: 'Frozen data sets, newest first, and whether the record has changed since',
  params: studyParams,
  query: z.strictObject({ page }),
  answer: listOf(z.looseObject({})),
})

export const createFreeze = contract({
  verb: 'freeze.create',
  method: 'POST',
  path: '/studies/[study]/freezes',
  summary: 'Freeze the de-identified data set as it is now; its bytes and their SHA-256 are kept',
  params: studyParams,
  body: z.strictObject({
    /** Of this study's freezes, one of its own. */
    name: shortText,
    purpose: reasonText,
    grain: z.enum(FREEZE_GRAINS).default('visit'),
    dates: z.enum(FREEZE_DATES).default('days'),
  }),
  answer: done,
  status: 201,
})

export const getFreeze = contract({
  verb: 'freeze.list',
  method: 'GET',
  path: '/studies/[study]/freezes/[id]',
  summary: 'A frozen data set, and how many rows have changed under it since, by what was done',
  params: studyIdParams,
  answer: z.looseObject({}),
})

const TYPES = 'file' in runExtract.answer ? runExtract.answer.file : []

export const readFreezeFile = contract({
  verb: 'freeze.read',
  method: 'POST',
  path: '/studies/[study]/freezes/[id]/file',
  summary: 'A frozen data set as a file: `canonical` are the very bytes that were hashed',
  params: studyIdParams,
  body: z.strictObject({
    format: z.enum([...EXTRACT_FORMATS, 'canonical']),
    part: runExtract.body.shape.part,
    choices: runExtract.body.shape.choices,
    missing: runExtract.body.shape.missing,
  }),
  answer: { file: [...TYPES, 'application/octet-stream'] },
})
