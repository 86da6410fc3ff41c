import * as z from 'zod'
import { MISSING_REASONS } from '@/lib/codebook/item'
import { Problem } from '@/lib/problem'

/** How the columns of a file become patients, visits, entries and complications. Kept beside the file. */

const column = z.string().min(1)

/** What the source says in no column because it holds for everybody it tells of. */
const constant = z.strictObject({ value: z.string().min(1) })

/** A column, a column whose empty cell has a reason (without one it is "not entered"), or a constant. */
const source = z.union([column, z.strictObject({ column, empty: z.enum(MISSING_REASONS) }), constant])

const entry = z.strictObject({
  instrument: z.string(),
  /** Visits it is read for; none for the form of the index operation. */
  visits: z.array(z.string()).default([]),
  /** Item to source; `{visit}` in the name of a column stands for the visit's code. */
  items: z.record(z.string(), source),
})

const complication = z.strictObject({
  type: z.string(),
  column,
  /** The cell that says "yes", and those that say "no"; any other is refused. */
  equals: z.string(),
  no: z.array(z.string()).default(['0']),
  /** The visit at which it was found: a column, or one visit for all. */
  visit: z.union([column, constant]).optional(),
  /** Column with the day after the operation. */
  day: column.optional(),
})

const mappingSchema = z.strictObject({
  site: z.string(),
  code: column,
  arm: column,
  /** Dates of the enrolment, where the file has them. Without `enrolledOn` it is the first date there is. */
  enrolment: z
    .strictObject({
      enrolledOn: column.optional(),
      randomisedOn: column.optional(),
      /** A study treatment before the operation; an empty cell leaves the operation as the first. */
      firstTreatmentOn: column.optional(),
      dischargedOn: column.optional(),
    })
    .default({}),
  operation: z.strictObject({
    performedOn: column,
    /** Levels of one cell, separated by semicolons. */
    levels: column,
    side: z.enum(['left', 'right', 'both', 'unknown']).default('unknown'),
  }),
  /** A second file with a row a visit: when each took place. */
  visits: z.strictObject({ file: z.string(), code: column, visit: column, doneOn: column }),
  entries: z.array(entry).min(1),
  complications: z.array(complication).default([]),
})

export type Mapping = z.infer<typeof mappingSchema>
export type EntryMapping = Mapping['entries'][number]
export type Source = z.infer<typeof source>

export function parseMapping(json: unknown): Mapping {
  const parsed = mappingSchema.safeParse(json)
  if (parsed.success) return parsed.data
  const fields = parsed.error.issues.map(({ path }) => ({
    field: `mapping.${path.join('.')}`,
    code: 'malformed',
  }))
  throw new Problem('invalid', { fields })
}

/** Visits an entry is read for; null is the form of the index operation. */
export function listPlaces(entry: EntryMapping): (string | null)[] {
  return entry.visits.length > 0 ? entry.visits : [null]
}

/** The column of a source at a visit; null for a constant. */
export function columnOf(from: Source, visit: string | null): string | null {
  if (typeof from === 'object' && 'value' in from) return null
  const pattern = typeof from === 'string' ? from : from.column
  return pattern.replace('{visit}', visit ?? '')
}

/** Every column that the mapping reads of the main file. */
export function listColumns(mapping: Mapping): ReadonlySet<string> {
  const { code, arm, enrolment, operation, entries, complications } = mapping
  const items = entries.flatMap((entry) =>
    listPlaces(entry).flatMap((visit) => Object.values(entry.items).map((from) => columnOf(from, visit))),
  )
  const found = complications.flatMap(({ column: name, visit, day }) => [
    name,
    visit === undefined ? null : columnOf(visit, null),
    day ?? null,
  ])
  const dates = Object.values(enrolment)
  const fixed = [code, arm, operation.performedOn, operation.levels]
  return new Set([...fixed, ...dates, ...items, ...found].filter((name) => typeof name === 'string'))
}
