import * as z from 'zod'
import { Problem } from '@/lib/problem'

/** How the columns of a file become patients, visits, entries and complications. Kept beside the file. */

const column = z.string().min(1)

const entry = z.strictObject({
  instrument: z.string(),
  /** Visits it is read for; none for the form of the index operation. */
  visits: z.array(z.string()).default([]),
  /** Item to column; `{visit}` in the name stands for the visit's code. */
  items: z.record(z.string(), column),
})

const complication = z.strictObject({
  type: z.string(),
  column,
  /** The cell that says "yes". */
  equals: z.string(),
  /** Column with the visit at which it was found, and with the day after the operation. */
  visit: column.optional(),
  day: column.optional(),
})

const mappingSchema = z.strictObject({
  site: z.string(),
  code: column,
  arm: column,
  operation: z.strictObject({
    performedOn: column,
    /** Levels of one cell, separated by semicolons. */
    levels: column,
    side: z.enum(['left', 'right', 'both']),
  }),
  /** A second file with a row a visit: when each took place. */
  visits: z.strictObject({ file: z.string(), code: column, visit: column, doneOn: column }),
  entries: z.array(entry).min(1),
  complications: z.array(complication).default([]),
})

export type Mapping = z.infer<typeof mappingSchema>

export function parseMapping(json: unknown): Mapping {
  const parsed = mappingSchema.safeParse(json)
  if (parsed.success) return parsed.data
  const fields = parsed.error.issues.map(({ path }) => ({
    field: `mapping.${path.join('.')}`,
    code: 'malformed',
  }))
  throw new Problem('invalid', { fields })
}
