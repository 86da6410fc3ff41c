import * as z from 'zod'
import { getInstrument } from '@/lib/instruments/shelf'
import { contract } from './contract'
import {
  done,
  isoDate,
  listOf,
  note,
  page,
  phoneNumber,
  studyIdParams,
  studyParams,
  timeOfDay,
} from './fields'

/** The answers of the contact form are the words of the log: one vocabulary, in the order of its codes. */
function wordsOf(name: string): [string, ...string[]] {
  const item = getInstrument('contact_attempt', 2).items.find((one) => one.name === name)
  const [first, ...rest] = item && 'codes' in item ? item.codes.map(({ key }) => key) : []
  if (first === undefined) throw new Error(`the contact form has no ${name}`)
  return [first, ...rest]
}

export const CHANNELS = wordsOf('contact_channel')
export const REACHED = wordsOf('contact_reached')
export const FAILURES = wordsOf('contact_failure')
export const OUTCOMES = wordsOf('contact_outcome')
/** Whose telephone it is: everybody who may be reached. */
export const HOLDERS = REACHED.filter((who) => who !== 'nobody') as [string, ...string[]]

const hour = z.int().min(0).max(23)

export const phoneBody = z.strictObject({
  number: phoneNumber.min(1),
  relation: z.enum(HOLDERS),
  holder: z.string().trim().max(80).nullable(),
  bestHour: hour.nullable(),
  note: z.string().trim().max(200).nullable(),
  preferred: z.boolean(),
})

const phone = phoneBody.extend({
  id: z.uuid(),
  wrongSince: z.string().nullable(),
  version: z.int(),
})

export const listPhones = contract({
  verb: 'phone.list',
  method: 'GET',
  path: '/studies/[study]/patients/[id]/phones',
  summary: 'The telephones of one patient, the one to call first on top; every look is recorded',
  params: studyIdParams,
  answer: listOf(phone),
})

export const addPhone = contract({
  verb: 'phone.add',
  method: 'POST',
  path: '/studies/[study]/patients/[id]/phones',
  summary: 'Add a telephone: the patient’s own, or that of somebody who reaches the patient',
  params: studyIdParams,
  body: phoneBody,
  answer: done,
  status: 201,
})

export const updatePhone = contract({
  verb: 'phone.update',
  method: 'PATCH',
  path: '/studies/[study]/phones/[id]',
  summary: 'Correct a telephone, or say that it is wrong',
  params: studyIdParams,
  body: phoneBody.extend({ wrong: z.boolean(), version: z.int().min(1) }),
  answer: done,
})

const voiding = z.strictObject({
  version: z.int().min(1),
  reason: z.string().trim().min(1).max(200),
})

export const voidPhone = contract({
  verb: 'phone.void',
  method: 'POST',
  path: '/studies/[study]/phones/[id]/void',
  summary: 'Take a telephone away; nobody is found by it any more',
  params: studyIdParams,
  body: voiding,
  answer: done,
})

const nextAttempt = { nextOn: isoDate.nullable(), nextHour: hour.nullable() }

export const contactBody = z.strictObject({
  enrolmentId: z.uuid(),
  visitId: z.uuid().nullable(),
  phoneId: z.uuid().nullable(),
  happenedOn: isoDate,
  happenedTime: timeOfDay.nullable(),
  channel: z.enum(CHANNELS),
  reached: z.enum(REACHED),
  failure: z.enum(FAILURES).nullable(),
  outcome: z.enum(OUTCOMES).nullable(),
  note: note.nullable(),
  ...nextAttempt,
})

export const listContacts = contract({
  verb: 'contact.list',
  method: 'GET',
  path: '/studies/[study]/contacts',
  summary: 'Attempts to reach one patient, the last one first',
  params: studyParams,
  query: z.strictObject({ page, enrolment: z.uuid() }),
  answer: listOf(z.looseObject({})),
})

export const addContact = contract({
  verb: 'contact.add',
  method: 'POST',
  path: '/studies/[study]/contacts',
  summary: 'Record an attempt to reach a patient; a wrong number is marked as such',
  params: studyParams,
  body: contactBody,
  answer: done,
  status: 201,
})

export const updateContact = contract({
  verb: 'contact.update',
  method: 'PATCH',
  path: '/studies/[study]/contacts/[id]',
  summary: 'Move the next attempt, or add to the note',
  params: studyIdParams,
  body: z.strictObject({ version: z.int().min(1), note: note.nullable(), ...nextAttempt }),
  answer: done,
})

export const voidContact = contract({
  verb: 'contact.void',
  method: 'POST',
  path: '/studies/[study]/contacts/[id]/void',
  summary: 'Take back an attempt that was recorded by mistake',
  params: studyIdParams,
  body: voiding,
  answer: done,
})
