import * as z from 'zod'
import { contract } from './contract'
import { done, id, listOf, shortText, version } from './fields'

export const siteCode = z.string().regex(/^[A-Z0-9]{2,8}$/)
/** As it is dialled: digits, blanks, hyphens, brackets, a plus in front, an extension. */
const phone = z
  .string()
  .trim()
  .regex(/^[+0-9(][0-9 ()\-转x]{2,39}$/)
  .nullable()
const names = {
  nameZh: shortText,
  nameEn: shortText,
  timeZone: z.string().min(1).max(60),
  phone,
}

export const listSites = contract({
  verb: 'site.list',
  method: 'GET',
  path: '/sites',
  summary: 'Sites of the instance',
  answer: listOf(z.looseObject({})),
})

export const addSite = contract({
  verb: 'site.create',
  method: 'POST',
  path: '/sites',
  summary: 'Add a site (a hospital)',
  body: z.strictObject({ code: siteCode, ...names }),
  answer: done,
  status: 201,
})

export const updateSite = contract({
  verb: 'site.update',
  method: 'PATCH',
  path: '/sites/[id]',
  summary: 'Change names, telephone and, before the first patient, the time zone of a site',
  params: z.strictObject({ id }),
  body: z.strictObject({ version, ...names }),
  answer: done,
})
