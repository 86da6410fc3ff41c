import * as z from 'zod'
import { contract } from './contract'
import { done, id, listOf, shortText } from './fields'
import { locale, password, username } from './people'

/** One's own account, and the account that comes first. */

export const getMe = contract({
  verb: 'person.update_own',
  method: 'GET',
  path: '/me',
  summary: 'Who is signed in, and in what roles',
  answer: z.looseObject({}),
})

export const updateMe = contract({
  verb: 'person.update_own',
  method: 'PATCH',
  path: '/me',
  summary: 'Choose one’s language',
  body: z.strictObject({ locale }),
  answer: done,
})

export const changeMyPassword = contract({
  verb: 'person.update_own',
  method: 'POST',
  path: '/me/password',
  summary: 'Change one’s password; every other session ends',
  body: z.strictObject({ current: password, password }),
  answer: done,
})

export const listMySessions = contract({
  verb: 'person.update_own',
  method: 'GET',
  path: '/me/sessions',
  summary: 'Where one is signed in',
  answer: listOf(z.looseObject({})),
})

export const endMySessions = contract({
  verb: 'person.update_own',
  method: 'POST',
  path: '/me/sessions/end',
  summary: 'Sign out in the other places, everywhere, or in one place',
  /** The id of a session ends that one. */
  body: z.strictObject({ which: z.union([z.enum(['others', 'all']), id]) }),
  answer: done,
})

export const setUp = contract({
  verb: 'instance.set_up',
  method: 'POST',
  path: '/setup',
  summary: 'Make the first administrator with the code that the server printed; 404 once there is one',
  body: z.strictObject({
    code: z.string().trim().min(1).max(80),
    username,
    displayName: shortText,
    password,
    locale,
  }),
  answer: done,
  status: 201,
  open: true,
})
