import * as z from 'zod'
import { contract } from './contract'
import { listOf, studyParams } from './fields'

const study = z.object({
  slug: z.string(),
  titleZh: z.string(),
  titleEn: z.string(),
  followUpClosed: z.boolean(),
  protocolVersion: z.int(),
})

export const listStudies = contract({
  verb: 'person.update_own',
  method: 'GET',
  path: '/studies',
  summary: 'The studies one has a part in',
  answer: listOf(study),
})

export const getStudy = contract({
  verb: 'study.read',
  method: 'GET',
  path: '/studies/[study]',
  summary: 'A study with the sites one reaches',
  params: studyParams,
  answer: study.loose(),
})

export const getProtocol = contract({
  verb: 'protocol.read',
  method: 'GET',
  path: '/studies/[study]/protocol',
  summary: 'Arms, visits, windows, instruments, rules',
  params: studyParams,
  answer: z.looseObject({}),
})

export const listInstruments = contract({
  verb: 'instrument.read',
  method: 'GET',
  path: '/studies/[study]/instruments',
  summary: 'The codebook: every instrument of the study with its items',
  params: studyParams,
  answer: listOf(z.looseObject({})),
})
