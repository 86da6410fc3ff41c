import * as z from 'zod'
import { ROLES } from '@/lib/access/verbs'
import { contract } from './contract'
import { done, id, listOf, page, shortText, studySlug } from './fields'

const grant = z.strictObject({
  role: z.enum(ROLES),
  study: studySlug.nullable(),
  site: z.string().max(8).nullable(),
})
/** NIST 800-63B-4: long rather than complex when the password stands alone. */
export const PASSWORD_MIN = 15

export const username = z.string().regex(/^[a-z0-9][a-z0-9._-]{1,39}$/)
export const password = z.string().min(1).max(128)
export const locale = z.enum(['zh-CN', 'en'])
const params = z.strictObject({ id })

export const listPeople = contract({
  verb: 'person.list',
  method: 'GET',
  path: '/people',
  summary: 'People and their roles',
  query: z.strictObject({ page }),
  answer: listOf(z.looseObject({})),
})

export const addPerson = contract({
  verb: 'person.add',
  method: 'POST',
  path: '/people',
  summary: 'Add a person with roles',
  body: z.strictObject({
    username,
    displayName: shortText,
    password,
    locale,
    grants: z.array(grant).min(1).max(20),
    /** Whoever gets a password from somebody else chooses another first. */
    mustChange: z.boolean().default(true),
  }),
  answer: done,
  status: 201,
})

export const updatePerson = contract({
  verb: 'person.update',
  method: 'PATCH',
  path: '/people/[id]',
  summary: 'Give or end a role, disable, enable, set a password for the next sign-in, rename, sign out',
  params,
  body: z.strictObject({
    version: z.int().min(1),
    change: z.discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('grant'), grant }),
      z.strictObject({ kind: z.literal('end_role'), membershipId: id }),
      z.strictObject({ kind: z.literal('disable') }),
      z.strictObject({ kind: z.literal('enable') }),
      z.strictObject({ kind: z.literal('password'), password }),
      z.strictObject({ kind: z.literal('rename'), displayName: shortText }),
      z.strictObject({ kind: z.literal('sign_out') }),
    ]),
  }),
  answer: done,
})
