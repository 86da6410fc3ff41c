/**
 * The plan of a comparison: the clinical question as data. It is written before the numbers are seen, its hash
 * stands in the receipt, and the same plan with the same data always gives the same result.
 */
import * as z from 'zod'
import { Problem } from '@/lib/problem'

/** Tests a plan may ask for; which of them fit a row depends on its kind and the number of groups. */
export const TESTS = [
  'student_t',
  'welch_t',
  'mann_whitney',
  'anova',
  'welch_anova',
  'kruskal',
  'pearson',
  'yates',
  'fisher',
  'linear_trend',
] as const

/** Tests of one group before and after. */
export const PAIRED_TESTS = [
  'paired_t',
  'wilcoxon',
  'mcnemar',
  'mcnemar_cc',
  'mcnemar_exact',
  'stuart_maxwell',
] as const

export const RULE_IDS = ['cn-textbook', 'welch-first'] as const

const name = z.string().regex(/^[a-z][a-z0-9_]{0,63}$/i)
const visit = z.string().regex(/^[a-z0-9_]{1,31}$/i)
const place = { variable: name, visit: visit.exactOptional() }

const answers = z
  .array(z.union([z.string().max(200), z.number()]))
  .min(1)
  .max(200)

const filterSchema = z.strictObject({
  ...place,
  /** Keys, codes or texts that stay, or that leave. */
  in: answers.exactOptional(),
  not: answers.exactOptional(),
  min: z.number().exactOptional(),
  max: z.number().exactOptional(),
  /** Only who has a value, or only who has none. */
  present: z.boolean().exactOptional(),
})

const rowSchema = z.strictObject({
  ...place,
  /** Overrules the rule; recorded and printed. */
  test: z.enum(TESTS).exactOptional(),
  pairedTest: z.enum(PAIRED_TESTS).exactOptional(),
  /** The change from the plan's baseline instead of the value: later minus baseline, or that in percent of it. */
  as: z.enum(['change', 'percent']).exactOptional(),
  show: z.enum(['mean', 'median', 'counts']).exactOptional(),
  complication: z.boolean().exactOptional(),
})

export const planSchema = z.strictObject({
  version: z.literal(1),
  study: z.string().min(1).max(40),
  title: z.string().max(200).exactOptional(),
  unit: z.enum(['patient']),
  population: z.array(filterSchema).max(20),
  /** `order` names the groups, first minus second; groups left out are left out of the comparison. */
  group: z.strictObject({
    variable: name,
    order: z.array(z.string().max(200)).min(2).max(12).exactOptional(),
  }),
  rows: z.array(rowSchema).min(1).max(200),
  /** The visit that later ones are compared with. */
  baseline: visit.exactOptional(),
  /** Each group before and after, too: paired tests against the baseline. */
  within: z.boolean().exactOptional(),
  /** `in_window`: values of visits outside their window count as missing. */
  timing: z.enum(['any', 'in_window']).exactOptional(),
  rule: z.enum(RULE_IDS),
  alpha: z.number().gt(0).lt(0.5),
  conf: z.number().gt(0.5).lt(1),
  /** 6 = SPSS, 7 = R's default. */
  quartiles: z.union([z.literal(6), z.literal(7)]),
  layout: z.enum(['variables', 'groups']),
  /** Percentages under denominators of 20 too. */
  smallPercent: z.boolean(),
})

export type Plan = z.infer<typeof planSchema>
export type RowPlan = Plan['rows'][number]
export type Filter = Plan['population'][number]
export type RuleId = (typeof RULE_IDS)[number]

const DEFAULTS = {
  version: 1,
  unit: 'patient',
  population: [],
  rule: 'cn-textbook',
  alpha: 0.05,
  conf: 0.95,
  quartiles: 6,
  layout: 'variables',
  smallPercent: false,
} as const

/** A whole plan from what differs from the defaults. */
export function makePlan(part: Pick<Plan, 'study' | 'group' | 'rows'> & Partial<Plan>): Plan {
  return { ...DEFAULTS, population: [], ...part }
}

/** A plan from JSON. @throws Problem `invalid` naming every field that is wrong */
export function parsePlan(json: unknown): Plan {
  const parsed = planSchema.safeParse(json)
  if (parsed.success) return parsed.data
  const fields = parsed.error.issues.map(({ path }) => ({ field: path.join('.'), code: 'malformed' }))
  throw new Problem('invalid', { fields })
}
