import type * as z from 'zod'
import type { FieldIssue } from '@/lib/problem'

/** zod's findings as field issues of the registry (messages `issues.*`). */
export function readZodIssues(error: z.ZodError): FieldIssue[] {
  return error.issues.flatMap((issue) => {
    const field = issue.path.join('.')
    if (issue.code === 'unrecognized_keys') {
      return issue.keys.map((key) => ({ field: [...issue.path, key].join('.'), code: 'not_asked' }))
    }
    return [{ field, ...describe(issue) }]
  })
}

function describe(issue: z.core.$ZodIssue): Pick<FieldIssue, 'code' | 'params'> {
  switch (issue.code) {
    case 'invalid_type':
      return { code: issue.input === undefined ? 'required' : 'wrong_type' }
    case 'too_small':
      if (issue.origin === 'string') return { code: 'required' }
      return { code: 'below_hard', params: { min: Number(issue.minimum) } }
    case 'too_big':
      if (issue.origin === 'string') return { code: 'too_long', params: { max: Number(issue.maximum) } }
      return { code: 'above_hard', params: { max: Number(issue.maximum) } }
    case 'invalid_value':
      return { code: 'not_offered' }
    case 'invalid_format':
      return { code: issue.format === 'date' ? 'not_a_date' : 'malformed' }
    case 'custom':
      return { code: typeof issue.params?.code === 'string' ? issue.params.code : 'malformed' }
    default:
      return { code: 'malformed' }
  }
}
