import * as z from 'zod'
import { PROTOCOL_SOURCES } from '@/lib/protocol/shipped/ids'
import { contract } from './contract'
import { done, listOf, shortText, studyParams, studySlug, version } from './fields'
import { siteCode } from './sites'

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

const titles = { titleZh: shortText, titleEn: shortText, followUpClosed: z.boolean() }

export const addStudy = contract({
  verb: 'study.create',
  method: 'POST',
  path: '/studies',
  summary: 'Add a study whose protocol begins as a shipped one, an empty one, or another study’s',
  body: z.strictObject({
    slug: studySlug,
    ...titles,
    protocol: z.enum(PROTOCOL_SOURCES),
    like: studySlug.nullable().default(null),
    codePrefix: z.string().regex(/^[A-Z][A-Z0-9]{0,7}$/),
    sites: z.array(siteCode).min(1).max(200),
  }),
  answer: done,
  status: 201,
})

export const updateStudy = contract({
  verb: 'study.update',
  method: 'PATCH',
  path: '/studies/[study]',
  summary: 'Change titles, close or reopen follow-up, let sites join',
  params: studyParams,
  body: z.strictObject({ version, ...titles, addSites: z.array(siteCode).max(200) }),
  answer: done,
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
