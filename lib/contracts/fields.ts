import * as z from 'zod'
import { isIsoDate } from '@/lib/codebook/dates'
import { findPhoneIssue } from '@/lib/codebook/phone-number'

/** Building blocks of contracts. Every text is bounded, every object strict. */

export const studySlug = z.string().regex(/^[a-z][a-z0-9-]{1,30}$/)
export const id = z.uuid()
export const code = z.string().regex(/^[A-Za-z0-9_]{1,40}$/)
export const studyParams = z.strictObject({ study: studySlug })
export const studyIdParams = z.strictObject({ study: studySlug, id })

/** Of a life that can still be followed; the year 0 of ISO is none of PostgreSQL's. */
export const isoDate = z.iso.date().refine((date) => date >= '1850-01-01', { params: { code: 'not_a_date' } })
/** Known to the day, the month or the year. */
export const partialDate = z
  .string()
  .max(10)
  .refine((date) => isIsoDate(date, true), { params: { code: 'not_a_date' } })
export const timeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/)
export const version = z.int().min(0).max(1_000_000_000)
export const shortText = z.string().trim().min(1).max(200)
/** Why something is taken back or moved. */
export const reasonText = z.string().trim().min(1).max(500)
/** One telephone number, kept as typed; or nothing, where it may be left out. */
export const phoneNumber = z
  .string()
  .trim()
  .max(30)
  .superRefine((typed, context) => {
    const code = typed === '' ? null : findPhoneIssue(typed)
    if (code) context.addIssue({ code: 'custom', params: { code } })
  })
export const note = z.string().trim().max(2_000)

/** What every write answers with, before the row itself. */
export const done = z.object({ id, version, replayed: z.boolean() })

const pageText = z
  .string()
  .regex(/^[1-9]\d{0,5}$/)
  .default('1')
export const page = pageText.transform(Number)

/** A list: one page of rows and how many there are. */
export function listOf(row: z.ZodType) {
  return z.object({ rows: z.array(row), total: z.int() })
}
